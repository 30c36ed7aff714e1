"""Sign-ins that last: kept here, so that each can be seen and ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coach.store.schema import LoginSession, User
from coach.store.secrecy import digest, new_token

SEEN_EVERY = timedelta(minutes=5)
LONGEST_AGENT = 300


def make(session: Session, user: User, now: datetime, length: timedelta, agent: str = "") -> str:
    """A new sign-in; the token for the cookie, which is shown to nobody again."""
    token = new_token()
    session.add(
        LoginSession(
            token_hash=digest(token),
            user_id=user.id,
            created_at=now,
            seen_at=now,
            expires_at=now + length,
            agent=agent[:LONGEST_AGENT],
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, now: datetime) -> LoginSession | None:
    """The sign-in of a cookie with its `user`, unless it ended or the account was closed."""
    found = session.get(LoginSession, digest(token))
    return found if found and found.expires_at > now and not found.user.disabled else None


def is_stale(login: LoginSession, now: datetime) -> bool:
    """Whether `seen` should be noted: not on every request, as it writes."""
    return now - login.seen_at >= SEEN_EVERY


def seen(session: Session, token_hash: str, now: datetime) -> None:
    """Notes that the sign-in is in use."""
    login = session.get(LoginSession, token_hash)
    if login:
        login.seen_at = now
        session.flush()


def listing(session: Session, user_id: int, now: datetime) -> list[LoginSession]:
    """A user's sign-ins that have not ended, the last used first."""
    wanted = select(LoginSession).where(LoginSession.user_id == user_id, LoginSession.expires_at > now)
    return list(session.scalars(wanted.order_by(LoginSession.seen_at.desc(), LoginSession.token_hash)))


def end(session: Session, token_hash: str) -> None:
    """Ends one sign-in, named by its digest (`LoginSession.token_hash`)."""
    session.execute(delete(LoginSession).where(LoginSession.token_hash == token_hash))


def end_all(session: Session, user_id: int, but: str | None = None) -> None:
    """Ends all sign-ins of a user, but the one with this digest."""
    ending = delete(LoginSession).where(LoginSession.user_id == user_id)
    session.execute(ending if but is None else ending.where(LoginSession.token_hash != but))
