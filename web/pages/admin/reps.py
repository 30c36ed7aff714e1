"""Reps: their names, who signs in as them, and the end of one with everything of theirs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.store import audit
from coach.store import reps as rep_store
from coach.store.schema import Call, Rep, Step, Team, Upload, User
from web.deps import Leader, Now, go, page, reading, writing
from web.forms import Errors
from web.pages.admin.teams import NOT_THE_NAME, same_name
from web.rights import rep_for, reps_of

router = APIRouter(prefix="/admin/reps")


@router.get("")
def show(request: Request, me: Leader) -> Response:
    """The list."""
    with reading(request) as db:
        mine = db.scalars(select(Rep.id).where(reps_of(me))).all()
        lines = rep_store.listing(db, rep_ids=mine)
        people = dict(db.execute(select(User.id, User.name)).tuples().all())
        teams = dict(db.execute(select(Team.id, Team.name)).tuples().all())
    return page(request, "admin/reps.html", lines=lines, people=people, teams=teams)


@router.get("/{rep_id}")
def show_one(request: Request, me: Leader, rep_id: int) -> Response:
    """One rep."""
    return _page(request, me, rep_id)


@router.post("/{rep_id}")
def rename(request: Request, me: Leader, now: Now, rep_id: int, name: Annotated[str, Form()] = "") -> Response:
    """Another name; it is put on all calls."""
    try:
        with writing(request) as db:
            rep = rep_for(db, me, rep_id)
            before = rep.name
            rep_store.rename(db, rep, name)
            audit.record(db, me, "changed", "rep", rep.id, now, f"renamed from {before}")
    except StoreError as error:
        return _page(request, me, rep_id, {"name": str(error)}, name)
    return go(f"/admin/reps/{rep_id}", "saved")


@router.post("/{rep_id}/delete")
def delete(request: Request, me: Leader, now: Now, rep_id: int, name: Annotated[str, Form()] = "") -> Response:
    """Deletes a rep with all calls, once the name is typed."""
    with writing(request) as db:
        rep = rep_for(db, me, rep_id)
        meant = same_name(name, rep.name)
        if meant:
            audit.record(db, me, "deleted", "rep", rep.id, now)
            rep_store.remove(db, rep.id)
    if not meant:
        return _page(request, me, rep_id, {"delete": NOT_THE_NAME.format(rep.name)})
    return go("/admin/reps", "deleted")


def _holdings(db: Session, rep: Rep) -> tuple[int, int, int]:
    """How many calls, files and steps go with a rep."""
    counted = (db.scalar(select(func.count()).where(kind.rep_id == rep.id)) for kind in (Call, Upload, Step))
    calls, files, steps = (number or 0 for number in counted)
    return calls, files, steps


def _page(
    request: Request, me: User, rep_id: int, errors: dict[str, str] | None = None, name: str | None = None
) -> Response:
    with reading(request) as db:
        rep = rep_for(db, me, rep_id)
        team, user = db.get_one(Team, rep.team_id), db.get(User, rep.user_id) if rep.user_id else None
        values = {"rep": rep, "team": team, "user": user, "holdings": _holdings(db, rep)}
    status, name = 422 if errors else 200, rep.name if name is None else name
    return page(request, "admin/rep.html", status, errors=Errors(errors or {}), name=name, **values)
