"""The reps: each with the three questions in small and what to coach next; a rep is led to their own card."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from coach.render import scorecard_words as say
from coach.store import reps
from coach.store.schema import User, UserRole
from web.cards import told
from web.cards.asked import TITLES, Choice, named
from web.cards.drawn import spark
from web.cards.gathered import teams_to_choose
from web.cards.made import MadeTeam, make_team
from web.deps import Me, Now, Reading, page
from web.zones import today

router = APIRouter(prefix="/reps")


@router.get("")
def show(request: Request, me: Me, db: Reading, now: Now, asked: Choice) -> Response:
    """The page."""
    mine = reps.of_user(db, me.id) if me.role is UserRole.REP else []
    if len(mine) == 1:
        return RedirectResponse(asked.url(f"/reps/{mine[0].id}"), 303)
    made = make_team(db, me, asked, today(now, me.zone))
    return page(request, "reps.html", **of_team(db, me, made))


def of_team(db: Session, me: User, made: MadeTeam) -> dict[str, Any]:
    """What templates need to show reps side by side."""
    teams = [(str(team.id), team.name) for team in teams_to_choose(db, me)]
    return {
        "made": made,
        "card": made.card,
        "teams": teams,
        "say": say,
        "told": told,
        "spark": spark,
        "named": named,
        "periods": TITLES,
    }
