"""Periods by name and by day, and the period before."""

from __future__ import annotations

from datetime import date

import pytest

from coach.errors import CoachError
from coach.scorecard import PERIODS, Period, period_before, period_of

TODAY = date(2026, 8, 15)


@pytest.mark.parametrize(
    ("name", "start", "end", "before"),
    [
        ("30-days", date(2026, 7, 17), TODAY, (date(2026, 6, 17), date(2026, 7, 16))),
        ("90-days", date(2026, 5, 18), TODAY, (date(2026, 2, 17), date(2026, 5, 17))),
        ("quarter", date(2026, 7, 1), date(2026, 9, 30), (date(2026, 4, 1), date(2026, 6, 30))),
        ("year", date(2026, 1, 1), date(2026, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        ("all", None, None, None),
    ],
)
def test_names(name: str, start: date | None, end: date | None, before: tuple[date, date] | None) -> None:
    assert name in PERIODS
    found = period_of(name, today=TODAY)
    earlier = period_before(found)
    assert (found.start, found.end) == (start, end)
    assert (earlier and (earlier.start, earlier.end)) == before


def test_dates_win_over_the_name_and_may_be_open() -> None:
    first, last = date(2026, 2, 3), date(2026, 2, 9)
    assert period_of("year", today=TODAY, start=first, end=last) == Period("3 Feb 2026 to 9 Feb 2026", first, last)
    assert period_of(today=TODAY, start=first) == Period("from 3 Feb 2026", first, None)
    assert period_before(Period("", first, None)) is None
    assert period_before(Period("", first, last)) == Period(
        "27 Jan 2026 to 2 Feb 2026", date(2026, 1, 27), date(2026, 2, 2)
    )


def test_february_in_a_leap_year_is_a_whole_month() -> None:
    found = period_before(Period("", date(2024, 2, 1), date(2024, 2, 29)))
    assert found is not None
    assert (found.start, found.end) == (date(2024, 1, 1), date(2024, 1, 31))


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_error(today: date) -> None:
    for name in PERIODS:
        period_before(period_of(name, today=today))


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(CoachError, match="swap"):
        period_of(today=TODAY, start=TODAY, end=date(2026, 8, 14))
    with pytest.raises(CoachError, match="30-days"):
        period_of("fortnight", today=TODAY)
