"""The team: reps side by side, where they stand on each figure, and what most of them should practise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from coach.render.scorecard_csv import team_to_csv
from coach.store import audit
from web.cards.asked import Asked, Choice
from web.cards.drawn import strips
from web.cards.made import make_team, sorted_lines, to_practise
from web.deps import Leader, Now, Reading, page, writing
from web.pages.reps import of_team
from web.takeaway import attachment
from web.zones import today

router = APIRouter(prefix="/team")
TITLES = {
    "rep": "Rep",
    "calls": "Calls",
    "secured": "Next step",
    "asked": "Truth",
    "pushy": "Free of pressure",
    "next_step_secured": "Step secured",
    "specific": "With a day",
    "truth_asked": "Truth asked for",
    "overly_pushy": "Overly pushy",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column to sort by: `href` sorts, the other way round where it is sorted by already (`order`, for aria-sort)."""

    name: str
    title: str
    href: str
    order: str


@router.get("")
def show(request: Request, me: Leader, db: Reading, now: Now, asked: Choice) -> Response:
    """The page."""
    made = make_team(db, me, asked, today(now, me.zone))
    return page(
        request,
        "team.html",
        **of_team(db, me, made),
        lines=sorted_lines(made.card.reps, asked.sort),
        columns=list(_columns(made.asked)),
        titles=TITLES,
        strips=strips(made.card, made.hrefs),
        practise=to_practise(made.card),
    )


def _columns(asked: Asked) -> Iterator[Column]:
    """A first click sorts names from A and numbers from the highest."""
    now, falling = asked.sort.lstrip("-"), asked.sort.startswith("-")
    now = now if now in TITLES else "rep"
    for name, title in TITLES.items():
        down = not falling if name == now else name != "rep"
        order = ("descending" if falling else "ascending") if name == now else ""
        yield Column(name, title, asked.url("/team", sort=f"-{name}" if down else name) + "#side", order)


@router.get("/scorecards.csv")
def as_csv(request: Request, me: Leader, db: Reading, now: Now, asked: Choice) -> Response:
    """The table: what `coach scorecard --format csv` prints for the same calls."""
    made = make_team(db, me, asked, today(now, me.zone))
    with writing(request) as log:
        audit.record(log, me, "exported", "team", asked.team or me.team_id, now, made.card.period.name)
    return attachment(team_to_csv(made.card).encode(), "text/csv", "scorecards", "team", ".csv")
