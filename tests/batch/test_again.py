"""Run again, a batch does what is new or changed, and nothing else."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from batch_here import batch, scored
from batch_stub import call_json, write_calls

from coach.errors import CoachError
from coach.rubric import load_rubric


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return write_calls(tmp_path / "calls", 12)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "out.jsonl"


def test_nothing_new_scores_nothing_and_changes_nothing(calls: Path, out: Path) -> None:
    batch(calls, dest=out)
    first = out.read_bytes()
    assert batch(calls, dest=out).calls == 12
    assert scored == []
    assert out.read_bytes() == first


def test_new_changed_and_gone(calls: Path, out: Path) -> None:
    batch(calls, dest=out)
    (calls / "week0" / "call003.json").write_text(call_json(77))
    (calls / "week0" / "call004.json").unlink()
    (calls / "week9").mkdir()
    (calls / "week9" / "new.json").write_text(call_json(78))
    batch(calls, dest=out)
    assert scored == ["c77", "c78"]
    ids = [json.loads(line)["report"]["id"] for line in out.read_text().splitlines()]
    assert ids == ["c0", "c1", "c2", "c77", *(f"c{n}" for n in range(5, 12)), "c78"]


def test_another_rubric_or_option_scores_all(calls: Path, out: Path) -> None:
    batch(calls, dest=out)
    batch(calls, dest=out, rubric=load_rubric("truth-first"))
    assert len(scored) == 12
    batch(calls, dest=out, rubric=load_rubric("truth-first"), plan="meeting")
    assert len(scored) == 12


def test_force_scores_all(calls: Path, out: Path) -> None:
    batch(calls, dest=out)
    batch(calls, dest=out, force=True)
    assert len(scored) == 12


def test_only_the_manifest_rows_that_changed(calls: Path, out: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,rep\nweek0/call001.json,Ann\nweek0/call002.json,Ben\n")
    batch(calls, dest=out, manifest=manifest)
    manifest.write_text("file,rep\nweek0/call001.json,Ann\nweek0/call002.json,Cleo\n")
    batch(calls, dest=out, manifest=manifest)
    assert scored == ["c2"]


def test_lines_that_move_within_their_file(tmp_path: Path, out: Path) -> None:
    lines = tmp_path / "calls.jsonl"
    lines.write_text("\n".join(map(call_json, range(10))))
    batch(lines, dest=out)
    lines.write_text("\n".join(map(call_json, [50, *range(10), 51])))
    batch(lines, dest=out)
    assert scored == ["c50", "c51"]
    assert len(out.read_text().splitlines()) == 12


def test_a_line_named_by_its_place_is_scored_where_it_moves(tmp_path: Path, out: Path) -> None:
    lines = tmp_path / "calls.jsonl"
    nameless = [{k: v for k, v in json.loads(call_json(n)).items() if k != "id"} for n in range(3)]
    lines.write_text("\n".join(map(json.dumps, nameless)))
    batch(lines, dest=out)
    assert scored == ["calls", "calls-2", "calls-3"]
    lines.write_text("\n".join(map(json.dumps, nameless[1:])))
    batch(lines, dest=out)
    assert scored == ["calls", "calls-2"]


def test_the_same_file_twice_counts_once(calls: Path, out: Path) -> None:
    assert batch(calls, calls / "week0", calls / "week0" / "call001.json", dest=out).calls == 12


def test_a_file_that_can_be_read_again_is_tried_again(calls: Path, out: Path) -> None:
    source = calls / "late.json"
    assert batch(calls, source, dest=out).failed == 1
    source.write_text(call_json(60))
    assert batch(calls, source, dest=out).failed == 0
    assert scored == ["c60"]


def test_tasks_that_carry_their_bytes_give_the_same(calls: Path, out: Path, tmp_path: Path) -> None:
    (calls / "lines.jsonl").write_text("\n".join(map(call_json, range(20, 25))))
    sources = (calls, tmp_path / "nowhere.txt")
    assert batch(*sources, dest=out).failed == 1
    assert batch(*sources, dest=tmp_path / "carried.jsonl", carry=True).failed == 1
    assert (tmp_path / "carried.jsonl").read_bytes() == out.read_bytes()


def test_two_runs_to_one_dest(calls: Path, out: Path) -> None:
    batch(calls, dest=out)
    other = sqlite3.connect(f"{out}.ledger")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CoachError, match="another run"):
        batch(calls, dest=out)
    other.close()


def test_a_damaged_ledger(calls: Path, out: Path) -> None:
    out.parent.mkdir()
    Path(f"{out}.ledger").write_bytes(b"no ledger at all" * 500)
    with pytest.raises(CoachError, match="delete it"):
        batch(calls, dest=out)
