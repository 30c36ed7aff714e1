"""What pages ask for: the database, the person, the time; and how they answer.

    @router.get("/calls/{call_id}")
    def show(request: Request, me: Me, db: Reading, call_id: str) -> Response:
        call = call_for(db, me, call_id)
        return page(request, "call.html", call=call)

A page that changes something takes `db: Writing`: all it did is kept when the function returns, before the answer is
sent, or nothing where it raises. Where a form may be refused and shown again, use `with writing(request) as db:` inside
the `try`, so that half of it is never kept. `Me` is a `User` apart from any session: to change it, get it by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, HTTPException
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from coach.settings import Settings
from coach.store import sessions, tokens, users
from coach.store.database import Database
from coach.store.schema import TokenScope, User, UserRole
from web.rendering import Viewer, render

SAID = "coach_said"


class SignInNeeded(Exception):
    """Nobody is signed in, and the page is for somebody."""


class SetupNeeded(Exception):
    """Nobody has an account yet."""


@dataclass(slots=True)
class AppState:
    """What the application holds while it runs (`request.app.state.coach`)."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    wake: Callable[[], None]


def state_of(request: Request) -> AppState:
    """The running application's database, settings, clock and worker bell."""
    found: AppState = request.app.state.coach
    return found


def settings_of(request: Request) -> Settings:
    """The settings the server runs with."""
    return state_of(request).settings


def reading(request: Request) -> AbstractContextManager[Session]:
    """A session that only reads, for a `with`."""
    return state_of(request).database.reading()


def writing(request: Request) -> AbstractContextManager[Session]:
    """A session that writes all of it or nothing, for a `with`; keep it short."""
    return state_of(request).database.writing()


def _now(request: Request) -> datetime:
    return state_of(request).clock()


def _reading(request: Request) -> Iterator[Session]:
    with reading(request) as session:
        yield session


def _writing(request: Request) -> Iterator[Session]:
    with writing(request) as session:
        yield session


Now = Annotated[datetime, Depends(_now)]
Reading = Annotated[Session, Depends(_reading, scope="function")]
Writing = Annotated[Session, Depends(_writing, scope="function")]


def cookie_name(settings: Settings) -> str:
    """The session cookie's name; over TLS its prefix binds it to this host."""
    return "__Host-coach" if settings.cookies_over_tls_only else "coach"


def session_token(request: Request) -> str:
    """What the session cookie holds, or nothing."""
    return request.cookies.get(cookie_name(settings_of(request)), "")


def signed_in(request: Request) -> User | None:
    """The person whose sign-in the cookie names, if it stands."""
    token = session_token(request)
    if not token:
        return None
    now = _now(request)
    with reading(request) as db:
        login = sessions.find(db, token, now)
    if login is None:
        return None
    if sessions.is_stale(login, now):
        with writing(request) as db:
            sessions.seen(db, login.token_hash, now)
    request.state.viewer = Viewer.of(login.user)
    return login.user


def bearer_of(request: Request, token: str, now: datetime, scope: TokenScope) -> User | None:
    """The person whose personal token this is, if it stands and opens this; that it was used is noted now and then."""
    with reading(request) as db:
        found = tokens.find(db, token, scope) if token else None
    if found is None:
        return None
    if tokens.is_stale(found, now):
        with writing(request) as db:
            tokens.used(db, found.id, now)
    return found.user


def _me(request: Request) -> User:
    user = signed_in(request)
    if user is not None:
        return user
    with reading(request) as db:
        raise SignInNeeded if users.anyone(db) else SetupNeeded


Me = Annotated[User, Depends(_me)]
# Asked anew, after what may take minutes to arrive: a sign-in may have ended meanwhile.
StillMe = Annotated[User, Depends(_me, use_cache=False)]


def _leader(me: Me) -> User:
    if me.role is UserRole.REP:
        raise HTTPException(404)
    return me


Leader = Annotated[User, Depends(_leader)]


def _admin(me: Me) -> User:
    if me.role is not UserRole.ADMIN:
        raise HTTPException(404)
    return me


Admin = Annotated[User, Depends(_admin)]


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as the answer; `me`, the navigation and what the last page had to say come with it."""
    said = SAYINGS.get(request.cookies.get(SAID, ""), "")
    me = getattr(request.state, "viewer", None)
    response = HTMLResponse(render(template, me=me, path=request.url.path, said=said, **values), status)
    if said:
        response.delete_cookie(SAID)
    return response


def go(path: str, said: str = "") -> Response:
    """After something was done: to a page, where it is said (a key of `SAYINGS`)."""
    response = RedirectResponse(path, 303)
    if said:
        assert said in SAYINGS, said
        response.set_cookie(SAID, said, max_age=60, httponly=True, samesite="lax")
    return response


# What is said on the page that follows; a key in the cookie, so that nobody can put words there.
SAYINGS = {
    "saved": "Saved.",
    "deleted": "Deleted for good.",
    "signed_out": "You are signed out.",
    "session_ended": "That device is signed out.",
    "sessions_ended": "All other devices are signed out.",
    "password_changed": "Your password is changed; all other devices are signed out.",
    "scored_again": "Mended, and the call is scored again.",
    "scoring_again": "Mended. The call is being scored again; load the page again in a moment.",
    "queued_again": "It is tried again.",
    "removed": "Removed.",
    "not_removed": "It has been scored meanwhile; to be rid of it, delete its call.",
    "samples_gone": "The sample calls are gone.",
    "welcome": "Welcome. Upload a call to see its report.",
}
