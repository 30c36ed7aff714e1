"""Whose calls: the reps that a person may see, each with the rows of their calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.scorecard import CallRow
from coach.store import calls
from coach.store.calls import CallFilter
from coach.store.schema import Rep, Team, User
from web.choices import number
from web.rights import NotFound, reps_of, team_for, teams_of


@dataclass(frozen=True, slots=True)
class Gathered:
    """A rep with the rows of their calls, oldest first; `label` is the name, with the team's where two share it."""

    rep: Rep
    label: str
    rows: tuple[CallRow, ...]


def everyone(db: Session, me: User, team: str = "") -> list[Gathered]:
    """All reps this person may see, those without a call too, by name.

    Args:
        team: the number of a team as the address gives it; empty is all teams that they see.

    Raises:
        NotFound: there is no such team, or not for them.
    """
    wanted = select(Rep, Team.name).join(Team, Team.id == Rep.team_id).where(reps_of(me))
    if team:
        wanted = wanted.where(Rep.team_id == _team(db, me, team))
    found = db.execute(wanted).tuples().all()
    names = Counter(rep.name for rep, _ in found)
    mine = {team_id: by_rep(rows_of_team(db, team_id)) for team_id in {rep.team_id for rep, _ in found}}
    made = []
    for rep, where in found:
        label = rep.name if names[rep.name] == 1 else f"{rep.name} ({where})"
        made.append(Gathered(rep, label, mine[rep.team_id].get(rep.name, ())))
    return sorted(made, key=lambda each: (each.label.casefold(), each.rep.id))


def rows_of_team(db: Session, team_id: int) -> list[CallRow]:
    """The rows of all calls of a team, oldest first."""
    return calls.rows(db, CallFilter(team_id=team_id))


def by_rep(rows: Iterable[CallRow]) -> dict[str, tuple[CallRow, ...]]:
    """Each rep's rows, in the order they had; within a team names are unique."""
    ranked = sorted(rows, key=lambda row: row.rep or "")
    return {name: tuple(mine) for name, mine in groupby(ranked, key=lambda row: row.rep or "")}


def teams_to_choose(db: Session, me: User) -> Sequence[Team]:
    """The teams this person looks after, by name."""
    return sorted(db.scalars(select(Team).where(teams_of(me))), key=lambda team: team.name.casefold())


def _team(db: Session, me: User, team: str) -> int:
    team_id = number(team)
    if team_id is None:
        raise NotFound
    return team_for(db, me, team_id).id
