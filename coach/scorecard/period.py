"""Periods of a scorecard: by name, or from day to day; today is passed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from coach.errors import CoachError
from coach.scorecard.card import Period
from coach.scorecard.row import CallRow

PERIODS = ("30-days", "90-days", "quarter", "year", "all")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = timedelta(days=1)


def period_of(name: str = "all", *, today: date, start: date | None = None, end: date | None = None) -> Period:
    """The period of that name, or the days from `start` to `end` where either is given.

    Args:
        name: one of `PERIODS`: last 30 or 90 days, this quarter, this year, all. Ignored where a day is given.
        today: the reader's date.
        start, end: first and last day, both included.

    Raises:
        CoachError: no such name, or the end lies before the start.
    """
    if start and end and end < start:
        raise CoachError(f"The period ends on {end}, before it begins on {start}; swap the two dates.")
    if start or end:
        return Period(_from_to(start, end), start, end)
    if name in ("30-days", "90-days"):
        days = int(name.partition("-")[0])
        return Period(f"last {days} days", _shifted(today, 1 - days), today)
    if name == "quarter":
        first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
        return Period("this quarter", first, _shifted(_months_on(first, 3), -1) if first.year < date.max.year else None)
    if name == "year":
        return Period("this year", date(today.year, 1, 1), date(today.year, 12, 31))
    if name == "all":
        return Period("all time")
    raise CoachError(f"There is no period {name!r}; choose one of {', '.join(PERIODS)}, or give dates.")


def period_before(period: Period) -> Period | None:
    """The period of the same length just before, whole months before whole months; None where the period is open."""
    first, last = period.start, period.end
    if first is None or last is None:
        return None
    months = _whole_months(first, last)
    days = (last - first).days + 1
    try:
        start = _months_on(first, -months) if months else first - timedelta(days=days)
        end = first - _DAY
    except (OverflowError, ValueError):
        return None
    return Period(_from_to(start, end), start, end)


def within(rows: Iterable[CallRow], period: Period) -> list[CallRow]:
    """The rows of the period; a row without a date is in no period but an open one."""
    return [row for row in rows if _holds(period, row.day)]


def undated(rows: Iterable[CallRow], period: Period) -> int:
    """Rows left out because they have no date."""
    return sum(row.day is None for row in rows) if period.start or period.end else 0


def day_text(day: date) -> str:
    """The same in every locale: 3 Mar 2026."""
    return f"{day.day} {month_text(day)}"


def month_text(day: date) -> str:
    """Mar 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _holds(period: Period, day: date | None) -> bool:
    if day is None:
        return period.start is None and period.end is None
    return (period.start is None or period.start <= day) and (period.end is None or day <= period.end)


def _from_to(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{day_text(start)} to {day_text(end)}"
    return f"from {day_text(start)}" if start else f"to {day_text(end)}" if end else "all time"


def _shifted(day: date, days: int) -> date:
    """So many days on, staying within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _months_on(first: date, months: int) -> date:
    """The first of the month so many months on."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _whole_months(first: date, last: date) -> int:
    """How many whole calendar months the days are, or 0."""
    if first.day != 1 or last == date.max or (last + _DAY).day != 1:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1
