"""Serial, processes and Dask give the same bytes, also where a worker is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_process import drive
from batch_stub import write_calls


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_calls(tmp_path_factory.mktemp("source") / "calls", 20)


@pytest.fixture(scope="module")
def undisturbed(calls: Path) -> bytes:
    out = calls.parent / "serial" / "out.jsonl"
    result = drive(calls, out, "serial")
    assert result.returncode == 0, result.stderr
    assert out.read_bytes().count(b"\n") == 20
    return out.read_bytes()


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_worker_killed_midway_changes_nothing(engine: str, calls: Path, undisturbed: bytes, tmp_path: Path) -> None:
    (tmp_path / "once").write_text("c17")
    result = drive(calls, tmp_path / "out.jsonl", engine, faults=tmp_path)
    assert result.returncode == 0, result.stderr
    assert not (tmp_path / "once").exists()
    assert (tmp_path / "out.jsonl").read_bytes() == undisturbed


def test_a_call_that_kills_its_worker_is_the_only_one_lost(calls: Path, undisturbed: bytes, tmp_path: Path) -> None:
    (tmp_path / "lethal").write_text("c17")
    result = drive(calls, tmp_path / "out.jsonl", "processes", faults=tmp_path)
    assert result.returncode == 1, result.stderr
    lines = undisturbed.splitlines(keepends=True)
    expected = b"".join(line for line in lines if b'"id":"c17"' not in line)
    assert (tmp_path / "out.jsonl").read_bytes() == expected
    failures = (tmp_path / "out.failures.csv").read_text().splitlines()
    assert len(failures) == 2
    assert "call017.json" in failures[1]
