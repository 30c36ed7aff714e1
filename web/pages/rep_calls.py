"""The calls behind one figure of a rep's card: exactly those it was made of, each with what it gave to the figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.render.words import number
from coach.scorecard import CallRow, Figure
from coach.scorecard.period import within
from coach.scorecard.values import PUSHY_FROM, Key, readings
from coach.store.audit import batched
from coach.store.schema import Call, User
from web.cards.asked import Choice
from web.cards.links import figures_of, key_of
from web.cards.made import Made, make_card
from web.choices import page_number
from web.deps import Me, Now, Reading, page
from web.pages.rep import of_card
from web.rights import NotFound, calls_of, rep_for
from web.zones import today

router = APIRouter(prefix="/reps/{rep_id}/calls")
LONG = 100


@dataclass(frozen=True, slots=True)
class Behind:
    """A call, the questions whose answer is unsure, and, where it is behind a figure, what it gave to it in words."""

    call: Call
    unsure: tuple[str, ...]
    gave: str


@router.get("")
def show(
    request: Request,
    me: Me,
    db: Reading,
    now: Now,
    asked: Choice,
    rep_id: int,
    page_: Annotated[str, Query(alias="page")] = "",
) -> Response:
    """The page."""
    made = make_card(db, rep_for(db, me, rep_id), asked, today(now, me.zone))
    figure = _figure(made, asked.figure)
    rows = _weakest_first(made, figure) if figure else _latest_first(made)
    at = page_number(page_)
    shown = rows[(at - 1) * LONG : at * LONG]
    return page(
        request,
        "rep_calls.html",
        **of_card(made),
        figure=figure,
        behind=_behind(db, me, shown, figure),
        total=len(rows),
        number=at,
        pages=-(-len(rows) // LONG),
        page_url=lambda n: made.links.behind(asked.figure, str(n)),
    )


def _figure(made: Made, key: str) -> Figure | None:
    """The figure of that key, or None where no key is given.

    Raises:
        NotFound: the card has no such figure.
    """
    found = next((figure for figure in figures_of(made.card) if key_of(figure) == key), None)
    if key and found is None:
        raise NotFound
    return found


def _latest_first(made: Made) -> list[CallRow]:
    rows = within(made.rows, made.chosen.period)
    return sorted(rows, key=lambda row: (row.day is not None, row.day, row.call), reverse=True)


def _weakest_first(made: Made, figure: Figure) -> list[CallRow]:
    """The figure's calls: those that pull it to the bad end, then the latest."""
    rows = {row.call: row for row in made.rows}
    key = Key(figure.kind, figure.question or "", figure.name)
    ranked = [(reading.values[key], reading.row) for reading in readings(rows[call] for call in figure.calls)]
    sign = 1 if figure.higher_is_better else -1
    return [row for _, row in sorted(ranked, key=lambda pair: sign * pair[0].top / pair[0].bottom)]


def _behind(db: Session, me: User, rows: Iterable[CallRow], figure: Figure | None) -> list[Behind]:
    """The rows with their calls, in the order of the rows."""
    rows = tuple(rows)
    calls: dict[str, Call] = {}
    for ids in batched([row.call for row in rows]):
        calls |= {call.id: call for call in db.scalars(select(Call).where(calls_of(me), Call.id.in_(ids)))}
    known = [row for row in rows if row.call in calls]
    return [Behind(calls[row.call], row.unsure, _gave(row, figure) if figure else "") for row in known]


def _gave(row: CallRow, figure: Figure) -> str:
    """What a call gave to a figure: `62`, `yes`, `4 of 10 points`."""
    if figure.kind == "criterion":
        found = next(c for c in row.criteria if (c.question, c.name) == (figure.question, figure.name))
        return f"{number(found.points or 0.0)} of {number(found.possible)} points"
    if figure.name == "overly_pushy":
        return "yes" if row.pushy_level >= PUSHY_FROM else "no"
    value: float | bool | None = getattr(row, figure.name)
    if figure.kind == "share":
        return "yes" if value else "no"
    return f"{value or 0.0:.0f}"
