"""The sample calls: filled in to try the page, and taken away again."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web import samples
from web.deps import Leader, Now, go, state_of, writing
from web.zones import today

router = APIRouter(prefix="/upload/samples")


@router.post("")
def fill(request: Request, me: Leader, now: Now) -> Response:
    """Puts the sample calls into the queue."""
    with writing(request) as db:
        samples.fill(db, me, now, today(now, me.zone))
    state_of(request).wake()
    return go("/uploads")


@router.post("/remove")
def remove(request: Request, me: Leader, now: Now) -> Response:
    """Takes the sample calls away for good."""
    with writing(request) as db:
        samples.clear(db, me, now)
    return go("/uploads", "samples_gone")
