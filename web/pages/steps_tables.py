"""Next steps as a table for a CRM; prospects nobody has talked to for a while, as a page and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from coach.render import words
from coach.render.spreadsheet import Cell, to_csv
from coach.store import audit
from coach.store.schema import Step
from coach.store.steps import Quiet
from coach.transcript import Role
from web.choices import address
from web.deps import Me, Now, Reading, Writing, page, settings_of
from web.due import QUIET_DAYS, call_path, find, quiet, what
from web.pages.steps import Chosen, chosen_rep, reps_to_choose
from web.sheets import sheet
from web.zones import today

router = APIRouter()
STEPS = ("due", "time", "what", "words", "who_acts", "rep", "prospect", "call", "call_day", "done", "link")
QUIET = ("prospect", "rep", "last_call", "days_ago", "calls", "outcome", "link")


@router.get("/steps.csv")
def download(request: Request, me: Me, db: Writing, now: Now, asked: Chosen) -> Response:
    """The steps that are meant."""
    day = today(now, me.zone)
    found = find(db, me, asked.filter(db, me), day)
    audit.record(db, me, "exported", "steps", "", now, f"{len(found)} steps")
    site = settings_of(request).address
    return sheet(to_csv(STEPS, (_step(each, site) for each in found)), f"next-steps-{day}.csv")


@router.get("/steps/quiet")
def show_quiet(request: Request, me: Me, db: Reading, now: Now, rep: str = "") -> Response:
    """The page."""
    day = today(now, me.zone)
    found = quiet(db, me, day, chosen_rep(db, me, rep))
    return page(
        request,
        "steps_quiet.html",
        quiet=found,
        days=QUIET_DAYS,
        today=day,
        reps=reps_to_choose(db, me),
        rep=rep,
        table_url=address("/steps/quiet.csv", rep=rep),
    )


@router.get("/steps/quiet.csv")
def download_quiet(request: Request, me: Me, db: Writing, now: Now, rep: str = "") -> Response:
    """The same as a table."""
    day = today(now, me.zone)
    found = quiet(db, me, day, chosen_rep(db, me, rep))
    audit.record(db, me, "exported", "steps", "", now, f"{len(found)} quiet prospects")
    site = settings_of(request).address
    return sheet(to_csv(QUIET, (_quiet(each, day, site) for each in found)), f"quiet-prospects-{day}.csv")


def _step(step: Step, site: str) -> Iterator[Cell]:
    call = step.call
    yield from (step.due, step.time, what(step), step.words, words.who(Role(step.owner)))
    yield from (call.rep.name, call.prospect, call.title, call.day, step.done_at and step.done_at.date())
    yield site + call_path(step)


def _quiet(each: Quiet, day: date, site: str) -> Iterator[Cell]:
    yield from (each.prospect, each.rep, each.last, (day - each.last).days, each.calls, words.outcome(each.outcome))
    yield f"{site}/calls/{each.call_id}"
