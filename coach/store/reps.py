"""Reps: whose calls are scored, with or without a login."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.store import audit, calls
from coach.store.database import FORGET
from coach.store.schema import Call, Rep, Upload, User
from coach.store.teams import tidy_name

UNKNOWN = "Unknown rep"


@dataclass(frozen=True, slots=True)
class RepLine:
    """A rep in a list: how many calls, and the day of the last (None: no call has a day)."""

    rep: Rep
    calls: int
    last: date | None


def get_or_create(session: Session, team_id: int, name: str) -> Rep:
    """The team's rep of that name, however it is capitalised; made if there is none.

    Raises:
        StoreError: the name is empty.
    """
    name = tidy_name(name, "rep")
    found = _named(session, team_id, name)
    if found:
        return found
    try:
        with session.begin_nested():
            session.add(rep := Rep(team_id=team_id, name=name))
    except IntegrityError:
        # Somebody else made it in this moment.
        return session.scalars(select(Rep).where(Rep.team_id == team_id, Rep.name == name)).one()
    return rep


def _named(session: Session, team_id: int, name: str) -> Rep | None:
    # Compared here: SQLite lowers only English letters.
    team = session.scalars(select(Rep).where(Rep.team_id == team_id).order_by(Rep.id))
    return next((rep for rep in team if rep.name.casefold() == name.casefold()), None)


def listing(session: Session, *, team_id: int | None = None, rep_ids: Iterable[int] | None = None) -> list[RepLine]:
    """Reps of a team, or those of these ids, or all, by name."""
    wanted = select(Rep, func.count(Call.id), func.max(Call.day)).outerjoin(Call, Call.rep_id == Rep.id)
    wanted = wanted if team_id is None else wanted.where(Rep.team_id == team_id)
    wanted = wanted if rep_ids is None else wanted.where(Rep.id.in_(list(rep_ids)))
    lines = [RepLine(rep, count, last) for rep, count, last in session.execute(wanted.group_by(Rep.id))]
    return sorted(lines, key=lambda line: (line.rep.name.casefold(), line.rep.id))


def of_user(session: Session, user_id: int) -> list[Rep]:
    """The reps whose calls a user of the role rep sees."""
    return list(session.scalars(select(Rep).where(Rep.user_id == user_id).order_by(Rep.id)))


def rename(session: Session, rep: Rep, name: str) -> None:
    """Gives a rep another name.

    Raises:
        StoreError: the name is empty, or another rep of the team has it.
    """
    name = tidy_name(name, "rep")
    other = _named(session, rep.team_id, name)
    if other and other.id != rep.id:
        raise StoreError(f"There is a rep {other.name} in this team already; choose another name.")
    rep.name = name
    session.flush()


def link(session: Session, rep: Rep, user: User | None) -> None:
    """Says whose calls these are; None: nobody's who can sign in.

    Raises:
        StoreError: they are in different teams.
    """
    if user and user.team_id != rep.team_id:
        raise StoreError(f"{user.name} and {rep.name} are in different teams; move one of them first.")
    rep.user_id = user.id if user else None
    session.flush()


def unlinked(session: Session, team_id: int, name: str) -> Rep:
    """A rep of that name who has no login yet, made if need be: a namesake's calls are not given away."""
    name, number = tidy_name(name, "rep"), 2
    rep = get_or_create(session, team_id, name)
    while rep.user_id is not None:
        rep = get_or_create(session, team_id, f"{name} {number}")
        number += 1
    return rep


def remove(session: Session, rep_id: int) -> None:
    """Deletes a rep with all calls, uploads and steps, for good."""
    calls.remove(session, session.scalars(select(Call.id).where(Call.rep_id == rep_id)).all())
    uploads = list(session.scalars(select(Upload.id).where(Upload.rep_id == rep_id)))
    audit.blank(session, "upload", uploads)
    audit.blank(session, "rep", [rep_id])
    session.execute(delete(Rep).where(Rep.id == rep_id))
    session.info[FORGET] = True
