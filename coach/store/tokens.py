"""Personal tokens for the API and for calendars: made by a user, shown once, ended at will."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coach.store.schema import ApiToken, TokenScope, User
from coach.store.secrecy import digest, new_token
from coach.store.sessions import SEEN_EVERY
from coach.store.teams import tidy_name

# A leaked token is found by its beginning, and what it opens is seen.
PREFIXES = {TokenScope.API: "coach_", TokenScope.CALENDAR: "coachcal_"}


def make(session: Session, user: User, name: str, now: datetime, scope: TokenScope = TokenScope.API) -> str:
    """A new token, which is shown to nobody again.

    Args:
        name: what the user knows it by.
        scope: what it opens; nothing else.

    Raises:
        StoreError: it has no name.
    """
    token, name = new_token(PREFIXES[scope]), tidy_name(name, "token")
    session.add(ApiToken(user_id=user.id, name=name, token_hash=digest(token), created_at=now, scope=scope))
    session.flush()
    return token


def find(session: Session, token: str, scope: TokenScope = TokenScope.API) -> ApiToken | None:
    """The token with its `user`, unless it was ended, opens something else, or the account was closed."""
    found = session.scalar(select(ApiToken).where(ApiToken.token_hash == digest(token), ApiToken.scope == scope))
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


def listing(session: Session, user_id: int, scope: TokenScope | None = None) -> list[ApiToken]:
    """A user's tokens, of one scope or all, the newest first."""
    wanted = select(ApiToken).where(ApiToken.user_id == user_id)
    wanted = wanted if scope is None else wanted.where(ApiToken.scope == scope)
    return list(session.scalars(wanted.order_by(ApiToken.id.desc())))


def end(session: Session, token_id: int) -> None:
    """Ends a token."""
    session.execute(delete(ApiToken).where(ApiToken.id == token_id))
