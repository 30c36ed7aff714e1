"""Personal tokens: for the API, and for a calendar that follows the next steps; made, shown once, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.store import audit, tokens
from coach.store.schema import ApiToken, TokenScope, User
from web.deps import Me, Now, Writing, go, page, reading, settings_of, writing
from web.rights import token_for

router = APIRouter(prefix="/account/tokens")
# More than anybody needs, so that a loop of mistakes does not fill the list.
MOST = 50


@router.get("")
def show(request: Request, me: Me) -> Response:
    """The page."""
    return _page(request, me)


@router.post("")
def make(request: Request, me: Me, now: Now, name: Annotated[str, Form()] = "") -> Response:
    """A token for the API; it is shown on this answer and never again."""
    try:
        token = _make(request, me, now, name, TokenScope.API)
    except StoreError as error:
        return _page(request, me, 422, name=name, error=str(error))
    return _page(request, me, token=token)


@router.post("/calendar")
def make_calendar(request: Request, me: Me, now: Now, name: Annotated[str, Form()] = "") -> Response:
    """An address for a calendar; it is shown on this answer and never again."""
    try:
        token = _make(request, me, now, name, TokenScope.CALENDAR)
    except StoreError as error:
        return _page(request, me, 422, calendar_name=name, calendar_error=str(error))
    return _page(request, me, calendar=f"{settings_of(request).address}/steps.ics?token={token}")


@router.post("/{token_id}/revoke")
def revoke(me: Me, db: Writing, now: Now, token_id: int) -> Response:
    """Ends a token: it opens nothing any more."""
    token = token_for(db, me, token_id)
    audit.record(db, me, "ended", "token", token.id, now, token.name)
    tokens.end(db, token.id)
    return go("/account/tokens", "saved")


def _make(request: Request, me: User, now: datetime, name: str, scope: TokenScope) -> str:
    with writing(request) as db:
        if len(tokens.listing(db, me.id)) >= MOST:
            raise StoreError(f"You have {MOST} tokens; end those that nothing uses any more.")
        token = tokens.make(db, me, name, now, scope)
        audit.record(db, me, "made", "token", tokens.listing(db, me.id)[0].id, now, name)
    return token


def _page(request: Request, me: User, status: int = 200, **more: Any) -> Response:
    with reading(request) as db:
        known = tokens.listing(db, me.id)
    values: dict[str, Any] = {
        "tokens": _of(known, TokenScope.API),
        "calendars": _of(known, TokenScope.CALENDAR),
        "site": settings_of(request).address,
    }
    blank = dict.fromkeys(("name", "error", "token", "calendar", "calendar_name", "calendar_error"), "")
    return page(request, "tokens.html", status, **{**values, **blank, **more})


def _of(known: list[ApiToken], scope: TokenScope) -> list[ApiToken]:
    return [token for token in known if token.scope is scope]
