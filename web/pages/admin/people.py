"""Who has an account, and invitations to get one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.store import audit, invitations, users
from coach.store.schema import Invitation, LoginSession, Rep, User
from web.deps import Leader, Now, Writing, go, page, reading, settings_of, writing
from web.forms import Errors, problems
from web.pages.admin.choices import a_rep, a_role, a_team, free_reps, roles, teams
from web.rights import invitation_for, invitations_of, reps_of, users_of

router = APIRouter(prefix="/admin")
NEW_REP = "A new rep of their name"


@dataclass(frozen=True, slots=True)
class Line:
    """An account in the list: whose calls it sees as a rep, and when it was last there."""

    user: User
    reps: list[str]
    seen_at: datetime | None


class Asked(BaseModel):
    """The form of an invitation, as it was sent."""

    email: str = ""
    role: str = "rep"
    team: str = ""
    rep: str = ""


@router.get("")
def show(request: Request, me: Leader, now: Now) -> Response:
    """The page."""
    return _page(request, me, now, Asked(team=str(me.team_id)))


@router.post("/invitations")
def invite(request: Request, me: Leader, now: Now, asked: Annotated[Asked, Form()]) -> Response:
    """Makes an invitation; its link is shown on this answer and never again."""
    try:
        with writing(request) as db:
            errors = _errors(db, me, asked)
            if not errors:
                token = _invite(request, db, me, now, asked)
    except StoreError as error:
        errors = {"email": str(error)}
    if errors:
        return _page(request, me, now, asked, errors)
    link = f"{settings_of(request).address}/invitations/{token}"
    return _page(request, me, now, Asked(team=asked.team), link=link, invited=asked.email)


@router.post("/invitations/{invitation}/end")
def take_back(me: Leader, db: Writing, now: Now, invitation: str) -> Response:
    """Takes an invitation back: its link opens nothing any more."""
    found = invitation_for(db, me, invitation)
    invitations.end(db, found.token_hash)
    audit.record(db, me, "took back", "team", found.team_id, now, f"invitation of {found.email}")
    return go("/admin#invitations", "saved")


def _errors(db: Session, me: User, asked: Asked) -> dict[str, str]:
    errors = problems(
        email=lambda: users.plain_email(asked.email),
        role=lambda: a_role(me, asked.role),
        team=lambda: a_team(db, me, asked.team),
        rep=lambda: a_rep(db, me, asked.rep),
    )
    rep = None if errors else a_rep(db, me, asked.rep)
    if rep and rep.team_id != a_team(db, me, asked.team).id:
        errors["rep"] = f"{rep.name} is in another team; choose a rep of the team, or the team of {rep.name}."
    if rep and rep.user_id is not None:
        errors["rep"] = f"Somebody signs in as {rep.name} already; choose another rep."
    return errors


def _invite(request: Request, db: Session, me: User, now: datetime, asked: Asked) -> str:
    role, team, rep = a_role(me, asked.role), a_team(db, me, asked.team), a_rep(db, me, asked.rep)
    length = settings_of(request).invitation_length
    token = invitations.make(db, email=asked.email, role=role, team=team, by=me, now=now, length=length, rep=rep)
    audit.record(db, me, "invited", "team", team.id, now, f"{users.plain_email(asked.email)} as {role.value}")
    return token


def _page(
    request: Request, me: User, now: datetime, form: Asked, errors: dict[str, str] | None = None, **more: Any
) -> Response:
    values: dict[str, Any] = {"form": form, "errors": Errors(errors or {}), "roles": roles(me)}
    with reading(request) as db:
        open_ = select(Invitation).where(invitations_of(me), Invitation.used_at.is_(None), Invitation.expires_at > now)
        values |= {
            "people": list(_lines(db, me)),
            "invitations": db.scalars(open_.order_by(Invitation.created_at.desc(), Invitation.email)).all(),
            "teams": teams(db, me),
            "reps": [("", NEW_REP), *((str(rep.id), rep.name) for rep in free_reps(db, me))],
        }
    return page(request, "admin/people.html", 422 if errors else 200, **{"link": "", "invited": "", **values, **more})


def _lines(db: Session, me: User) -> Iterator[Line]:
    """Accounts by name, those that are closed last."""
    latest = select(LoginSession.user_id, func.max(LoginSession.seen_at)).group_by(LoginSession.user_id)
    seen = dict(db.execute(latest).tuples().all())
    names: dict[int | None, list[str]] = {}
    for rep in db.scalars(select(Rep).where(reps_of(me), Rep.user_id.is_not(None)).order_by(Rep.name)):
        names.setdefault(rep.user_id, []).append(rep.name)
    people = db.scalars(select(User).where(users_of(me)))
    for user in sorted(people, key=lambda each: (each.disabled, each.name.casefold(), each.id)):
        yield Line(user, names.get(user.id, []), seen.get(user.id))
