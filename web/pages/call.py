"""One call: its report, the report to take away, the next step for a calendar, and its deletion."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.calendar import written
from coach.render import RENDERERS
from coach.render.html import drawing
from coach.render.json import from_json
from coach.report import Report
from coach.store import audit, calls
from coach.store.schema import Call, Step, StepKind, User
from coach.transcript import Role
from web.calls.step import due, known_zone, place
from web.calls.view import looking, named, spoken, who
from web.deps import Me, Now, Reading, Writing, go, page, settings_of, writing
from web.noted import saw
from web.pages.steps_feed import appointment
from web.rights import NotFound, call_for
from web.speakers import speakers_of
from web.takeaway import attachment

router = APIRouter(prefix="/calls/{call_id}")
TRANSCRIPT = "spoken"
TYPES = {
    "html": ("html", "text/html"),
    "json": ("json", "application/json"),
    "md": ("markdown", "text/markdown"),
}


@router.get("")
def show(
    request: Request, me: Me, db: Reading, now: Now, call_id: str, show: str = "", q: str = "", only: str = ""
) -> Response:
    """The page; for htmx, which filters and searches in place, the transcript alone."""
    call = call_for(db, me, call_id)
    saw(request, db, me, "call", call.id, now)
    report, asked = named(from_json(call.report), call), looking(show, q, only)
    values = drawing(report)
    values |= {"call": call, "speech": spoken(report, values["notes"], asked)}
    if request.headers.get("hx-target") == TRANSCRIPT:
        return page(request, "call_spoken.html", **values)
    return page(request, "call.html", **values, **_people(db, me, call, report))


@router.get("/next-step.ics")
def next_step(request: Request, me: Me, db: Reading, now: Now, call_id: str) -> Response:
    """The next step for a calendar; nothing where no day was agreed."""
    call = call_for(db, me, call_id)
    step = db.scalar(select(Step).where(Step.call_id == call.id, Step.kind == StepKind.NEXT_STEP))
    if step is None or step.due is None:
        raise NotFound
    with writing(request) as log:
        audit.record(log, me, "exported", "call", call.id, now, "ics")
    data = written([appointment(step, _zone(db, call), settings_of(request).address)])
    return attachment(data, "text/calendar", "next step", call.title, ".ics")


@router.get("/report.html")
def as_html(request: Request, me: Me, db: Reading, now: Now, call_id: str) -> Response:
    """The report as one web page that needs no network."""
    return _taken(request, me, db, now, call_id, "html")


@router.get("/report.json")
def as_json(request: Request, me: Me, db: Reading, now: Now, call_id: str) -> Response:
    """The report for programs."""
    return _taken(request, me, db, now, call_id, "json")


@router.get("/report.md")
def as_markdown(request: Request, me: Me, db: Reading, now: Now, call_id: str) -> Response:
    """The report as text."""
    return _taken(request, me, db, now, call_id, "md")


@router.get("/delete")
def ask(request: Request, me: Me, db: Reading, call_id: str) -> Response:
    """Says what deleting takes away, and asks."""
    return page(request, "call_delete.html", call=call_for(db, me, call_id))


@router.post("/delete")
def delete(me: Me, db: Writing, now: Now, call_id: str) -> Response:
    """Deletes the call for good."""
    call = call_for(db, me, call_id)
    audit.record(db, me, "deleted", "call", call.id, now)
    calls.remove(db, [call.id])
    return go("/calls", "deleted")


def _taken(request: Request, me: User, db: Session, now: datetime, call_id: str, suffix: str) -> Response:
    call = call_for(db, me, call_id)
    form, kind = TYPES[suffix]
    text = RENDERERS[form](from_json(call.report))
    with writing(request) as log:
        audit.record(log, me, "exported", "call", call.id, now, suffix)
    return attachment(text.encode(), kind, "report", call.title, f".{suffix}")


def _people(db: Session, me: User, call: Call, report: Report) -> dict[str, Any]:
    """Who is who, and when their next step is due in the reader's zone."""
    return {
        "names": {role: who(role, call) for role in Role},
        "speakers": speakers_of(db, call),
        "due": due(report.next_step, _zone(db, call), me.zone) if report.next_step else None,
        "reader_place": place(me.zone),
    }


def _zone(db: Session, call: Call) -> ZoneInfo | None:
    user = db.get(User, call.rep.user_id) if call.rep.user_id else None
    return known_zone(user.zone if user else None)
