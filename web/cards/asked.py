"""Which calls a scorecard is about: the period and the filters, as they stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from fastapi import Depends

from coach.errors import CoachError
from coach.scorecard import PERIODS, CallRow, Period, period_of
from web.choices import a_day, address, one_of

USUAL, EVER = "90-days", "all"
TITLES = {
    "30-days": "Last 30 days",
    "90-days": "Last 90 days",
    "quarter": "This quarter",
    "year": "This year",
    "all": "All time",
}
BAD_DAY = "Write the day as 2026-03-10."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose, as text; empty where nothing was.

    Attributes:
        period: one of `PERIODS`.
        since, until: first and last day; where either is given, the period does not count.
        type, rubric: only calls of this type, only calls judged by this rubric.
        team: number of a team; only admins have a choice.
        sort: column of a table, with "-" before it from high to low.
        figure: whose calls are listed, by its key.
    """

    period: str = ""
    since: str = ""
    until: str = ""
    type: str = ""
    rubric: str = ""
    team: str = ""
    sort: str = ""
    figure: str = ""

    def url(self, path: str, page: str = "", **changes: Any) -> str:
        """A path with these choices, changed; `page` of a long list."""
        at = replace(self, **changes)
        by_day = bool(at.since or at.until)
        days = {"period": "" if by_day else at.period, "since": at.since, "until": at.until}
        kind = {"type": at.type, "rubric": at.rubric, "team": at.team}
        return address(path, figure=at.figure, **days, **kind, sort=at.sort, page=page)

    @property
    def narrow(self) -> bool:
        """Whether anything but a period by name was chosen."""
        return bool(self.since or self.until or self.type or self.rubric or self.team)

    def holds(self, row: CallRow) -> bool:
        """Whether a call is of the type and rubric."""
        return self.type in ("", row.call_type) and self.rubric in ("", row.rubric)


def _asked(
    period: str = "",
    since: str = "",
    until: str = "",
    type: str = "",
    rubric: str = "",
    team: str = "",
    sort: str = "",
    figure: str = "",
) -> Asked:
    return Asked(one_of(period, PERIODS), since, until, type, rubric, team, sort, figure)


Choice = Annotated[Asked, Depends(_asked)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period that was meant.

    Attributes:
        widened: nothing was chosen and the usual period holds no call, so it is all time.
        errors: what is wrong with "since" or "until", in a sentence; the period is then the usual one.
    """

    period: Period
    name: str
    widened: bool = False
    errors: dict[str, str] = field(default_factory=dict)


def choose(asked: Asked, rows: Sequence[CallRow], today: date) -> Chosen:
    """The period that the reader chose; without a choice the usual one, or all time where it would be empty.

    Args:
        rows: the calls in question, of any day.
        today: the reader's date.
    """
    errors = _unread(asked)
    if not errors and (asked.since or asked.until):
        try:
            return Chosen(period_of(today=today, start=a_day(asked.since), end=a_day(asked.until)), "")
        except CoachError as error:
            errors = {"until": str(error)}
    name = asked.period or USUAL
    found = period_of(name, today=today)
    if asked.period or not rows or any(_within(found, row) for row in rows):
        return Chosen(found, name, errors=errors)
    return Chosen(period_of(EVER, today=today), EVER, True, errors)


def _unread(asked: Asked) -> dict[str, str]:
    given = {"since": asked.since, "until": asked.until}
    return {name: BAD_DAY for name, text in given.items() if text and a_day(text) is None}


def _within(period: Period, row: CallRow) -> bool:
    return row.day is not None and (period.start or row.day) <= row.day <= (period.end or row.day)


def kinds(rows: Iterable[CallRow]) -> dict[str, list[str]]:
    """What there is to choose from: call types and rubrics."""
    rows = tuple(rows)
    return {"type": sorted({row.call_type for row in rows}), "rubric": sorted({row.rubric for row in rows})}


def named(values: Iterable[str], name: Callable[[str], str] = str) -> list[tuple[str, str]]:
    """Choices for a select: (value, words), none of them first."""
    return [("", "All"), *((value, name(value)) for value in values)]
