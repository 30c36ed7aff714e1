"""Teams: their names, how long calls are kept, and for admins new teams and the end of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.store import audit, retention
from coach.store import teams as team_store
from coach.store.schema import Call, Rep, Team, User
from web.choices import number
from web.deps import Admin, Leader, Now, go, page, reading, writing
from web.forms import Errors, problems
from web.rendering import count
from web.rights import team_for, teams_of

router = APIRouter(prefix="/admin/teams")
SURE = "This deletes {} and what was scored from them, for good and within the hour. Tick the box if that is meant."
NOT_THE_NAME = "That is not the name; type {} to delete it with everything in it."


@dataclass(frozen=True, slots=True)
class Line:
    """A team in the list, and how much hangs on it."""

    team: Team
    people: int
    reps: int
    calls: int


class Asked(BaseModel):
    """The form of a team, as it was sent; `days` empty: kept for ever; `sure`: files may be deleted at once."""

    name: str = ""
    days: str = ""
    sure: str = ""


@router.get("")
def show(request: Request, me: Leader) -> Response:
    """The list."""
    return _list(request, me, "", "")


@router.post("")
def make(request: Request, me: Admin, now: Now, name: Annotated[str, Form()] = "") -> Response:
    """A new team."""
    try:
        with writing(request) as db:
            team = team_store.make(db, name)
            audit.record(db, me, "made", "team", team.id, now, team.name)
    except StoreError as error:
        return _list(request, me, name, str(error))
    return go(f"/admin/teams/{team.id}", "saved")


@router.get("/{team_id}")
def show_one(request: Request, me: Leader, team_id: int) -> Response:
    """One team."""
    return _page(request, me, team_id, {})


@router.post("/{team_id}")
def change(request: Request, me: Leader, now: Now, team_id: int, asked: Annotated[Asked, Form()]) -> Response:
    """Another name, or another time for which calls are kept; asks again before that deletes any."""
    going = 0
    try:
        with writing(request) as db:
            team = team_for(db, me, team_id)
            errors = problems(name=lambda: team_store.tidy_name(asked.name, "team"), days=lambda: _days(asked.days))
            going = 0 if errors else _going(db, team, asked, now)
            if going and not asked.sure:
                errors["days"] = SURE.format(
                    count(going, "file") + " with " + ("its" if going == 1 else "their") + " calls"
                )
            elif not errors:
                _change(db, me, team, now, asked)
    except StoreError as error:
        errors = {"name": str(error)}
    return _page(request, me, team_id, errors, asked, going) if errors else go(f"/admin/teams/{team_id}", "saved")


@router.post("/{team_id}/delete")
def delete(request: Request, me: Admin, now: Now, team_id: int, name: Annotated[str, Form()] = "") -> Response:
    """Deletes a team with its people, reps and calls, once its name is typed."""
    try:
        with writing(request) as db:
            team = team_for(db, me, team_id)
            if team.id == me.team_id:
                raise StoreError("You are in this team yourself; move to another team first.")
            if not same_name(name, team.name):
                raise StoreError(NOT_THE_NAME.format(team.name))
            audit.record(db, me, "deleted", "team", team.id, now)
            team_store.remove(db, team.id)
    except StoreError as error:
        return _page(request, me, team_id, {"delete": str(error)})
    return go("/admin/teams", "deleted")


def same_name(typed: str, name: str) -> bool:
    """Whether somebody typed the name, give or take capitals and spaces."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def _days(text: str) -> int | None:
    """The days of the form.

    Raises:
        StoreError: no number of days.
    """
    days = number(text.strip())
    if text.strip() and (days is None or not 1 <= days <= team_store.MOST_DAYS):
        raise StoreError("Give a number of days, 1 or more; leave it empty to keep calls for ever.")
    return days


def _going(db: Session, team: Team, asked: Asked, now: datetime) -> int:
    """How many files would be deleted that would not be without this change."""
    days = _days(asked.days)
    return retention.would_go(db, team.id, days, now) if days and days != team.retention_days else 0


def _change(db: Session, me: User, team: Team, now: datetime, asked: Asked) -> None:
    days, before = _days(asked.days), (team.name, team.retention_days)
    team_store.rename(db, team, asked.name)
    team_store.keep_for(db, team, days)
    what = [f"renamed from {before[0]}"] * (before[0] != team.name)
    what += [f"calls kept {f'{days} days' if days else 'for ever'}"] * (before[1] != days)
    audit.record(db, me, "changed", "team", team.id, now, ", ".join(what))


def _list(request: Request, me: User, name: str, error: str) -> Response:
    with reading(request) as db:
        teams = sorted(db.scalars(select(Team).where(teams_of(me))), key=lambda team: team.name.casefold())
        totals = [_totals(db, kind) for kind in (User, Rep, Call)]
    lines = [Line(team, *(total.get(team.id, 0) for total in totals)) for team in teams]
    return page(request, "admin/teams.html", 422 if error else 200, teams=lines, name=name, error=error)


def _totals(db: Session, kind: type[User | Rep | Call]) -> dict[int, int]:
    counted = select(kind.team_id, func.count()).group_by(kind.team_id)
    return dict(db.execute(counted).tuples().all())


def _page(
    request: Request, me: User, team_id: int, errors: dict[str, str], form: Asked | None = None, going: int = 0
) -> Response:
    with reading(request) as db:
        team = team_for(db, me, team_id)
        people, reps, calls = (_totals(db, kind).get(team.id, 0) for kind in (User, Rep, Call))
    form = form or Asked(name=team.name, days=str(team.retention_days or ""))
    line = Line(team, people, reps, calls)
    status = 422 if errors else 200
    return page(request, "admin/team.html", status, line=line, form=form, errors=Errors(errors), going=going)
