"""What is known about a call beside its words: whose it is, when it was, with whom; to be put right afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.store import audit, calls, reps
from coach.store.saving import set_day
from coach.store.schema import Call, Rep, User, UserRole
from web.deps import Me, Now, Reading, go, page, reading, state_of, writing
from web.forms import Errors
from web.mend import Mend, mend
from web.rights import call_for
from web.upload_form import Said, understood
from web.zones import today

router = APIRouter(prefix="/calls/{call_id}/about")
DETAIL = "rep, date or prospect"


@router.get("")
def ask(request: Request, me: Me, db: Reading, call_id: str) -> Response:
    """The form."""
    call = call_for(db, me, call_id)
    day = call.day.isoformat() if call.day else ""
    form = {"rep": str(call.rep_id), "new_rep": "", "day": day, "prospect": call.prospect}
    return _form(request, db, me, call, form, Errors())


@router.post("")
def change(
    request: Request,
    me: Me,
    now: Now,
    call_id: str,
    rep: Annotated[str, Form()] = "",
    new_rep: Annotated[str, Form()] = "",
    day: Annotated[str, Form()] = "",
    prospect: Annotated[str, Form()] = "",
) -> Response:
    """Puts it right; another day moves “Tuesday at ten”, so the call is then scored again."""
    form = {"rep": "" if new_rep.strip() else rep, "new_rep": new_rep, "day": day, "prospect": prospect}
    with reading(request) as db:
        call = call_for(db, me, call_id)
        said, errors = understood(db, me, {**form, "team": str(call.team_id)}, today(now, me.zone))
        if errors:
            return _form(request, db, me, call, {**form, "rep": rep}, errors)
    if said.day == call.day:
        with writing(request) as db:
            _put_right(db, me, call_id, said)
            audit.record(db, me, "changed", "call", call_id, now, DETAIL)
        return go(f"/calls/{call_id}", "saved")

    def find(db: Session) -> Call:
        found = _put_right(db, me, call_id, said)
        set_day(found, said.day)
        return found

    state = state_of(request)
    done = mend(state.database, state.clock, state.settings.lease, Mend(find, dict, me, DETAIL))
    if not done:
        state.wake()
    return go(f"/calls/{call_id}", "scored_again" if done else "scoring_again")


def _put_right(db: Session, me: User, call_id: str, said: Said) -> Call:
    call = call_for(db, me, call_id)
    rep = _rep(db, me, call, said)
    if rep.id != call.rep_id:
        calls.hand_over(db, call, rep)
    call.prospect = said.prospect
    db.flush()
    return call


def _rep(db: Session, me: User, call: Call, said: Said) -> Rep:
    """The rep that was said; a rep user's calls stay their own."""
    if me.role is not UserRole.REP and said.new_rep:
        return reps.get_or_create(db, call.team_id, said.new_rep)
    return db.get_one(Rep, said.rep_id) if said.rep_id is not None else call.rep


def _form(request: Request, db: Session, me: User, call: Call, form: Mapping[str, str], errors: Errors) -> Response:
    chosen = [(str(line.rep.id), line.rep.name) for line in reps.listing(db, team_id=call.team_id)]
    return page(request, "call_about.html", 422 if errors else 200, call=call, form=form, errors=errors, reps=chosen)
