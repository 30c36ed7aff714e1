"""How fast, on one core: calls and words a second, and the same calls done by other means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from time import process_time

from bench import subjects
from bench.calls import made_call
from bench.subjects import Ready, Subject, whole_way
from bench.table import Grid, number

# The titles of what coach is compared with; the first is the floor.
FLOOR, PIPELINE, FROZEN, SHIPPED = "blank tokenizer", "full small pipeline", "frozen MiniLM", "coach's own encoder"
_TITLE = "One core, from file to report: coach beside other things done with the same calls"
_COLUMNS = (
    "Call", "Calls/s", "Words/s", "coach ÷ tokenizer", "pipeline ÷ coach", "MiniLM ÷ coach", "own encoder ÷ coach",
)  # fmt: skip
LEGEND = (
    "Processor time of one thread, medians over calls. Tokenizer: spaCy's blank pipeline. Pipeline: a full small"
    " trained spaCy pipeline (en_core_web_sm 3.8). MiniLM: all-MiniLM-L6-v2 as it came, int8, over every turn. Own"
    " encoder: coach's encoder over every piece of every turn, which its gate saves."
)
_WARM_UP = (2, 15)


@dataclass(frozen=True, slots=True)
class Size:
    """So many calls of a length, clean and raw each; `dear`: the encoders read them too."""

    minutes: int
    calls: int
    dear: bool = True


FULL = (Size(2, 30), Size(15, 20), Size(45, 6), Size(90, 3))
QUICK = (Size(2, 3), Size(15, 2), Size(90, 1, dear=False))


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over calls of one length and kind.

    Attributes:
        seconds: of processor time a call.
        words_per_second: of coach's whole way.
        times: seconds of something else, by its title, as multiples of coach's.
    """

    minutes: int
    raw: bool
    seconds: float
    words_per_second: float
    times: dict[str, float]


def contenders() -> tuple[dict[str, Subject], list[str]]:
    """What coach is compared with, and what could not be loaded."""
    found, missing = {FLOOR: subjects.blank_tokenizer(), SHIPPED: subjects.shipped_encoder()}, []
    for title, load in ((PIPELINE, subjects.full_pipeline), (FROZEN, subjects.frozen_encoder)):
        try:
            found[title] = load()
        except ImportError:
            missing.append(title)
    return found, missing


def speeds(sizes: tuple[Size, ...], others: dict[str, Subject], folder: Path) -> Iterator[Speed]:
    """A Speed for each length and kind, on calls that nothing has seen before."""
    for minutes, raw in zip(_WARM_UP, (False, True), strict=True):
        _costs(subjects.ready(made_call(-1, minutes, raw), folder), others)
    for size in sizes:
        asked = {title: work for title, work in others.items() if size.dear or title in (FLOOR, PIPELINE)}
        for raw in (False, True):
            calls = [subjects.ready(made_call(seed, size.minutes, raw), folder) for seed in range(size.calls)]
            yield _speed(size.minutes, raw, calls, asked)


def _speed(minutes: int, raw: bool, calls: list[Ready], others: dict[str, Subject]) -> Speed:
    costs = [_costs(call, others) for call in calls]
    times = {title: median(cost[title] / cost[""] for cost in costs) for title in others}
    pace = median(call.words / cost[""] for call, cost in zip(calls, costs, strict=True))
    return Speed(minutes, raw, median(cost[""] for cost in costs), pace, times)


def _costs(call: Ready, others: dict[str, Subject]) -> dict[str, float]:
    """Processor seconds of each, one right after the other so that whatever else the machine does hits all alike."""
    return {title: _cost(work, call) for title, work in {"": whole_way, **others}.items()}


def _cost(work: Subject, call: Ready) -> float:
    start = process_time()
    work(call)
    return process_time() - start


def grid(rows: list[Speed]) -> Grid:
    """As a table."""
    return Grid(_TITLE, _COLUMNS, tuple(_row(row) for row in rows))


def day(rows: list[Speed], minutes: int = 15) -> float:
    """Calls of a length, half of them raw, that two cores read in a day, by processor time alone."""
    return 2 * 86_400 / fmean(row.seconds for row in rows if row.minutes == minutes)


def _row(row: Speed) -> tuple[str, ...]:
    name = f"{row.minutes} minutes, {'raw' if row.raw else 'clean'}"
    others = (f"{row.times[t]:.1f}" if t in row.times else "–" for t in (PIPELINE, FROZEN, SHIPPED))
    return name, number(1 / row.seconds), f"{row.words_per_second:,.0f}", f"{1 / row.times[FLOOR]:.1f}", *others
