"""`coach batch` as a user types it, with the true scorer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.cli import app

CALL = (
    "Ann: Hi, this is Ann from Bright Print, we do menus. Could I come by on Thursday at ten?\n"
    "Bo: Yes, Thursday at ten is good, come by then.\nAnn: Great, see you Thursday at ten.\nBo: See you then.\n"
)


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(map(str, args)), input=stdin)


def test_the_same_report_as_from_score_and_the_same_card_as_from_scorecard(tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "calls" / f"{name}.txt").write_text(CALL + f"Ann: Bye, {name}.\n")
    (tmp_path / "calls" / "bad.json").write_text("{")
    out = tmp_path / "out.jsonl"
    result = run("batch", tmp_path / "calls", "--out", out, "--date", "2026-03-02")
    assert result.exit_code == 1
    assert "3 calls are in" in result.stdout
    assert "1 failed; each is named in" in result.stderr
    first, *_ = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    alone = run("score", tmp_path / "calls" / "a.txt", "--date", "2026-03-02", "--format", "json")
    assert first["report"] == json.loads(alone.stdout)
    assert (first["rep"], first["prospect"]) == ("Ann", "Bo")
    card = json.loads(run("scorecard", out, "--format", "json").stdout)
    ours = (tmp_path / "out.scorecard.csv").read_text("utf-8").splitlines()[1].split(",")
    assert ours[0] == card["rep"] == "Ann"
    assert float(ours[6]) == card["overall"]["mean"]


def test_standard_input(tmp_path: Path) -> None:
    calls = [{"id": n, "turns": [{"speaker": s, "text": CALL} for s in "AB"]} for n in ("x", "y")]
    data = "\n".join(map(json.dumps, calls)).encode()
    result = run("batch", "-", "--out", tmp_path / "out.jsonl", stdin=data)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(row["file"], row["report"]["id"]) for row in rows] == [("standard input", "x"), ("standard input", "y")]
    assert sorted(p.name for p in tmp_path.iterdir() if "stdin" in p.name) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--out", "out.xyz"), "the ending does not say"),
        (("--out", "out.csv", "--partition", "month"), "--partition is for Parquet"),
        (("--out", "out.csv", "--rubric", "blanced"), "balanced"),
        (("--out", "out.csv", "--plan", "lunch"), "aims at no step"),
        (("--out", "pigeon://out.csv"), "nothing here opens pigeon://"),
        (("--out", "out.csv", "--manifest", "nowhere.csv"), "nowhere.csv"),
        ((), "--out"),
    ],
)
def test_wrong_usage(args: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(CALL)
    result = run("batch", "a.txt", *args)
    assert result.exit_code == 2
    assert says in result.stderr
