"""Invitations: a link, good once and for a while, by which somebody gets an account, or a new password for theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.store import reps, sessions, users
from coach.store.schema import Invitation, Rep, Team, User, UserRole
from coach.store.secrecy import digest, new_token

GONE = "This invitation was used or has run out; ask for a new one."


def make(
    session: Session,
    *,
    email: str,
    role: UserRole,
    team: Team,
    by: User | None,
    now: datetime,
    length: timedelta,
    rep: Rep | None = None,
) -> str:
    """A new invitation; the token for its link, which is shown to nobody again. The team's older one for them ends.

    Args:
        rep: whose calls the new user will see; None: a rep of the user's name, for the role rep.
        by: who invites; None from the command line.

    Raises:
        StoreError: the address is none or has an account, or the rep is another team's.
    """
    email = users.plain_email(email)
    if users.by_email(session, email):
        raise StoreError(users.TAKEN.format(email))
    if rep and rep.team_id != team.id:
        raise StoreError(f"{rep.name} is in another team; choose a rep of {team.name}.")
    made = Invitation(email=email, role=role, team_id=team.id, rep_id=rep.id if rep else None)
    return _made(session, made, by, now, length)


def make_reset(session: Session, user: User, *, by: User | None, now: datetime, length: timedelta) -> str:
    """A link by which somebody who has an account chooses a new password; its token, shown to nobody again.

    Raises:
        StoreError: the account is closed.
    """
    if user.disabled:
        raise StoreError(f"The account of {user.name} is closed; open it again first.")
    made = Invitation(email=user.email, role=user.role, team_id=user.team_id, user_id=user.id)
    return _made(session, made, by, now, length)


def _made(session: Session, made: Invitation, by: User | None, now: datetime, length: timedelta) -> str:
    # Another team's stays: what one manager does must not undo what another did.
    session.execute(delete(Invitation).where(Invitation.email == made.email, Invitation.team_id == made.team_id))
    token = new_token()
    made.token_hash, made.created_by = digest(token), by.id if by else None
    made.created_at, made.expires_at = now, now + length
    session.add(made)
    session.flush()
    return token


def find(session: Session, token: str, now: datetime) -> Invitation | None:
    """The invitation of a link, if it is still good."""
    found = session.get(Invitation, digest(token))
    return found if found and found.used_at is None and found.expires_at > now else None


def accept(session: Session, token: str, *, name: str, password_hash: str, now: datetime) -> User:
    """The account that an invitation gives; a rep gets the calls of the rep it names.

    Where it is for somebody who has an account, that gets the password, and all its sign-ins end.

    Raises:
        StoreError: the invitation is not good any more.
    """
    invitation = find(session, token, now)
    if invitation is None or not _use(session, invitation, now):
        raise StoreError(GONE)
    if invitation.user_id is not None:
        return _reset(session, session.get_one(User, invitation.user_id), password_hash)
    team = session.get_one(Team, invitation.team_id)
    role, email = invitation.role, invitation.email
    user = users.add(session, email=email, name=name, role=role, team=team, password_hash=password_hash, now=now)
    if invitation.rep_id is not None:
        reps.link(session, session.get_one(Rep, invitation.rep_id), user)
    elif role is UserRole.REP:
        reps.link(session, reps.unlinked(session, team.id, user.name), user)
    return user


def _reset(session: Session, user: User, password_hash: str) -> User:
    if user.disabled:
        raise StoreError(GONE)
    users.set_password(session, user, password_hash)
    sessions.end_all(session, user.id)
    return user


def _use(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Marks it used; of two who come at once, one is too late."""
    unused = update(Invitation).where(Invitation.token_hash == invitation.token_hash, Invitation.used_at.is_(None))
    return session.execute(unused.values(used_at=now).returning(Invitation.email)).one_or_none() is not None


def listing(session: Session, now: datetime, team_id: int | None = None) -> list[Invitation]:
    """Invitations still open, of a team or all, the newest first."""
    wanted = select(Invitation).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    wanted = wanted if team_id is None else wanted.where(Invitation.team_id == team_id)
    return list(session.scalars(wanted.order_by(Invitation.created_at.desc(), Invitation.email)))


def end(session: Session, token_hash: str) -> None:
    """Takes an invitation back, named by its digest (`Invitation.token_hash`)."""
    session.execute(delete(Invitation).where(Invitation.token_hash == token_hash))
