"""Calls: which there are, their reports, and their end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.render.html import to_html
from coach.render.json import from_json
from coach.render.markdown import to_markdown
from coach.report import Report
from coach.store import audit, calls
from coach.store.schema import User
from web.api.asked import SomeCalls
from web.api.caller import Caller, group, text
from web.api.models import CallAnswer, CallsAnswer
from web.deps import Now, Reading, Writing, writing
from web.noted import saw
from web.rights import call_for

router = group("Calls", "/calls")
HTML, MARKDOWN = "text/html", "text/markdown"


@router.get("")
def list_calls(me: Caller, db: Reading, asked: SomeCalls) -> CallsAnswer:
    """Calls without their reports, the newest first unless sorted otherwise."""
    which, rising = asked.filter(db, me), asked.rising == "yes"
    found = calls.find(db, which, order=asked.order, rising=rising, offset=asked.offset, limit=asked.limit)
    return CallsAnswer(total=found.total, calls=[CallAnswer.of(call) for call in found.calls])


@router.get("/{call_id}", response_model=Report)
def read_report(request: Request, me: Caller, db: Reading, now: Now, call_id: str) -> Response:
    """The report: answers, scores, advice, findings, the words by roles; the same as `coach score --format json`."""
    call = call_for(db, me, call_id)
    saw(request, db, me, "call", call.id, now)
    return Response(call.report, media_type="application/json")


@router.get("/{call_id}/report.html", response_class=Response, responses=text(HTML))
def read_report_as_html(request: Request, me: Caller, db: Reading, now: Now, call_id: str) -> Response:
    """The report as one web page that needs no network."""
    return Response(to_html(_exported(request, me, db, now, call_id, "html")), media_type=HTML)


@router.get("/{call_id}/report.md", response_class=Response, responses=text(MARKDOWN))
def read_report_as_markdown(request: Request, me: Caller, db: Reading, now: Now, call_id: str) -> Response:
    """The report as Markdown."""
    return Response(to_markdown(_exported(request, me, db, now, call_id, "md")), media_type=MARKDOWN)


@router.delete("/{call_id}", status_code=204)
def delete_call(me: Caller, db: Writing, now: Now, call_id: str) -> None:
    """Deletes a call with everything of it, at once and for good."""
    call = call_for(db, me, call_id)
    audit.record(db, me, "deleted", "call", call.id, now)
    calls.remove(db, [call.id])


def _exported(request: Request, me: User, db: Session, now: datetime, call_id: str, form: str) -> Report:
    call = call_for(db, me, call_id)
    with writing(request) as log:
        audit.record(log, me, "exported", "call", call.id, now, form)
    return from_json(call.report)
