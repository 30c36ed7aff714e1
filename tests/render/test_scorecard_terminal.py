"""Scorecards in text: honest about small numbers, plain without colour, safe with any name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from scorecard_rows import FIRST, criterion, moment, row

from coach.render.scorecard_terminal import card_to_terminal, team_to_terminal
from coach.render.sparkline import sparkline
from coach.render.spreadsheet import cell, to_csv
from coach.scorecard import CallRow, Period, fold, team

ALL = Period("all time")


def calls(n: int, rep: str = "Ann", **fields: Any) -> list[CallRow]:
    return [row(f"{rep}{i}", rep=rep, day=FIRST + timedelta(days=9 * i), **fields) for i in range(n)]


def shown(rows: list[CallRow], period: Period = ALL, encoding: str = "utf-8", team_rows: Any = ()) -> str:
    page = StringIO()
    console = Console(file=_Encoded(page, encoding), width=80)  # type: ignore[arg-type]
    card_to_terminal(fold(rows, rep="Ann", period=period, team_rows=team_rows), console)
    return page.getvalue()


class _Encoded:
    """A stream that says how it is encoded, as a terminal does."""

    def __init__(self, page: StringIO, encoding: str) -> None:
        self.page, self.encoding = page, encoding

    def write(self, text: str) -> int:
        return self.page.write(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False


def test_two_calls_are_too_few_and_no_number_is_shown() -> None:
    page = shown(calls(2, overall=87.0))
    assert "too few to say" in page
    assert "87" not in page
    assert "fewer than 3 calls" in page


def test_what_did_not_come_up_is_said_and_not_zero() -> None:
    page = shown(calls(3, overall=87.0))
    assert "87" in page
    assert page.count("did not come up") >= 3


def test_an_empty_period_says_what_to_do() -> None:
    page = shown(calls(2), Period("then", date(2001, 1, 1), date(2001, 2, 3)))
    assert "No call lies in this period" in page


def test_a_change_within_ups_and_downs_stands_in_brackets() -> None:
    may = [row(f"m{s}", day=date(2026, 5, 3), overall=s) for s in (20.0, 50.0, 80.0)]
    june = [row(f"j{s}", day=date(2026, 6, 3), overall=s) for s in (30.0, 60.0, 90.0)]
    page = shown(may + june, Period("June", date(2026, 6, 1), date(2026, 6, 30)))
    assert "(+10)" in page
    assert "ups and downs" in " ".join(page.split())


def test_a_mixture_of_rubrics_and_undated_calls_are_said() -> None:
    rows = [*calls(3, overall=5.0), row("v", rubric="voicemail"), row("u", day=None)]
    page = shown(rows, Period("from", FIRST))
    assert "mixture" in page
    assert "1 call has no date" in page


@pytest.mark.parametrize("name", ["[bold]x[/bold]", "\x1b[31mred", "a\nb", "\u202egnp.exe"])
def test_text_is_never_a_command(name: str) -> None:
    rows = calls(3, prospect=name, worst=moment(-9.0, text=name), criteria=(criterion("invite", 0.0),))
    page = shown(rows)
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "\\[" not in page


def test_the_turn_of_a_moment_is_counted_from_one() -> None:
    said = replace(moment(-9.0), turn=0)
    assert "call Ann2, turn 1," in shown(calls(3, worst=said))


def test_a_plain_terminal_gets_plain_signs() -> None:
    page = shown(calls(4, overall=50.0, worst=moment(-9.0)), encoding="ascii")
    assert page.isascii()
    assert ":" in page


def test_the_team_is_by_name_with_a_dash_for_too_few() -> None:
    page = StringIO()
    rows = {"Cleo": calls(1, "Cleo", overall=90.0), "Ann": calls(3, overall=40.0)}
    team_to_terminal(team(rows, period=ALL), Console(file=page, width=80))
    text = page.getvalue()
    assert text.index("Ann") < text.index("Cleo")
    assert "90" not in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_sparklines_share_one_scale_and_show_gaps() -> None:
    assert sparkline([0.0, None, 50.0, 100.0]) == "▁·▅█"
    assert sparkline([0.0, None, 100.0], plain=True).isascii()
    assert len(sparkline([1.0] * 99)) == 16


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "|calc", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


def test_cells_keep_numbers_dates_and_nothing() -> None:
    table = to_csv(["a", "b"], [[-1.5, None], [date(2026, 1, 2), True], ['x "y", z', 66.7]])
    assert table == 'a,b\r\n-1.5,\r\n2026-01-02,yes\r\n"x ""y"", z",66.7\r\n'
