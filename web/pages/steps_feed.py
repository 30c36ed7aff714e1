"""The calendar of next steps: a feed that programs follow by a token in its address, as they cannot sign in."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.calendar import Appointment, feed
from coach.render import words
from coach.store.schema import Rep, Step, TokenScope, User
from coach.transcript import Role
from web.deps import Now, bearer_of, reading, settings_of
from web.due import StepFilter, call_path, find, what
from web.rights import NotFound, reps_of
from web.zones import today

router = APIRouter()
# What was due longer ago than this is no calendar's business any more.
KEPT = timedelta(days=90)


@router.get("/steps.ics")
def follow(request: Request, now: Now, token: str = "") -> Response:
    """Open steps that have a day, of all calls the token's owner may see."""
    user = bearer_of(request, token, now, TokenScope.CALENDAR)
    if user is None:
        raise NotFound
    day = today(now, user.zone)
    with reading(request) as db:
        found = [step for step in find(db, user, StepFilter(), day) if step.due and step.due >= day - KEPT]
        zones = _zones(db, user)
    site = settings_of(request).address
    data = feed("coach: next steps", (appointment(step, zones.get(step.rep_id), site) for step in found))
    return Response(data, media_type="text/calendar; charset=utf-8")


def _zones(db: Session, user: User) -> dict[int, ZoneInfo]:
    """The zone in which each rep said an hour, where they have an account that names one."""
    known = select(Rep.id, User.zone).join(User, User.id == Rep.user_id).where(reps_of(user), User.zone != "UTC")
    return {rep_id: ZoneInfo(zone) for rep_id, zone in db.execute(known).tuples()}


def appointment(step: Step, zone: ZoneInfo | None, site: str) -> Appointment:
    """A step that has a day, for a calendar: the same event in the feed and in a file of its own.

    Args:
        zone: in which its hour was said; None: wherever the reader is.
        site: address of this server.
    """
    assert step.due is not None
    call, link = step.call, site + call_path(step)
    about = (f"“{words.tidy(step.words)}”", f"Who acts: {words.who(Role(step.owner))}", f"Rep: {call.rep.name}", link)
    return Appointment(
        key=f"{step.call_id}|{step.kind}|{step.words}",
        day=step.due,
        time=step.time,
        zone=zone,
        summary=f"{what(step)}: {words.tidy(call.prospect or call.title)}",
        description="\n".join(map(words.clean, about)),
        stamp=call.scored_at,
        url=link,
    )
