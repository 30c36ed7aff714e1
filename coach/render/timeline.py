"""The call as a line: who spoke when and where the findings lie, in percent of its length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.render.marks import Noted
from coach.render.titles import GROUPS
from coach.render.words import clock
from coach.report import SpokenTurn

# Widest gap between two labelled ticks that still leaves about five of them on a line.
_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_WORD_STEPS = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)
_WORDS_A_SECOND = 2.5
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A turn on its speaker's lane: left edge and width in percent."""

    lane: int
    role: str
    left: str
    width: str
    turn: SpokenTurn


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on its group's row, where its words stand."""

    row: int
    left: str
    turn: int
    note: Noted


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the drawing needs; lanes and rows from top to bottom."""

    timed: bool
    length: str
    lanes: tuple[tuple[str, str], ...]
    rows: tuple[str, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, str], ...]


def _by_words(turns: Iterable[SpokenTurn]) -> list[tuple[float, float]]:
    spans, at = [], 0.0
    for turn in turns:
        spans.append((at, at + max(1, len(turn.text.split()))))
        at = spans[-1][1]
    return spans


def _by_seconds(turns: tuple[SpokenTurn, ...]) -> list[tuple[float, float]]:
    """A turn without an end lasts until the next one; the last one as long as its words take."""
    starts = [turn.start or 0.0 for turn in turns]
    last = starts[-1] + len(turns[-1].text.split()) / _WORDS_A_SECOND
    ends = [turn.end for turn in turns]
    nexts = [*starts[1:], last]
    return [(s, max(s, e if e is not None else n)) for s, e, n in zip(starts, ends, nexts, strict=True)]


def _percent(part: float, whole: float) -> str:
    return f"{min(100.0, max(0.0, 100 * part / whole)):.2f}"


def _ticks(length: float, timed: bool) -> tuple[tuple[str, str], ...]:
    steps = _STEPS if timed else _WORD_STEPS
    step = next((s for s in steps if length / s <= _TICKS), max(steps[-1], int(length / _TICKS)))
    # The last label would run into the edge, so it stays a little away from it.
    at = [n * step for n in range(int(length * 0.94 / step) + 1)]
    return tuple((_percent(t, length), clock(t) if timed else f"{t:,}") for t in at)


def timeline(turns: tuple[SpokenTurn, ...], notes: tuple[Noted, ...]) -> Timeline | None:
    """By seconds where every turn has a time, else by words; None for a call without turns."""
    if not turns:
        return None
    timed = all(turn.start is not None for turn in turns)
    spans = _by_seconds(turns) if timed else _by_words(turns)
    length = max(end for _, end in spans) or 1.0
    lanes = tuple(dict.fromkeys((turn.speaker, str(turn.role)) for turn in turns))
    rows = tuple(group for group in GROUPS if any(n.group == group and n.finding.quotes for n in notes))
    return Timeline(
        timed=timed,
        length=clock(length) if timed else f"{length:,.0f} words",
        lanes=lanes,
        rows=rows,
        bars=_bars(turns, spans, length, lanes),
        marks=_marks(turns, spans, length, rows, notes),
        ticks=_ticks(length, timed),
    )


def _bars(
    turns: tuple[SpokenTurn, ...],
    spans: list[tuple[float, float]],
    length: float,
    lanes: tuple[tuple[str, str], ...],
) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            lanes.index((t.speaker, str(t.role))),
            str(t.role),
            _percent(a, length),
            _percent(b - a, length),
            t,
        )
        for t, (a, b) in zip(turns, spans, strict=True)
    )


def _marks(
    turns: tuple[SpokenTurn, ...],
    spans: list[tuple[float, float]],
    length: float,
    rows: tuple[str, ...],
    notes: tuple[Noted, ...],
) -> tuple[Mark, ...]:
    where = {t.index: (len(t.text) or 1, *span) for t, span in zip(turns, spans, strict=True)}
    marks = []
    for note in notes:
        for quote in note.finding.quotes:
            if quote.turn in where:
                chars, start, end = where[quote.turn]
                at = start + (end - start) * min(1.0, quote.start / chars)
                marks.append(Mark(rows.index(note.group), _percent(at, length), quote.turn, note))
    return tuple(marks)
