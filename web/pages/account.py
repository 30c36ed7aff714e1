"""One's own account: name, time zone, password, and where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from coach.store import audit, sessions, users
from coach.store.schema import LoginSession, User
from coach.store.secrecy import digest
from coach.store.sign_in import sign_in
from coach.store.teams import tidy_name
from web.deps import Me, Now, go, page, reading, session_token, state_of, writing
from web.devices import device
from web.forms import PASSWORD_HINT, Errors, filled, good_password, problems
from web.pages.sign_in import too_many
from web.rights import session_for
from web.zones import known_zone, zones

router = APIRouter(prefix="/account")


@dataclass(frozen=True, slots=True)
class Device:
    """A sign-in as the page lists it; `here` is the one that asks."""

    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    here: bool


@router.get("")
def show(request: Request, me: Me, now: Now) -> Response:
    """The page."""
    return _page(request, me, now, {})


@router.post("")
def change(
    request: Request, me: Me, now: Now, name: Annotated[str, Form()] = "", zone: Annotated[str, Form()] = ""
) -> Response:
    """Another name or time zone."""
    errors = problems(name=lambda: filled(name, "Give your name."), zone=lambda: known_zone(zone))
    if errors:
        return _page(request, me, now, errors, {"name": name, "zone": zone})
    with writing(request) as db:
        user = db.get_one(User, me.id)
        users.set_zone(db, user, zone)
        user.name = tidy_name(name, "user")
        audit.record(db, me, "changed", "user", me.id, now, "name or time zone")
    return go("/account", "saved")


@router.post("/password")
def change_password(
    request: Request, me: Me, now: Now, current: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """Another password, for somebody who knows the one there is; all other sign-ins end."""
    errors = problems(password=lambda: good_password(password))
    # Slowed like a sign-in: an open session should not be enough to find out the password.
    address = request.client.host if request.client else ""
    tried = sign_in(state_of(request).database, me.email, current, address, now)
    if tried.user is None:
        errors["current"] = too_many(tried.wait) if tried.wait else "That is not your password as it is now."
    if errors:
        return _page(request, me, now, errors)
    secret = users.hash_password(password)
    with writing(request) as db:
        users.set_password(db, db.get_one(User, me.id), secret)
        sessions.end_all(db, me.id, but=_here(request))
        audit.record(db, me, "changed", "user", me.id, now, "password")
    return go("/account", "password_changed")


@router.post("/sessions/end-others")
def end_others(request: Request, me: Me, now: Now) -> Response:
    """Signs all other devices out."""
    with writing(request) as db:
        sessions.end_all(db, me.id, but=_here(request))
        audit.record(db, me, "signed_out", "user", me.id, now, "other devices")
    return go("/account", "sessions_ended")


@router.post("/sessions/{token_hash}/end")
def end(request: Request, me: Me, now: Now, token_hash: str) -> Response:
    """Signs one device out."""
    with writing(request) as db:
        found = session_for(db, me, token_hash)
        sessions.end(db, found.token_hash)
        audit.record(db, me, "signed_out", "user", me.id, now, device(found.agent))
    return go("/account", "session_ended")


def _here(request: Request) -> str:
    return digest(session_token(request))


def _page(
    request: Request, me: User, now: datetime, errors: dict[str, str], form: dict[str, str] | None = None
) -> Response:
    with reading(request) as db:
        logins = sessions.listing(db, me.id, now)
    devices = sorted((_device(each, _here(request)) for each in logins), key=lambda each: not each.here)
    values = {
        "form": form or {"name": me.name, "zone": me.zone},
        "errors": Errors(errors),
        "sessions": devices,
        "zones": zones(),
        "password_hint": PASSWORD_HINT,
    }
    return page(request, "account.html", 422 if errors else 200, **values)


def _device(login: LoginSession, here: str) -> Device:
    token_hash = login.token_hash
    return Device(token_hash, device(login.agent), login.created_at, login.seen_at, token_hash == here)
