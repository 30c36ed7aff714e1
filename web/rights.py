"""Who may see what: one function per object, and the same conditions for lists.

An admin sees all teams, a manager the own team, a rep what is theirs. Everything else is not there (404): a page never
says that something exists which its reader may not see. Pages get objects in no other way.
"""

from __future__ import annotations

import re
from typing import TypeVar

from fastapi import HTTPException
from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import Session

from coach.store.schema import (
    ApiToken,
    Call,
    Invitation,
    LoginSession,
    Rep,
    Step,
    Team,
    Upload,
    User,
    UserRole,
)

T = TypeVar("T", Call, Upload, Rep, Team, User, ApiToken, Step, Invitation, LoginSession)
# The largest number that the databases keep as an id, and what a text id is made of: anything else is nobody's.
MOST = 2**31 - 1
HEX = re.compile("[0-9a-f]{1,64}")


class NotFound(HTTPException):
    """It is not there, or not for this person."""

    def __init__(self) -> None:
        super().__init__(404)


def _own_reps(user: User) -> Select[tuple[int]]:
    return select(Rep.id).where(Rep.user_id == user.id)


def calls_of(user: User) -> ColumnElement[bool]:
    """The calls this person may see, as a condition on `Call`."""
    if user.role is UserRole.ADMIN:
        return true()
    return Call.team_id == user.team_id if user.role is UserRole.MANAGER else Call.rep_id.in_(_own_reps(user))


def steps_of(user: User) -> ColumnElement[bool]:
    """The next steps and commitments this person may see, as a condition on `Step`."""
    if user.role is UserRole.ADMIN:
        return true()
    if user.role is UserRole.MANAGER:
        return Step.team_id == user.team_id
    return Step.rep_id.in_(_own_reps(user))


def uploads_of(user: User) -> ColumnElement[bool]:
    """The uploads this person may see, as a condition on `Upload`: a rep's are their own and those of their calls."""
    if user.role is UserRole.ADMIN:
        return true()
    if user.role is UserRole.MANAGER:
        return Upload.team_id == user.team_id
    return or_(Upload.user_id == user.id, Upload.rep_id.in_(_own_reps(user)))


def reps_of(user: User) -> ColumnElement[bool]:
    """The reps this person may see, as a condition on `Rep`."""
    if user.role is UserRole.ADMIN:
        return true()
    return Rep.team_id == user.team_id if user.role is UserRole.MANAGER else Rep.user_id == user.id


def teams_of(user: User) -> ColumnElement[bool]:
    """The teams this person looks after, as a condition on `Team`; a rep none."""
    if user.role is UserRole.ADMIN:
        return true()
    return Team.id == user.team_id if user.role is UserRole.MANAGER else false()


def users_of(user: User) -> ColumnElement[bool]:
    """The accounts this person looks after, as a condition on `User`; only admins look after admins."""
    if user.role is UserRole.ADMIN:
        return true()
    if user.role is UserRole.REP:
        return false()
    return (User.team_id == user.team_id) & (User.role != UserRole.ADMIN)


def invitations_of(user: User) -> ColumnElement[bool]:
    """The invitations this person may see and take back, as a condition on `Invitation`."""
    if user.role is UserRole.ADMIN:
        return true()
    if user.role is UserRole.REP:
        return false()
    return (Invitation.team_id == user.team_id) & (Invitation.role != UserRole.ADMIN)


def call_for(db: Session, user: User, call_id: str) -> Call:
    """A call, for somebody who may see it.

    Raises:
        NotFound: there is none, or not for them. (So do all functions below.)
    """
    return _one(db, Call, Call.id == _hex(call_id), calls_of(user))


def upload_for(db: Session, user: User, upload_id: str) -> Upload:
    """An upload."""
    return _one(db, Upload, Upload.id == _hex(upload_id), uploads_of(user))


def step_for(db: Session, user: User, step_id: int) -> Step:
    """A next step or commitment."""
    return _one(db, Step, Step.id == _number(step_id), steps_of(user))


def rep_for(db: Session, user: User, rep_id: int) -> Rep:
    """A rep."""
    return _one(db, Rep, Rep.id == _number(rep_id), reps_of(user))


def team_for(db: Session, user: User, team_id: int) -> Team:
    """A team, for those who look after it."""
    return _one(db, Team, Team.id == _number(team_id), teams_of(user))


def user_for(db: Session, user: User, user_id: int) -> User:
    """Somebody's account, for those who look after it (one's own is on the account page)."""
    return _one(db, User, User.id == _number(user_id), users_of(user))


def token_for(db: Session, user: User, token_id: int) -> ApiToken:
    """A personal token: nobody but its owner sees it."""
    return _one(db, ApiToken, ApiToken.id == _number(token_id), ApiToken.user_id == user.id)


def session_for(db: Session, user: User, token_hash: str) -> LoginSession:
    """A sign-in of one's own."""
    return _one(db, LoginSession, LoginSession.token_hash == _hex(token_hash), LoginSession.user_id == user.id)


def invitation_for(db: Session, user: User, token_hash: str) -> Invitation:
    """An invitation that can still be taken back."""
    return _one(db, Invitation, Invitation.token_hash == _hex(token_hash), invitations_of(user))


def _hex(value: str) -> str:
    if not HEX.fullmatch(value):
        raise NotFound
    return value


def _number(value: int) -> int:
    if not 0 <= value <= MOST:
        raise NotFound
    return value


def _one(db: Session, kind: type[T], *conditions: ColumnElement[bool]) -> T:
    found = db.scalar(select(kind).where(*conditions))
    if found is None:
        raise NotFound
    return found
