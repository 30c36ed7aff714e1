"""Trends: the calls of a figure by week, month or year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.scorecard.card import Period, TrendPoint
from coach.scorecard.exact import Part, mean, shown
from coach.scorecard.period import day_text, month_text
from coach.scorecard.row import CallRow

# A quarter has 14 weeks at most and five years 60 months: more points than that on one line say nothing.
LONGEST_BY_WEEK = 92
LONGEST_BY_MONTH = 5 * 366


@dataclass(frozen=True, slots=True)
class Step:
    """A length of bucket: the first day of a day's bucket, its label, and days that surely reach the next."""

    first: Callable[[date], date]
    label: Callable[[date], str]
    days: int


WEEK = Step(lambda day: day - timedelta(days=day.weekday()), day_text, 7)
MONTH = Step(lambda day: day.replace(day=1), month_text, 31)
YEAR = Step(lambda day: day.replace(month=1, day=1), lambda day: str(day.year), 366)


@dataclass(frozen=True, slots=True)
class Axis:
    """The buckets of a card, oldest first, shared by all its figures; empty where no call has a date."""

    step: Step
    starts: tuple[date, ...]

    def trend(self, dated: Iterable[tuple[date | None, Part]]) -> tuple[TrendPoint, ...]:
        """The mean of each bucket."""
        parts: dict[date, list[Part]] = {start: [] for start in self.starts}
        for day, part in dated:
            if day is not None:
                parts[self.step.first(day)].append(part)
        return tuple(TrendPoint(s, self.step.label(s), shown(mean(p)), len(p)) for s, p in parts.items())


def axis_of(rows: Sequence[CallRow], period: Period) -> Axis:
    """Weeks, months or years by the length of the period, from the first call to the last with no gap left out."""
    days = sorted(row.day for row in rows if row.day)
    if not days:
        return Axis(YEAR, ())
    step = _step(((period.end or days[-1]) - (period.start or days[0])).days + 1)
    starts, last = [step.first(days[0])], step.first(days[-1])
    while starts[-1] < last:
        starts.append(step.first(starts[-1] + timedelta(days=step.days)))
    return Axis(step, tuple(starts))


def _step(length: int) -> Step:
    if length <= LONGEST_BY_WEEK:
        return WEEK
    return MONTH if length <= LONGEST_BY_MONTH else YEAR
