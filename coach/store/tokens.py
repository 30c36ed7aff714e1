"""Personal tokens for the API: made by a user, shown once, ended at will."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coach.store.schema import ApiToken, User
from coach.store.secrecy import digest, new_token
from coach.store.sessions import SEEN_EVERY
from coach.store.teams import tidy_name

# A leaked token is found by its beginning.
PREFIX = "coach_"


def make(session: Session, user: User, name: str, now: datetime) -> str:
    """A new token, which is shown to nobody again.

    Raises:
        StoreError: it has no name.
    """
    token = new_token(PREFIX)
    kept = ApiToken(user_id=user.id, name=tidy_name(name, "token"), token_hash=digest(token), created_at=now)
    session.add(kept)
    session.flush()
    return token


def find(session: Session, token: str) -> ApiToken | None:
    """The token with its `user`, unless it was ended or the account closed."""
    found = session.scalar(select(ApiToken).where(ApiToken.token_hash == digest(token)))
    return found if found and not found.user.disabled else None


def is_stale(token: ApiToken, now: datetime) -> bool:
    """Whether `used` should be noted: not on every request, as it writes."""
    return token.used_at is None or now - token.used_at >= SEEN_EVERY


def used(session: Session, token_id: int, now: datetime) -> None:
    """Notes that the token is in use."""
    token = session.get(ApiToken, token_id)
    if token:
        token.used_at = now
        session.flush()


def listing(session: Session, user_id: int) -> list[ApiToken]:
    """A user's tokens, the newest first."""
    return list(session.scalars(select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())))


def end(session: Session, token_id: int) -> None:
    """Ends a token."""
    session.execute(delete(ApiToken).where(ApiToken.id == token_id))
