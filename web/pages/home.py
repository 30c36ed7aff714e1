"""The start page: for a rep their own card in short and what to work on; for others the team at a glance."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from coach.store import reps
from coach.store.schema import Call, Upload, UploadStatus, User, UserRole
from web.calls.listed import listed
from web.cards.asked import Asked
from web.cards.glance import at_a_glance
from web.cards.made import make_card, make_team, to_practise
from web.deps import Me, Now, Reading, page
from web.due import QUIET_DAYS, StepFilter, When, counts, find, quiet
from web.pages.rep import of_card
from web.pages.reps import of_team
from web.rights import calls_of, uploads_of
from web.zones import today

router = APIRouter()
LATEST, DUE = 6, 5


@router.get("/")
def show(request: Request, me: Me, db: Reading, now: Now) -> Response:
    """The page."""
    day = today(now, me.zone)
    total = db.scalar(select(func.count()).select_from(Call).where(calls_of(me))) or 0
    unread = Upload.status.in_((UploadStatus.QUEUED, UploadStatus.RUNNING))
    waiting = db.scalar(select(func.count()).select_from(Upload).where(uploads_of(me), unread)) or 0
    values: dict[str, Any] = {"today": day, "total": total, "waiting": waiting}
    if not total:
        return page(request, "home.html", **values)
    template = "home_rep.html" if me.role is UserRole.REP else "home_team.html"
    card = _own if me.role is UserRole.REP else _team
    return page(request, template, **values, **card(db, me, day), **_lately(db, me), **_to_do(db, me, day))


@router.get("/health")
def health() -> Response:
    """For whatever watches the server; says nothing about anybody."""
    return PlainTextResponse("ok")


def _own(db: Session, me: User, day: date) -> dict[str, Any]:
    """The rep's own card; somebody who is several reps has one each, and sees the one with the latest call here."""
    cards = [make_card(db, rep, Asked(), day) for rep in reps.of_user(db, me.id)]
    return of_card(max(cards, key=lambda made: made.last or date.min))


def _team(db: Session, me: User, day: date) -> dict[str, Any]:
    made = make_team(db, me, Asked(), day)
    return {**of_team(db, me, made), "glance": at_a_glance(made), "practise": to_practise(made.card)}


def _lately(db: Session, me: User) -> dict[str, Any]:
    latest = db.scalars(select(Call).where(calls_of(me)).order_by(Call.filed.desc(), Call.id).limit(LATEST)).all()
    return {"latest": listed(db, latest, "")}


def _to_do(db: Session, me: User, day: date) -> dict[str, Any]:
    overdue = counts(db, me, StepFilter(), day).get(When.OVERDUE, 0)
    dated = [step for step in find(db, me, StepFilter(), day, limit=DUE) if step.due]
    return {"due": dated, "overdue": overdue, "quiet": len(quiet(db, me, day)), "quiet_days": QUIET_DAYS}
