"""What is said on the way: pace, time left, failures; and nothing is scored after somebody said stop."""

from __future__ import annotations

import signal
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from batch_here import batch, scored
from batch_stub import write_calls

from coach.batch.progress import Lines, State, duration, watching
from coach.batch.stop import Stop


def test_lines_now_and_then() -> None:
    now, out = [0.0], StringIO()
    watch = Lines(out, lambda: now[0])
    for second in range(0, 31, 2):
        now[0] = float(second)
        watch(State(items=second, total=130, complete=True, calls=2 * second, failed=second // 10))
    assert out.getvalue().splitlines() == [
        "10 of 130, 1 failed, 2.0 calls/s, 2 min left",
        "20 of 130, 2 failed, 2.0 calls/s, 2 min left",
        "30 of 130, 3 failed, 2.0 calls/s, 2 min left",
    ]


@pytest.mark.parametrize(("seconds", "text"), [(40, "40 s"), (90, "2 min"), (12_000, "3 h 20 min")])
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    monkeypatch.setattr(out, "isatty", lambda: True)
    with watching(out) as watch:
        watch(State(items=3, total=10, complete=True, calls=3, failed=1))
    assert "3 of 10, 1 failed" in out.getvalue()


def test_states_add_up(tmp_path: Path) -> None:
    states: list[State] = []
    calls = write_calls(tmp_path / "calls", 20)
    (calls / "bad.json").write_text("{")
    batch(calls, dest=tmp_path / "out.jsonl", watch=states.append)
    assert states[-1] == State(items=21, total=21, complete=True, calls=21, failed=1)
    assert all(a.items <= b.items for a, b in pairwise(states))
    batch(calls, dest=tmp_path / "out.jsonl", watch=states.append)
    assert states[-1] == State(items=21, total=21, complete=True, calls=0, failed=1)


def test_stop_leaves_dest_alone(tmp_path: Path) -> None:
    stop, calls = Stop(), write_calls(tmp_path / "calls", 20)

    def watch(state: State) -> None:
        stop.signal = signal.SIGTERM if state.items else 0

    outcome = batch(calls, dest=tmp_path / "out.jsonl", stop=stop, watch=watch)
    assert outcome.stopped
    assert stop.code == 143
    assert len(scored) == 4
    assert not (tmp_path / "out.jsonl").exists()
