"""A run that was killed or stopped goes on where it was, and in the end leaves what an undisturbed one leaves."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from batch_process import Process, drive, files_of, start
from batch_stub import call_json, write_calls

WAS = {"out.jsonl": "the results of the run before\n"}


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_calls(tmp_path_factory.mktemp("source") / "calls", 14)
    (folder / "lines.jsonl").write_text("\n".join([*map(call_json, range(100, 110)), "{broken"]))
    (folder / "empty.txt").write_text("")
    return folder


def undisturbed(calls: Path, name: str) -> dict[str, bytes]:
    folder = calls.parent / f"undisturbed-{name}"
    if not folder.exists():
        assert drive(calls, folder / name, "serial").returncode == 1
    return files_of(folder)


def test_killed_at_one_moment_after_another(calls: Path, tmp_path: Path) -> None:
    for name, text in WAS.items():
        (tmp_path / name).write_text(text)
    for moment in ("items:0", "items:9", "items:26", "write:0", "write:7"):
        killed = drive(calls, tmp_path / "out.jsonl", "serial", moment)
        assert killed.returncode == -signal.SIGKILL
        assert {name: (tmp_path / name).read_text() for name in WAS} == WAS, "DEST is as it was"
    assert drive(calls, tmp_path / "out.jsonl", "serial").returncode == 1
    assert files_of(tmp_path) == undisturbed(calls, "out.jsonl")


def test_a_folder_of_pages_killed_while_it_is_written(calls: Path, tmp_path: Path) -> None:
    assert drive(calls, tmp_path / "pages", "serial", "write:7").returncode == -signal.SIGKILL
    assert not (tmp_path / "pages").exists()
    assert drive(calls, tmp_path / "pages", "serial").returncode == 1
    assert files_of(tmp_path) == undisturbed(calls, "pages")


def test_killed_with_its_workers_at_work_and_none_stays_behind(calls: Path, tmp_path: Path) -> None:
    (tmp_path / "slow").write_text("0.2")
    process = start(calls, tmp_path / "out" / "out.jsonl", "processes", faults=tmp_path)
    _wait_for(process, 4)
    process.kill()
    process.communicate(timeout=100)  # only returns once no worker holds the pipe any more
    (tmp_path / "slow").unlink()
    again = drive(calls, tmp_path / "out" / "out.jsonl", "processes")
    assert again.returncode == 1, again.stderr
    assert files_of(tmp_path / "out") == undisturbed(calls, "out.jsonl")


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_ctrl_c_finishes_what_is_in_flight_and_says_how_to_go_on(engine: str, calls: Path, tmp_path: Path) -> None:
    (tmp_path / "slow").write_text("0.2")
    (tmp_path / "log").touch()
    process = start(calls, tmp_path / "out" / "out.jsonl", engine, faults=tmp_path)
    _wait_for(process, 4)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=100)
    assert process.returncode == 130
    assert "Run the same command again to go on." in err
    assert "Traceback" not in err
    (tmp_path / "slow").unlink()
    assert drive(calls, tmp_path / "out" / "out.jsonl", engine, faults=tmp_path).returncode == 1
    scored = (tmp_path / "log").read_text().split()
    assert len(scored) == len(set(scored)) == 24, "no call was scored twice"
    assert files_of(tmp_path / "out") == undisturbed(calls, "out.jsonl")


def _wait_for(process: Process, items: int) -> None:
    """Until so many items are done."""
    assert process.stderr
    for line in process.stderr:
        if line.startswith("items") and int(line.split()[1]) >= items:
            return
    raise AssertionError("the run ended first")
