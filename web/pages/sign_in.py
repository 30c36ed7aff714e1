"""Signing in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from coach.store import audit, sessions, users
from coach.store.schema import User
from coach.store.secrecy import digest
from coach.store.sign_in import sign_in
from web.deps import Now, cookie_name, go, page, reading, session_token, settings_of, signed_in, state_of, writing

router = APIRouter()
# The same for an address that nobody has: who asks must not learn who has an account.
WRONG = "That e-mail and password do not go together; look at both and try again."
WAIT = "Too many tries. Wait {}, then try again."


@router.get("/sign-in")
def ask(request: Request, next: str = "/") -> Response:
    """The form; who is signed in already goes on."""
    with reading(request) as db:
        if not users.anyone(db):
            return RedirectResponse("/setup", 303)
    if signed_in(request):
        return RedirectResponse(inside(next), 303)
    return _form(request, "", inside(next))


@router.post("/sign-in")
def enter(
    request: Request,
    now: Now,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Checks the password and starts a session."""
    address = request.client.host if request.client else ""
    tried = sign_in(state_of(request).database, email, password, address, now)
    if tried.wait:
        response = _form(request, email, inside(next), too_many(tried.wait), 429)
        response.headers["Retry-After"] = str(tried.wait)
        return response
    if tried.user is None:
        return _form(request, email, inside(next), WRONG, 401)
    return let_in(request, tried.user, now, inside(next))


@router.post("/sign-out")
def leave(request: Request, now: Now) -> Response:
    """Ends the session, here and in the database."""
    user = signed_in(request)
    if user:
        with writing(request) as db:
            sessions.end(db, digest(session_token(request)))
            audit.record(db, user, "signed_out", "user", user.id, now)
    response = go("/sign-in", "signed_out")
    settings = settings_of(request)
    response.delete_cookie(cookie_name(settings), secure=settings.cookies_over_tls_only, httponly=True, samesite="lax")
    return response


def let_in(request: Request, user: User, now: datetime, to: str, said: str = "") -> Response:
    """Starts a session for somebody who has shown who they are; a session they had here ends."""
    settings, before = settings_of(request), session_token(request)
    with writing(request) as db:
        if before:
            sessions.end(db, digest(before))
        token = sessions.make(db, user, now, settings.session_length, request.headers.get("user-agent", ""))
        audit.record(db, user, "signed_in", "user", user.id, now)
    response = go(to, said)
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(settings.session_length.total_seconds()),
        secure=settings.cookies_over_tls_only,
        httponly=True,
        samesite="lax",
    )
    return response


def inside(path: str) -> str:
    """A path of this site, or the start page: a link must not lead somebody elsewhere after signing in."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if safe else "/"


def too_many(wait: int) -> str:
    """That there were too many tries, and how many seconds to wait."""
    return WAIT.format(_time(wait))


def _time(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"


def _form(request: Request, email: str, next: str, trouble: str = "", status: int = 200) -> Response:
    return page(request, "sign_in.html", status, email=email, next=next, trouble=trouble)
