"""Who said what in a call: a wrong rep is mended for the whole call or for single lines, and the call scored again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.render import words
from coach.store.schema import Call, Upload, User
from coach.transcript import Transcript
from web.deps import Me, Now, Reading, go, page, reading, state_of
from web.mend import Mend, mend
from web.mending import Roles, with_lines, with_rep, without_last
from web.noted import saw
from web.rights import NotFound, call_for
from web.speakers import Speakers, lines, read, said_by, speakers

router = APIRouter(prefix="/calls/{call_id}")


@router.get("/speakers")
def show(
    request: Request,
    me: Me,
    db: Reading,
    now: Now,
    call_id: str,
    line: int | None = None,
    turn: int | None = None,
    single: bool = False,
) -> Response:
    """The page; `line` (an utterance) or `turn` (of the report) is where to look first; `single` splits turns."""
    call = call_for(db, me, call_id)
    saw(request, db, me, "call", call.id, now)
    transcript = read(call, db.get_one(Upload, call.upload_id))
    said = lines(call, transcript, single)
    at = next((each for each in said if each.turn == turn or each.holds(line)), None)
    in_place = bool(request.headers.get("hx-request"))
    return page(
        request,
        "speakers.html",
        call=call,
        speakers=speakers(call, transcript),
        lines=said,
        at=at,
        in_place=in_place,
        single=single,
        cut=len(transcript.utterances) > len(transcript.turns),
    )


@router.post("/speakers")
def the_rep(
    request: Request, me: Me, call_id: str, who: Annotated[str, Form()] = "", back: Annotated[str, Form()] = ""
) -> Response:
    """Somebody else is the rep, in the whole call."""
    _, people = _known(request, me, call_id)
    found = next((each for each in people.people if each.key == who), None)
    if found is None:
        raise NotFound
    detail = f"speaker {int(who.removeprefix('voice-')) + 1} is the rep"
    return _mended(request, me, call_id, lambda roles: with_rep(roles, found.name), detail, _place(back))


@router.post("/speakers/undo")
def undo(request: Request, me: Me, call_id: str, back: Annotated[str, Form()] = "") -> Response:
    """Takes the last correction back."""
    with reading(request) as db:
        call_for(db, me, call_id)
    return _mended(request, me, call_id, without_last, "took back who speaks", _place(back))


@router.post("/lines")
def the_lines(
    request: Request,
    me: Me,
    call_id: str,
    first: Annotated[int, Form()] = -1,
    last: Annotated[int, Form()] = -1,
    who: Annotated[str, Form()] = "",
    single: Annotated[bool, Form()] = False,
) -> Response:
    """Somebody else said these lines."""
    transcript, people = _known(request, me, call_id)
    choice = people.choice(who)
    if choice is None or not 0 <= first <= last < len(transcript.utterances):
        raise NotFound
    numbers, said = range(first, last + 1), said_by(choice)
    detail = f"who said line {words.counted(first)}" + (f" to {words.counted(last)}" if last > first else "")
    return _mended(
        request,
        me,
        call_id,
        lambda roles: with_lines(roles, numbers, said),
        detail,
        f"/speakers?line={first}" + "&single=1" * single,
    )


def _known(request: Request, me: User, call_id: str) -> tuple[Transcript, Speakers]:
    with reading(request) as db:
        call = call_for(db, me, call_id)
        transcript = read(call, db.get_one(Upload, call.upload_id))
        return transcript, speakers(call, transcript)


def _place(back: str) -> str:
    """Where a form was: the report, or the page of the lines."""
    return "" if back == "report" else "/speakers"


def _mended(
    request: Request, me: User, call_id: str, change: Callable[[Roles], dict[str, Any]], detail: str, to: str
) -> Response:
    """Mends, and goes back to where it was asked for."""

    def find(db: Session) -> Call:
        return call_for(db, me, call_id)

    state = state_of(request)
    done = mend(state.database, state.clock, state.settings.lease, Mend(find, change, me, detail))
    if not done:
        state.wake()
    return go(f"/calls/{call_id}{to}", "scored_again" if done else "scoring_again")
