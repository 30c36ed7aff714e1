"""Figures: one number with its n, trend, team and change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coach.scorecard.card import TOO_FEW, Figure, Period, Spread
from coach.scorecard.exact import UNIT, Part, clearly_apart, mean, shown, spread_of, tenth
from coach.scorecard.period import period_before, within
from coach.scorecard.row import CallRow
from coach.scorecard.trend import Axis, axis_of
from coach.scorecard.values import ASKED_BY, HEADLINES, QUESTIONS, SHARES, Key, Reading, readings

RepMeans = Mapping[Key, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the figures of one card share: the calls of the period and of the one before, latest first, and the axis."""

    now: tuple[Reading, ...]
    earlier: tuple[Reading, ...]
    axis: Axis


def frame(rows: Iterable[CallRow], period: Period) -> Frame:
    """The calls that count, in one order whatever the order of `rows`."""
    rows = tuple(rows)
    before = period_before(period)
    now = tuple(readings(latest_first(within(rows, period))))
    earlier = tuple(readings(within(rows, before))) if before else ()
    return Frame(now, earlier, axis_of([r.row for r in now], period))


def latest_first(rows: Iterable[CallRow]) -> list[CallRow]:
    """By day, then id; rows alike in both by all they hold, so that the order given never tells."""
    rows = tuple(rows)
    twice = {call for call, n in Counter(row.call for row in rows).items() if n > 1}
    return sorted(
        rows,
        key=lambda row: (row.day is not None, row.day, row.call, repr(row) if row.call in twice else ""),
        reverse=True,
    )


def rep_means(calls: Iterable[tuple[str | None, Reading]]) -> dict[Key, dict[str, Fraction]]:
    """Each rep's exact mean of each figure, where at least `TOO_FEW` calls tell; calls of nobody count for nobody."""
    parts: dict[Key, dict[str, list[Part]]] = {}
    for rep, reading in calls:
        for key, part in reading.values.items() if rep is not None else ():
            parts.setdefault(key, {}).setdefault(rep or "", []).append(part)
    return {
        key: {rep: found for rep, p in reps.items() if len(p) >= TOO_FEW and (found := mean(p)) is not None}
        for key, reps in parts.items()
    }


def spreads_of(means: RepMeans) -> dict[Key, Spread | None]:
    """The team's spread of each figure."""
    return {key: spread_of(reps.values()) for key, reps in means.items()}


def title_of(key: Key) -> str:
    """The title of a score or share."""
    return "Overall" if key.name == "overall" else (QUESTIONS if key.kind == "score" else SHARES)[key.name]


def headlines(frame: Frame, spreads: Mapping[Key, Spread | None]) -> tuple[Figure, ...]:
    """Overall, the three questions, the four shares."""
    return tuple(figure(key, title_of(key), frame, spreads.get(key)) for key in HEADLINES)


def figure(key: Key, title: str, frame: Frame, spread: Spread | None) -> Figure:
    """One figure of the card."""
    found = [(row, values[key]) for row, values in frame.now if key in values]
    parts = [part for _, part in found]
    before = [values[key] for _, values in frame.earlier if key in values]
    now_mean, before_mean = shown(mean(parts)), shown(mean(before))
    asked = ASKED_BY.get(key.name, key.name) if key.kind != "criterion" else None
    return Figure(
        name=key.name,
        title=title,
        kind=key.kind,
        question=key.question or None,
        n=len(parts),
        mean=now_mean,
        too_few=len(parts) < TOO_FEW,
        count=sum(part.top > 0 for part in parts) if key.kind == "share" else None,
        unsure=sum(asked in row.unsure for row, _ in found),
        points=_each(sum(part.top for part in parts), 100 * len(parts)) if key.kind == "criterion" else None,
        possible=_each(sum(part.bottom for part in parts), len(parts)) if key.kind == "criterion" else None,
        higher_is_better=key.name != "overly_pushy" or key.kind != "share",
        trend=frame.axis.trend((row.day, part) for row, part in found),
        spread=spread,
        before=before_mean,
        n_before=len(before),
        change=_change(now_mean, before_mean) if min(len(parts), len(before)) >= TOO_FEW else None,
        change_clear=clearly_apart(parts, before),
        calls=tuple(row.call for row, _ in found),
    )


def _each(sum_of_units: int, n: int) -> float | None:
    return tenth(Fraction(sum_of_units, n * UNIT)) if n else None


def _change(now: float | None, before: float | None) -> float | None:
    """The difference of the two as they are shown, so that a reader's sum comes out."""
    return None if now is None or before is None else round(now - before, 1) + 0.0


def all_parts(key: Key, found: Sequence[Reading]) -> list[Part]:
    """The values of a figure."""
    return [values[key] for _, values in found if key in values]
