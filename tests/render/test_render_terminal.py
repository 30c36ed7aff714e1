"""The terminal: answers first, no spoken word commands it, nothing told by colour alone."""

from __future__ import annotations

import io
import re

import pytest
from report_samples import SAMPLES, hostile, pushy, silent, voicemail
from rich.console import Console

from coach.render.summary import summary_table
from coach.render.terminal import to_terminal


def drawn(name: str, colour: bool = False, encoding: str = "utf-8", width: int = 100) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace" if name == "hostile" else "strict")
    console = Console(file=file, width=width, force_terminal=colour, color_system="standard" if colour else None)
    to_terminal(SAMPLES[name](), console)
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_escapes_but_our_own_colours(name: str) -> None:
    unseen = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]"
    assert not re.search(unseen, drawn(name))
    assert not re.search(unseen, re.sub(r"\x1b\[[0-9;]*m", "", drawn(name, colour=True)))


def test_markup_is_shown_not_obeyed() -> None:
    assert "[red]loud[/red]" in drawn("hostile")
    assert drawn("hostile") == re.sub(r"\x1b\[[0-9;]*m", "", drawn("hostile", colour=True))


def test_answers_come_first_with_words() -> None:
    text = drawn("pushy")
    assert "✔ Was a next step secured? Yes (91 % sure)" in text
    assert "✘ Was the rep pushy? Yes (97 % sure)" in text
    assert "(57 % sure) – unsure, please look" in text
    assert text.index("Was the rep pushy?") < text.index("Scores") < text.index("Next step ")
    assert "“You'd be crazy to pass this up.”" in text


def test_turns_are_counted_from_one() -> None:
    text = drawn("voicemail")
    assert "turn 1" in text
    assert "turn 0" not in text


def test_plain_consoles_get_plain_signs() -> None:
    text = drawn("silent", encoding="cp1252")
    assert "o Was a next step secured? Did not come up" in text
    assert text.isascii()


def test_narrow_consoles_keep_every_line_inside() -> None:
    assert max(len(line) for line in drawn("pushy", width=40).splitlines()) <= 40


def test_summary_has_a_line_for_each_report() -> None:
    file = io.StringIO()
    rows = [(make(), f"out/{make().id}.html") for make in (pushy, voicemail, silent)]
    Console(file=file, width=200).print(summary_table([*rows, (hostile(), "[bold]x")]))
    lines = file.getvalue().splitlines()
    assert len(lines) == 5
    assert re.search(r"brightline-07.html +conversation +yes +yes\? +yes +76 +50 +8 +45", lines[1])
    assert "[bold]x" in lines[4]
