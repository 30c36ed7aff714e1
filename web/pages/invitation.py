"""Taking up an invitation: a link gives an account, or a new password to somebody who has one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.store import audit, invitations, users
from coach.store.schema import Invitation
from web.deps import Now, page, reading, writing
from web.forms import PASSWORD_HINT, Errors, filled, good_password, problems
from web.pages.sign_in import let_in
from web.zones import known_zone, zones

router = APIRouter()


@router.get("/invitations/{token}")
def ask(request: Request, now: Now, token: str) -> Response:
    """The form for a name and a password."""
    found = _find(request, now, token)
    return _form(request, found, {"name": "", "zone": "UTC"}, {}) if found else _gone(request)


@router.post("/invitations/{token}")
def accept(
    request: Request,
    now: Now,
    token: str,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    zone: Annotated[str, Form()] = "UTC",
) -> Response:
    """Makes the account, or changes its password, and signs it in; the link is good once."""
    found = _find(request, now, token)
    if found is None:
        return _gone(request)
    form, new = {"name": name, "zone": zone}, found.user_id is None
    errors = problems(password=lambda: good_password(password))
    if new:
        errors |= problems(name=lambda: filled(name, "Give your name."), zone=lambda: known_zone(zone))
    if errors:
        return _form(request, found, form, errors)
    secret = users.hash_password(password)
    try:
        with writing(request) as db:
            user = invitations.accept(db, token, name=name, password_hash=secret, now=now)
            if new:
                users.set_zone(db, user, zone)
            what = ("made", "took up an invitation") if new else ("changed", "password, by a link")
            audit.record(db, user, what[0], "user", user.id, now, what[1])
    except StoreError as error:
        return _form(request, found, form, {"name": str(error)})
    return let_in(request, user, now, "/", "welcome" if new else "saved")


def _find(request: Request, now: Now, token: str) -> Invitation | None:
    with reading(request) as db:
        return invitations.find(db, token, now)


def _gone(request: Request) -> Response:
    return page(request, "invitation_gone.html", 404)


def _form(request: Request, found: Invitation, form: dict[str, str], errors: dict[str, str]) -> Response:
    values = {"form": form, "errors": Errors(errors), "zones": zones(), "password_hint": PASSWORD_HINT}
    return page(request, "invitation.html", 422 if errors else 200, invitation=found, **values)
