"""Cards, remembered: to sort a table, or to go from a card to its calls, should not fold a thousand calls again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from coach.scorecard import CallRow, Period, Scorecard, TeamCard, fold, team
from web.cards.gathered import Gathered

MOST_TEAMS, MOST_REPS = 16, 64
Rows = tuple[CallRow, ...]


class _Calls:
    """Rows by rep as a key, the same where all rows are; the hash takes little of each, as rows are long."""

    __slots__ = ("_hash", "by_rep")

    def __init__(self, by_rep: dict[str, Rows]) -> None:
        self.by_rep = by_rep
        self._hash = hash(tuple((rep, row.call, row.day) for rep, rows in by_rep.items() for row in rows))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Calls) and self.by_rep == other.by_rep

    def __hash__(self) -> int:
        return self._hash


def team_card(reps: Iterable[Gathered], period: Period) -> TeamCard:
    """`coach.scorecard.team` of these reps."""
    return _team(_Calls({each.label: each.rows for each in reps}), period)


def rep_card(rows: Rows, rep: str, period: Period, team_rows: Rows) -> Scorecard:
    """`coach.scorecard.fold` of a rep's calls against the team's."""
    return _fold(_Calls({"mine": rows, "team": team_rows}), rep, period)


@lru_cache(MOST_TEAMS)
def _team(calls: _Calls, period: Period) -> TeamCard:
    return team(calls.by_rep, period=period)


@lru_cache(MOST_REPS)
def _fold(calls: _Calls, rep: str, period: Period) -> Scorecard:
    return fold(calls.by_rep["mine"], rep=rep, period=period, team_rows=calls.by_rep["team"])
