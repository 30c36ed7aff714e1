"""The first visit on a fresh install makes the first account, which may do everything; never again after."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from coach.errors import StoreError
from coach.store import audit, users
from web.deps import Now, page, reading, writing
from web.forms import PASSWORD_HINT, Errors, filled, good_password, problems
from web.pages.sign_in import let_in

router = APIRouter()


@router.get("/setup")
def ask(request: Request) -> Response:
    """The form, as long as there is nobody."""
    return _taken(request) or _form(request, {"name": "", "email": "", "team": ""}, {})


@router.post("/setup")
def make(
    request: Request,
    now: Now,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    team: Annotated[str, Form()] = "",
) -> Response:
    """Makes the account and signs it in; refused once there is one."""
    if taken := _taken(request):
        return taken
    filled_in = {"name": name, "email": email, "team": team}
    errors = problems(
        name=lambda: filled(name, "Give your name."),
        email=lambda: users.plain_email(email),
        password=lambda: good_password(password),
        team=lambda: filled(team, "Give your team a name."),
    )
    if errors:
        return _form(request, filled_in, errors)
    secret = users.hash_password(password)
    try:
        with writing(request) as db:
            user = users.add_first(db, email=email, name=name, team=team, password_hash=secret, now=now)
            audit.record(db, user, "made", "user", user.id, now, "first account")
    except StoreError as error:
        return _form(request, filled_in, {"email": str(error)})
    return let_in(request, user, now, "/", "welcome")


def _taken(request: Request) -> Response | None:
    with reading(request) as db:
        return RedirectResponse("/sign-in", 303) if users.anyone(db) else None


def _form(request: Request, form: dict[str, str], errors: dict[str, str]) -> Response:
    values = {"form": form, "errors": Errors(errors), "password_hint": PASSWORD_HINT}
    return page(request, "setup.html", 422 if errors else 200, **values)
