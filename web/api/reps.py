"""Reps and their scorecards."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from starlette.requests import Request

from coach.scorecard import PERIODS, Scorecard, period_of
from coach.store import reps
from web.api.asked import Day, Strict, Text
from web.api.caller import Caller, group
from web.api.models import RepAnswer
from web.cards.asked import Asked
from web.cards.made import make_card
from web.deps import Now, Reading
from web.due import visible_reps
from web.noted import saw
from web.rights import rep_for
from web.zones import today

router = group("Reps", "/reps")


class Over(Strict):
    """The calls of a scorecard."""

    period: Literal[PERIODS] = "90-days"  # type: ignore[valid-type]
    since: Annotated[Day | None, Field(description="First day; where a day is given, the period does not count")] = None
    until: Annotated[Day | None, Field(description="Last day, included")] = None
    call_type: Annotated[Text, Field(description="Only calls of this type")] = ""
    rubric: Annotated[Text, Field(description="Only calls judged by this rubric")] = ""


@router.get("")
def list_reps(me: Caller, db: Reading) -> list[RepAnswer]:
    """The reps you may see, by name."""
    return [RepAnswer.of(line) for line in reps.listing(db, rep_ids=db.scalars(visible_reps(me)).all())]


@router.get("/{rep_id}/scorecard")
def read_scorecard(
    request: Request, me: Caller, db: Reading, now: Now, rep_id: int, over: Annotated[Over, Query()]
) -> Scorecard:
    """A rep over a period: figures with the calls behind each, moments, and what to coach next."""
    rep, day = rep_for(db, me, rep_id), today(now, me.zone)
    # Two days the wrong way round are refused here; the page would go on without them.
    period_of(over.period, today=day, start=over.since, end=over.until)
    since, until = (each.isoformat() if each else "" for each in (over.since, over.until))
    asked = Asked(period=over.period, since=since, until=until, type=over.call_type, rubric=over.rubric)
    card = make_card(db, rep, asked, day).card
    saw(request, db, me, "rep", rep.id, now)
    return card
