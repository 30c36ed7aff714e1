"""Team cards, remembered: to sort a table or to come back to it should not fold a thousand calls again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from coach.scorecard import CallRow, Period, TeamCard, team
from web.cards.gathered import Gathered

MOST = 16


class _Calls:
    """Rows by rep as a key, the same where all rows are; the hash takes little of each, as rows are long."""

    __slots__ = ("_hash", "by_rep")

    def __init__(self, by_rep: dict[str, tuple[CallRow, ...]]) -> None:
        self.by_rep = by_rep
        self._hash = hash(tuple((rep, row.call, row.day) for rep, rows in by_rep.items() for row in rows))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Calls) and self.by_rep == other.by_rep

    def __hash__(self) -> int:
        return self._hash


def team_card(reps: Iterable[Gathered], period: Period) -> TeamCard:
    """`coach.scorecard.team` of these reps."""
    return _folded(_Calls({each.label: each.rows for each in reps}), period)


@lru_cache(MOST)
def _folded(calls: _Calls, period: Period) -> TeamCard:
    return team(calls.by_rep, period=period)
