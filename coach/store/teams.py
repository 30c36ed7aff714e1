"""Teams: whose calls a manager sees, and how long they are kept."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.store import audit
from coach.store.database import FORGET
from coach.store.schema import Call, Rep, Team, Upload, User, UserRole

LONGEST_NAME = 80
MOST_DAYS = 36_500


def tidy_name(text: str, what: str) -> str:
    """A name on one line, of sane length.

    Raises:
        StoreError: nothing is left of it.
    """
    name = " ".join(text.split())[:LONGEST_NAME].strip()
    if not name:
        raise StoreError(f"The {what} has no name; give one.")
    return name


def get_or_create(session: Session, name: str) -> Team:
    """The team of that name, made if there is none."""
    name = tidy_name(name, "team")
    wanted = select(Team).where(Team.name == name)
    found = session.scalar(wanted)
    if found:
        return found
    try:
        with session.begin_nested():
            session.add(team := Team(name=name, retention_days=None))
    except IntegrityError:
        # Somebody else made it in this moment.
        return session.scalars(wanted).one()
    return team


def make(session: Session, name: str) -> Team:
    """A new team.

    Raises:
        StoreError: the name is empty, or another team has it.
    """
    name = tidy_name(name, "team")
    _free(session, name)
    session.add(team := Team(name=name, retention_days=None))
    session.flush()
    return team


def listing(session: Session) -> list[Team]:
    """All teams, by name."""
    return sorted(session.scalars(select(Team)), key=lambda team: team.name.casefold())


def rename(session: Session, team: Team, name: str) -> None:
    """Gives a team another name.

    Raises:
        StoreError: another team has it.
    """
    name = tidy_name(name, "team")
    _free(session, name, team.id)
    team.name = name
    session.flush()


def _free(session: Session, name: str, but: int | None = None) -> None:
    if session.scalar(select(Team.id).where(Team.name == name, Team.id.is_distinct_from(but))):
        raise StoreError(f"There is a team {name} already; choose another name.")


def keep_for(session: Session, team: Team, days: int | None) -> None:
    """Sets for how many days calls are kept after their upload; None keeps them for ever.

    Raises:
        StoreError: less than a day, or more than a hundred years.
    """
    if days is not None and days < 1:
        raise StoreError("Calls are kept for at least one day; leave it empty to keep them for ever.")
    if days is not None and days > MOST_DAYS:
        raise StoreError("That is more than a hundred years; leave it empty to keep calls for ever.")
    team.retention_days = days
    session.flush()


def admins(session: Session) -> dict[int, int]:
    """The team of each admin who can sign in; held until the end of the session, so that two cannot both be last."""
    wanted = select(User.id, User.team_id).where(User.role == UserRole.ADMIN, User.disabled.is_(False))
    return dict(session.execute(wanted.order_by(User.id).with_for_update(of=User)).tuples().all())


def remove(session: Session, team_id: int) -> None:
    """Deletes a team with its people, reps and calls, for good.

    Raises:
        StoreError: nobody would be left who can look after everything.
    """
    if set(admins(session).values()) == {team_id}:
        raise StoreError("All admins are in this team; move one of them to another team first.")
    audit.blank(session, "call", session.scalars(select(Call.id).where(Call.team_id == team_id)))
    audit.blank(session, "upload", session.scalars(select(Upload.id).where(Upload.team_id == team_id)))
    audit.blank(session, "rep", session.scalars(select(Rep.id).where(Rep.team_id == team_id)))
    audit.blank(session, "team", [team_id])
    session.execute(delete(Team).where(Team.id == team_id))
    session.info[FORGET] = True
