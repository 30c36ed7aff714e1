"""What a person sees while a run goes on: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TextIO

# The pace is that of the last so many seconds: the first chunk waits for the models to load.
_MEMORY = 30.0
_EVERY = 10.0


@dataclass(frozen=True, slots=True)
class State:
    """How far the run is.

    Attributes:
        items: files (and lines of files of many calls) with a result, whether from now or from before.
        total: items found so far.
        complete: whether listing is over, so that `total` is final.
        calls: calls scored or failed in this run.
        failed: failures among all items with a result.
    """

    items: int = 0
    total: int = 0
    complete: bool = False
    calls: int = 0
    failed: int = 0


# Is told the state after every step.
Watch = Callable[[State], None]


@dataclass(slots=True)
class Pace:
    """Calls and items a second, over the last while."""

    clock: Callable[[], float] = monotonic
    seen: deque[tuple[float, int, int]] = field(default_factory=deque)

    def add(self, state: State) -> None:
        """Takes note of a state."""
        now = self.clock()
        self.seen.append((now, state.calls, state.items))
        while len(self.seen) > 2 and now - self.seen[0][0] > _MEMORY:
            self.seen.popleft()

    def text(self, state: State) -> str:
        """Calls a second and the time left, as far as they are known."""
        (then, calls, items), (now, _, _) = self.seen[0], self.seen[-1]
        passed = now - then
        if passed <= 0 or state.calls == calls:
            return ""
        rate = f"{(state.calls - calls) / passed:.1f} calls/s"
        left = (state.total - state.items) * passed / max(1, state.items - items)
        return f"{rate}, {duration(left)} left" if state.complete else rate


def duration(seconds: float) -> str:
    """A time for people: 40 s, 12 min, 3 h 20 min."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def count_text(state: State) -> str:
    """How many are done, of how many, and how many failed."""
    more = "" if state.complete else " or more"
    failed = f", {state.failed:,} failed" if state.failed else ""
    return f"{state.items:,} of {state.total:,}{more}{failed}"


@contextmanager
def watching(stream: TextIO | None = None) -> Iterator[Watch]:
    """The watch that suits a stream; standard error if None."""
    stream = stream or sys.stderr
    if stream.isatty():
        with _bar(stream) as watch:
            yield watch
    else:
        yield Lines(stream)


@contextmanager
def _bar(stream: TextIO) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.fields[count]}"), TextColumn("{task.fields[pace]}"))
    pace = Pace()
    with Progress(*columns, console=Console(file=stream)) as progress:
        task = progress.add_task("", total=None, count="", pace="")

        def watch(state: State) -> None:
            pace.add(state)
            total = state.total if state.complete else None
            progress.update(task, completed=state.items, total=total, count=count_text(state), pace=pace.text(state))

        yield watch


class Lines:
    """A line every ten seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._pace, self._clock = stream, Pace(clock), clock
        self._next = clock() + _EVERY

    def __call__(self, state: State) -> None:
        """Prints the state if it is time."""
        self._pace.add(state)
        now = self._clock()
        if now >= self._next:
            self._next = now + _EVERY
            pace = self._pace.text(state)
            print(count_text(state) + (f", {pace}" if pace else ""), file=self._stream, flush=True)
