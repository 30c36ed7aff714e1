"""Where the time of a call goes: the functions of the way are wrapped, and each counts its own time only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

from bench import subjects
from bench.calls import made_call
from bench.subjects import whole_way
from bench.table import Grid
from coach import acts, analyzer
from coach.acts import load_model, reading
from coach.acts.linear import Linear

READING, LANGUAGE, ROLES, RENDERING = "reading", "which language", "roles", "report as JSON"
PIECES, LINEAR, GATE, ENCODER = "acts: words made ready", "acts: linear model", "acts: gate", "acts: encoder"
CONTEXT, ACTS = "acts: whole-call model", "acts: quotes and the rest"
FINDINGS, RUBRIC = "findings and answers", "rubric and advice"
_MINUTES = 15


def _wrapped() -> tuple[tuple[str, Any, str], ...]:
    """Which stage a function belongs to, and where it is looked up; what it calls of another stage counts there."""
    model = load_model()
    return (
        (READING, subjects, "read"), (FINDINGS, subjects, "score"), (RENDERING, subjects, "to_json"),
        (LANGUAGE, analyzer, "ensure_english"), (ROLES, analyzer, "assign_roles"), (ACTS, analyzer, "read_call"),
        (RUBRIC, analyzer, "load_rubric"), (RUBRIC, analyzer, "judge"), (RUBRIC, analyzer, "advise"),
        (PIECES, acts, "model_turns"), (PIECES, reading, "marked"), (PIECES, reading, "windows"),
        (LINEAR, Linear, "logits"), (GATE, reading, "promise"), (GATE, reading, "wanted"),
        (ENCODER, model.encoder, "read"), (CONTEXT, model.context, "run"),
    )  # fmt: skip


class Clock:
    """Time by stage; a stage stands still while another runs within it."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time counted."""

        def wrapper(*args: Any, **named: Any) -> Any:
            self._turn_over()
            self._running.append(stage)
            try:
                return work(*args, **named)
            finally:
                self._turn_over()
                self._running.pop()

        return wrapper

    def _turn_over(self) -> None:
        now = process_time()
        if self._running:
            self.spent[self._running[-1]] += now - self._since
        self._since = now


@contextmanager
def _clocked() -> Iterator[Clock]:
    clock = Clock()
    with ExitStack() as stack:
        for stage, owner, name in _wrapped():
            stack.enter_context(patch.object(owner, name, clock.timed(stage, getattr(owner, name))))
        yield clock


def stages(calls: int, folder: Path) -> Clock:
    """Reads so many calls of a quarter of an hour, half of them raw, that nothing has seen before."""
    made = [subjects.ready(made_call(10_000 + n, _MINUTES, bool(n % 2)), folder) for n in range(calls)]
    with _clocked() as clock:
        for call in made:
            whole_way(call)
    return clock


def grid(clock: Clock, calls: int) -> Grid:
    """As a table, the dearest stage first."""
    whole = sum(clock.spent.values())
    rows = tuple(
        (stage, f"{100 * spent / whole:.1f} %", f"{1000 * spent / calls:.1f}")
        for stage, spent in sorted(clock.spent.items(), key=lambda item: -item[1])
    )
    return Grid(f"Where the time of a call of {_MINUTES} minutes goes", ("Stage", "Share", "ms a call"), rows)
