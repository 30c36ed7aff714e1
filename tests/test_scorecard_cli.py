"""coach scorecard: what it reads, prints and refuses."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from scorecard_rows import FIRST, criterion, moment, row
from typer.testing import CliRunner, Result

from coach.cli import app
from coach.scorecard import CallRow, row_to_json

SAMPLES = Path(__file__).parents[1] / "samples"


def run(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["scorecard", *map(str, args)], input=stdin)


def call(n: int, rep: str | None, **fields: object) -> CallRow:
    made = {"overall": 60.0 + n, "truth_asked": n % 2 == 0, "worst": moment(-3.0, text="[red]=1+1[/]")}
    return row(f"{rep}-{n}", **({"rep": rep, "day": FIRST + timedelta(days=n)} | made | fields))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    rows = [call(n, rep) for rep in ("Ann", "=Ben", "Cleo") for n in range(4)]
    path.write_text("\n".join(row_to_json(r) for r in rows) + "\n", "utf-8")
    return path


def cells(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(result.stdout)))


def test_several_reps_are_a_team_and_one_has_a_card(saved: Path) -> None:
    everyone = json.loads(run(saved, "--format", "json").stdout)
    assert [line["rep"] for line in everyone["reps"]] == ["=Ben", "Ann", "Cleo"]
    own = json.loads(run(saved, "--rep", " ann ", "--format", "json").stdout)
    assert (own["rep"], own["n"], own["overall"]["mean"], own["overall"]["spread"]["reps"]) == ("Ann", 4, 61.5, 3)


def test_csv_of_the_team_has_a_row_a_rep_and_no_formula(saved: Path) -> None:
    lines = cells(run(saved, "--format", "csv"))
    assert [line["rep"] for line in lines] == ["'=Ben", "Ann", "Cleo"]
    assert [(line["overall"], line["overall_calls"], line["truth_asked"]) for line in lines] == [
        ("61.5", "4", "50")
    ] * 3


def test_csv_of_a_card_has_a_row_a_figure(saved: Path) -> None:
    lines = cells(run(saved, "--rep", "Ann", "--format", "csv"))
    shown = {line["name"]: (line["calls"], line["mean"], line["team_reps"]) for line in lines}
    assert shown["overall"] == ("4", "61.5", "3")
    assert shown["secured"] == ("0", "", "")


def test_a_terminal_shows_words_as_they_are(saved: Path) -> None:
    shown = run(saved, "--rep", "Ann").stdout
    assert "[red]=1+1[/]" in shown
    assert "What to coach next" in shown


def test_dates_bound_the_calls(saved: Path) -> None:
    shown = json.loads(run(saved, "--rep", "Ann", "--to", "2026-01-02", "--format", "json").stdout)
    assert (shown["n"], shown["overall"]["too_few"]) == (2, True)


def test_a_bad_line_is_one_sentence_and_the_rest_counts(saved: Path) -> None:
    saved.write_text(saved.read_text("utf-8") + '{"half": \n', "utf-8")
    result = run(saved, "--rep", "Ann", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr.strip() == f"{saved}, line 13: this line is no saved report; " + (
        "keep one report a line, as `coach batch` writes them."
    )
    assert json.loads(result.stdout)["n"] == 4


def test_the_same_calls_twice_count_once(saved: Path) -> None:
    result = run(saved, saved, "--rep", "Ann", "--format", "json")
    assert "12 of 24 calls are there twice" in result.stderr
    assert json.loads(result.stdout)["n"] == 4


def test_transcripts_are_scored_and_equal_their_saved_reports(tmp_path: Path) -> None:
    report = CliRunner().invoke(app, ["score", str(SAMPLES / "coach.json"), "--format", "json"]).stdout
    (tmp_path / "report.json").write_text(report, "utf-8")
    fresh = json.loads(run(SAMPLES / "coach.json", "--format", "json").stdout)
    kept = json.loads(run(tmp_path, "--format", "json").stdout)
    assert (fresh["rep"], kept["rep"]) == ("Imogen", None)
    for part in ("n", "overall", "questions", "criteria", "rungs", "words"):
        assert fresh[part] == kept[part]


def test_calls_that_name_no_rep_are_said(saved: Path) -> None:
    saved.write_text(saved.read_text("utf-8") + row_to_json(call(1, None)) + "\n", "utf-8")
    assert "1 of 13 calls name no rep" in run(saved).stderr
    alone = row_to_json(call(1, None)).encode()
    assert json.loads(run("-", "--format", "json", stdin=alone).stdout)["rep"] is None


def test_out_writes_a_file(saved: Path, tmp_path: Path) -> None:
    out = tmp_path / "card.txt"
    assert run(saved, "--rep", "Ann", "--out", out).stdout == ""
    assert out.read_text("utf-8").startswith("Ann ")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--rep", "Zed"), "the calls name =Ben, Ann, Cleo"),
        (("--from", "May"), "not a date"),
        (("--from", "2026-05-02", "--to", "2026-05-01"), "swap the two dates"),
        (("--period", "fortnight"), "30-days"),
        (("--out", "/nowhere/at/all.txt"), "choose another --out"),
    ],
)
def test_wrong_usage_is_one_sentence(saved: Path, args: tuple[str, ...], words: str) -> None:
    result = run(saved, *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_nothing_read_is_a_failure() -> None:
    result = run("nowhere.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("nowhere.jsonl: ")


def test_the_default_period_is_everything(saved: Path) -> None:
    old = call(1, "Old", day=date(1999, 1, 1), criteria=(criterion("invite", 2.0),))
    saved.write_text(row_to_json(old), "utf-8")
    assert json.loads(run(saved, "--format", "json").stdout)["n"] == 1
