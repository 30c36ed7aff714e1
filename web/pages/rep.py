"""A rep's scorecard: what to coach next and why, the figures with the calls behind them, and the card as a table."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from coach.render import scorecard_words as say
from coach.render.scorecard_csv import card_to_csv
from coach.store import audit
from web.cards import told
from web.cards.asked import TITLES, Choice, named
from web.cards.drawn import spark
from web.cards.links import figures_of, key_of, words_at
from web.cards.made import Made, make_card
from web.deps import Me, Now, Reading, page, writing
from web.due import QUIET_DAYS, StepFilter, When, counts, find, quiet
from web.noted import saw
from web.rights import rep_for
from web.takeaway import attachment
from web.zones import today

router = APIRouter(prefix="/reps/{rep_id}")
STEPS, QUIET = 4, 5


@router.get("")
def show(request: Request, me: Me, db: Reading, now: Now, asked: Choice, rep_id: int) -> Response:
    """The page."""
    rep, day = rep_for(db, me, rep_id), today(now, me.zone)
    open_steps = counts(db, me, StepFilter(rep.id), day)
    made = make_card(db, rep, asked, day)
    saw(request, db, me, "rep", rep.id, now)
    return page(
        request,
        "rep.html",
        **of_card(made),
        today=day,
        own=rep.user_id == me.id,
        steps=find(db, me, StepFilter(rep.id), day, limit=STEPS),
        steps_open=sum(open_steps.values()),
        overdue=open_steps.get(When.OVERDUE, 0),
        quiet=quiet(db, me, day, rep.id),
        quiet_days=QUIET_DAYS,
        most_quiet=QUIET,
    )


@router.get("/scorecard.csv")
def as_csv(request: Request, me: Me, db: Reading, now: Now, asked: Choice, rep_id: int) -> Response:
    """The card as a table: what `coach scorecard --format csv` prints for the same calls."""
    rep = rep_for(db, me, rep_id)
    made = make_card(db, rep, asked, today(now, me.zone))
    with writing(request) as log:
        audit.record(log, me, "exported", "rep", rep.id, now, made.card.period.name)
    return attachment(card_to_csv(made.card).encode(), "text/csv", "scorecard", rep.name, ".csv")


def of_card(made: Made) -> dict[str, Any]:
    """What templates need to show a card, whole or in part."""
    return {
        "made": made,
        "card": made.card,
        "to": made.links,
        "charts": made.charts,
        "figures": figures_of(made.card),
        "say": say,
        "told": told,
        "words_at": words_at,
        "key_of": key_of,
        "spark": spark,
        "named": named,
        "periods": TITLES,
    }
