"""The command line: what it prints, where it writes, and its exit codes."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from coach.cli import app

SAMPLES = Path(__file__).parents[1] / "samples"
ZOOM = str(SAMPLES / "zoom.vtt")


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin)


def test_score_prints_three_answers() -> None:
    result = run("score", ZOOM)
    assert result.exit_code == 0
    assert "next step" in result.stdout.lower()


@pytest.mark.parametrize(("form", "starts"), [("json", "{"), ("markdown", "#"), ("html", "<!doctype html>")])
def test_score_formats(form: str, starts: str) -> None:
    result = run("score", ZOOM, "--format", form)
    assert result.exit_code == 0
    assert result.stdout.lower().startswith(starts)


def test_one_bad_file_does_not_end_the_run(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    result = run("score", str(bad), ZOOM, "--format", "json", "--out", str(tmp_path / "reports"))
    assert result.exit_code == 1
    assert "bad.json" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert len(list((tmp_path / "reports").iterdir())) == 1


def test_a_missing_file_is_one_sentence() -> None:
    result = run("score", "nowhere.vtt")
    assert result.exit_code == 1
    assert result.stderr.startswith("nowhere.vtt: ")


def test_standard_input() -> None:
    data = (SAMPLES / "coach.json").read_bytes()
    result = run("label", "-", stdin=data)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == json.loads(data)["id"]


def test_label_keeps_ids_and_turns() -> None:
    path = SAMPLES / "coach.jsonl"
    calls = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    result = run("label", str(path))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["id"] for r in rows] == [c["id"] for c in calls]
    for row, call in zip(rows, calls, strict=True):
        assert all(int(t) < len(call["turns"]) for t in row["turns"])
        assert {"call_type", "next_step_secured", "outcome", "truth_asked", "pushy"} <= set(row)


def test_a_wrong_rubric_gets_the_right_names() -> None:
    result = run("score", ZOOM, "--rubric", "blanced")
    assert result.exit_code == 2
    assert "balanced" in result.stderr
    assert "truth-first" in result.stderr


def test_a_wrong_rep_gets_the_speakers() -> None:
    result = run("score", ZOOM, "--rep", "Nobody")
    assert result.exit_code == 1
    assert "Nobody" in result.stderr


def test_a_wrong_date_is_wrong_usage() -> None:
    assert run("score", ZOOM, "--date", "31.3.").exit_code == 2


def test_a_day_is_taken_from_the_name_of_a_file(tmp_path: Path) -> None:
    call = tmp_path / "2026-03-02 zoom.vtt"
    call.write_bytes(Path(ZOOM).read_bytes())
    assert json.loads(run("score", str(call), "--format", "json").stdout)["day"] == "2026-03-02"
    assert run("batch", str(call), "--out", str(tmp_path / "all.jsonl"), "--workers", "1").exit_code == 0
    assert json.loads((tmp_path / "all.jsonl").read_text())["report"]["day"] == "2026-03-02"


def test_ics_needs_a_date_and_holds_the_words(tmp_path: Path) -> None:
    call = tmp_path / "menu.txt"
    call.write_text(
        "Rep: Hi, this is Ann from Bright Print, we do menus for restaurants. Could I come by on Thursday at ten?\n"
        "Customer: Yes, Thursday at ten is good, come by then.\n"
        "Rep: Great, I'll see you Thursday at ten then.\nCustomer: See you Thursday.\n"
    )
    without = run("ics", str(call))
    assert without.exit_code == 1
    assert "--date" in without.stderr
    result = run("ics", str(call), "--date", "2026-03-02")
    event = Calendar.from_ical(result.stdout_bytes).walk("VEVENT")[0]
    assert event["dtstart"].dt.isoformat() == "2026-03-05T10:00:00"
    assert "Thursday at ten" in event["description"]


def test_formats_lists_every_reader() -> None:
    from coach.readers import FORMATS

    shown = run("formats").stdout
    assert all(f.name in shown for f in FORMATS)


def test_rubrics_list_print_and_check(tmp_path: Path) -> None:
    assert "truth-first" in run("rubrics").stdout
    mine = tmp_path / "mine.toml"
    mine.write_text(run("rubrics", "balanced").stdout)
    assert run("rubrics", "--check", str(mine)).exit_code == 0
    mine.write_text('name = "x"')
    broken = run("rubrics", "--check", str(mine))
    assert broken.exit_code == 2
    assert "mine.toml" in broken.stderr


def test_ids_never_become_paths(tmp_path: Path) -> None:
    turns = [{"speaker": "A", "text": "Hello, this is Sam from Brisk."}, {"speaker": "B", "text": "No thank you."}]
    evil = tmp_path / "evil.json"
    evil.write_text(json.dumps({"id": "../../evil", "turns": turns}))
    assert run("score", str(evil), "--format", "json", "--out", str(tmp_path / "r")).exit_code == 0
    assert [p.parent for p in tmp_path.rglob("*evil*.json") if p != evil] == [tmp_path / "r"]


def test_no_arguments_is_wrong_usage() -> None:
    assert run().exit_code == 2
    assert run("score").exit_code == 2


def test_several_calls_need_a_folder(tmp_path: Path) -> None:
    result = run("score", str(SAMPLES / "coach.jsonl"), "--format", "json", "--out", str(tmp_path / "one.json"))
    assert result.exit_code == 1
    assert "folder" in result.stderr
