"""The team: reps side by side, and how they lie on each figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from coach.scorecard.card import Period, TeamCard, Untouched
from coach.scorecard.row import CallRow

UNTOUCHED_DAYS = 30


def team(rows_by_rep: Mapping[str, Iterable[CallRow]], *, period: Period) -> TeamCard:
    """The team's card: one line a rep who has a call in the period, in the order of their names."""
    raise NotImplementedError


def untouched(rows: Iterable[CallRow], *, today: date, days: int = UNTOUCHED_DAYS) -> tuple[Untouched, ...]:
    """Prospects whose last call was at least `days` days before `today`, longest ago first."""
    raise NotImplementedError
