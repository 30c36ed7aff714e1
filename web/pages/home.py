"""The start page: what happened lately, what is due, what is being scored; and what to do where there is nothing."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from coach.store.schema import Call, Step, Upload, UploadStatus
from web.deps import Me, Now, Reading, page
from web.figures import lately
from web.rights import calls_of, steps_of, uploads_of
from web.zones import today

router = APIRouter()
LATEST, DUE = 6, 5


@router.get("/")
def show(request: Request, me: Me, db: Reading, now: Now) -> Response:
    """The page."""
    day = today(now, me.zone)
    total = db.scalar(select(func.count()).select_from(Call).where(calls_of(me))) or 0
    latest = db.scalars(select(Call).where(calls_of(me)).order_by(Call.filed.desc(), Call.id).limit(LATEST))
    open_steps = select(Step).where(steps_of(me), Step.done_at.is_(None), Step.due.is_not(None))
    unread = Upload.status.in_((UploadStatus.QUEUED, UploadStatus.RUNNING))
    waiting = db.scalar(select(func.count()).select_from(Upload).where(uploads_of(me), unread)) or 0
    return page(
        request,
        "home.html",
        today=day,
        total=total,
        latest=latest.all(),
        due=db.scalars(open_steps.order_by(Step.due, Step.time, Step.id).limit(DUE)).all(),
        waiting=waiting,
        figures=lately(db, me, day),
    )


@router.get("/health")
def health() -> Response:
    """For whatever watches the server; says nothing about anybody."""
    return PlainTextResponse("ok")
