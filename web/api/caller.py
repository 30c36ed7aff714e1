"""Who calls: the owner of the personal token in the request's head. A sign-in of the pages opens nothing here."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from coach.store.schema import TokenScope, User
from web.api.models import Problem
from web.deps import Now, bearer_of

PREFIX = "/api/v1"
TOKENLESS = (
    "Send a personal token in the head of the request, as Authorization: Bearer coach_…; you make one under Account."
)
_scheme = HTTPBearer(
    auto_error=False, scheme_name="token", description="A personal token; you make one under Account on the web page."
)


def _caller(
    request: Request, now: Now, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_scheme)]
) -> User:
    user = bearer_of(request, shown.credentials if shown else "", now, TokenScope.API)
    if user is None:
        raise HTTPException(401, TOKENLESS, {"WWW-Authenticate": "Bearer"})
    return user


Caller = Annotated[User, Depends(_caller)]
# Asked anew, after what may take minutes to arrive: the token may have been ended meanwhile.
StillCaller = Annotated[User, Depends(_caller, use_cache=False)]


Described = dict[int | str, dict[str, Any]]


def text(*kinds: str) -> Described:
    """Describes an answer that is text of one of these media types; goes with `response_class=Response`."""
    return {200: {"content": {kind: {"schema": {"type": "string"}} for kind in kinds}}}


def group(name: str, path: str = "") -> APIRouter:
    """A router whose answers are described: every address may answer that the token or the object is not there."""
    problems: Described = {
        401: {"model": Problem, "description": "No token, or one that opens nothing"},
        404: {"model": Problem, "description": "Not there, or not yours to see"},
        422: {"model": Problem, "description": "Something in the request cannot be used"},
    }
    return APIRouter(
        prefix=PREFIX + path, tags=[name], responses=problems, generate_unique_id_function=lambda route: route.name
    )
