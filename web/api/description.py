"""The description of the API, as OpenAPI: made from the routes and their types."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from web.api.caller import PREFIX

ABOUT = """What the pages of coach show, for programs.

Make a personal token under Account and send it in the head of every request: `Authorization: Bearer coach_…`. It opens
what you may see yourself; anything else is not there (404). Whatever goes wrong is told in one sentence:
`{"detail": "…"}`. Times are UTC, scores 0 to 100 and null where a question did not come up.
"""


def of(groups: Iterable[APIRouter]) -> APIRouter:
    """A router with the address of the description."""
    router = APIRouter(prefix=PREFIX)
    known = cache(partial(document, tuple(groups)))

    @router.get("/openapi.json", include_in_schema=False)
    def description() -> Response:
        """This API, as OpenAPI; it says nothing about anybody."""
        return JSONResponse(known())

    return router


def document(groups: Iterable[APIRouter]) -> dict[str, Any]:
    """The OpenAPI document of these routers."""
    routes = [route for group in groups for route in group.routes]
    return get_openapi(title="coach", version="1", description=ABOUT, routes=routes)
