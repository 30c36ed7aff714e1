"""What a manager and an admin may choose for others: roles, teams and reps; anything else is refused."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.store.schema import Rep, Team, User, UserRole
from web.choices import number
from web.rights import NotFound, rep_for, reps_of, team_for, teams_of

ROLES = {
    UserRole.REP: "Rep: sees own calls and card",
    UserRole.MANAGER: "Manager: looks after a team",
    UserRole.ADMIN: "Admin: looks after everything",
}


def roles(me: User) -> list[tuple[str, str]]:
    """The roles this person may give: (value, words)."""
    return [(role.value, words) for role, words in ROLES.items() if role is not UserRole.ADMIN or me.role is role]


def a_role(me: User, text: str) -> UserRole:
    """The role of that name.

    Raises:
        StoreError: there is none that this person may give.
    """
    if text not in dict(roles(me)):
        raise StoreError("Choose a role from the list.")
    return UserRole(text)


def teams(db: Session, me: User) -> list[tuple[str, str]]:
    """The teams this person looks after, by name: (id, name)."""
    found = db.execute(select(Team.id, Team.name).where(teams_of(me))).tuples()
    return [(str(team_id), name) for team_id, name in sorted(found, key=lambda each: each[1].casefold())]


def a_team(db: Session, me: User, text: str) -> Team:
    """The team with that number.

    Raises:
        StoreError: there is none that this person looks after.
    """
    try:
        return team_for(db, me, _number(text))
    except NotFound:
        raise StoreError("Choose a team from the list.") from None


def free_reps(db: Session, me: User) -> list[Rep]:
    """Reps whom nobody signs in as, by name."""
    found = db.scalars(select(Rep).where(reps_of(me), Rep.user_id.is_(None)))
    return sorted(found, key=lambda rep: (rep.name.casefold(), rep.id))


def a_rep(db: Session, me: User, text: str) -> Rep | None:
    """The rep with that number; None where none was chosen.

    Raises:
        StoreError: there is none that this person may see.
    """
    if not text:
        return None
    try:
        return rep_for(db, me, _number(text))
    except NotFound:
        raise StoreError("Choose a rep from the list.") from None


def _number(text: str) -> int:
    found = number(text)
    return -1 if found is None else found
