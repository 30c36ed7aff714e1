"""Periods of a scorecard: by name, or from day to day; today is passed in."""

from __future__ import annotations

from datetime import date

from coach.scorecard.card import Period

PERIODS = ("30-days", "90-days", "quarter", "year", "all")


def period_of(name: str = "all", *, today: date, start: date | None = None, end: date | None = None) -> Period:
    """The period of that name, or the days from `start` to `end` where either is given.

    Args:
        name: one of `PERIODS`: last 30 or 90 days, this quarter, this year, all. Ignored where a day is given.
        today: the reader's date.
        start, end: first and last day, both included.

    Raises:
        CoachError: no such name, or the end lies before the start.
    """
    raise NotImplementedError


def period_before(period: Period) -> Period | None:
    """The period of the same length just before; None where the period is open."""
    raise NotImplementedError
