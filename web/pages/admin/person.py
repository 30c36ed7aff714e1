"""Somebody's account: role, team, whose calls they see, sign-ins, a new password, and whether they may sign in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel
from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.store import audit, invitations, reps, sessions, users
from coach.store.schema import Rep, User, UserRole
from web.deps import Leader, Now, Writing, go, page, reading, settings_of, writing
from web.forms import Errors, problems
from web.pages.admin.choices import a_role, a_team, roles, teams
from web.rights import user_for

router = APIRouter(prefix="/admin/people/{user_id}")
MYSELF = "You cannot close your own account; ask another manager or an admin."


class Asked(BaseModel):
    """The form, as it was sent; `reps` are the numbers of the reps whose calls they see."""

    role: str = ""
    team: str = ""
    reps: list[str] = []


@router.get("")
def show(request: Request, me: Leader, now: Now, user_id: int) -> Response:
    """The page."""
    return _page(request, me, now, user_id)


@router.post("")
def change(request: Request, me: Leader, now: Now, user_id: int, asked: Annotated[Asked, Form()]) -> Response:
    """Another role, team, or reps."""
    try:
        with writing(request) as db:
            user = user_for(db, me, user_id)
            errors = problems(role=lambda: a_role(me, asked.role), team=lambda: a_team(db, me, asked.team))
            if not errors:
                _change(db, me, user, now, asked)
    except StoreError as error:
        errors = {"role": str(error)}
    if errors:
        return _page(request, me, now, user_id, errors, form=asked)
    # Who gave up a role of their own may not see that page any more.
    return go("/" if user_id == me.id else f"/admin/people/{user_id}", "saved")


@router.post("/close")
def close(request: Request, me: Leader, now: Now, user_id: int) -> Response:
    """Closes the account: nobody signs in with it, and its tokens open nothing."""
    try:
        with writing(request) as db:
            user = user_for(db, me, user_id)
            if user.id == me.id:
                raise StoreError(MYSELF)
            users.change(db, user, disabled=True)
            sessions.end_all(db, user.id)
            audit.record(db, me, "changed", "user", user.id, now, "closed the account")
    except StoreError as error:
        return _page(request, me, now, user_id, {"close": str(error)})
    return go(f"/admin/people/{user_id}", "saved")


@router.post("/open")
def open_again(me: Leader, db: Writing, now: Now, user_id: int) -> Response:
    """Opens a closed account again."""
    user = user_for(db, me, user_id)
    users.change(db, user, disabled=False)
    audit.record(db, me, "changed", "user", user.id, now, "opened the account again")
    return go(f"/admin/people/{user_id}", "saved")


@router.post("/sessions/end")
def end_sessions(me: Leader, db: Writing, now: Now, user_id: int) -> Response:
    """Signs them out everywhere."""
    user = user_for(db, me, user_id)
    sessions.end_all(db, user.id)
    audit.record(db, me, "signed_out", "user", user.id, now, "all devices")
    return go(f"/admin/people/{user_id}", "saved")


@router.post("/password")
def reset(request: Request, me: Leader, now: Now, user_id: int) -> Response:
    """Makes a link by which they choose a new password; it is shown on this answer and never again."""
    try:
        with writing(request) as db:
            user, length = user_for(db, me, user_id), settings_of(request).invitation_length
            token = invitations.make_reset(db, user, by=me, now=now, length=length)
            audit.record(db, me, "changed", "user", user.id, now, "link for a new password")
    except StoreError as error:
        return _page(request, me, now, user_id, {"password": str(error)})
    return _page(request, me, now, user_id, link=f"{settings_of(request).address}/invitations/{token}")


def _change(db: Session, me: User, user: User, now: datetime, asked: Asked) -> None:
    role, team, before = a_role(me, asked.role), a_team(db, me, asked.team), user.role
    moved = team.id != user.team_id
    users.change(db, user, role=role, team=team)
    if not moved:
        _link(db, user, asked.reps)
    what = [f"{before.value} to {role.value}"] * (before is not role) + [f"to team {team.name}"] * moved
    audit.record(db, me, "changed", "user", user.id, now, ", ".join(what) or "whose calls they see")


def _link(db: Session, user: User, chosen: Iterable[str]) -> None:
    """Exactly the chosen ones of the reps that may be this person's."""
    for rep in _their_reps(db, user):
        if str(rep.id) in set(chosen):
            reps.link(db, rep, user)
        elif rep.user_id == user.id:
            reps.link(db, rep, None)


def _their_reps(db: Session, user: User) -> list[Rep]:
    """Reps of the team whose calls are this person's, or nobody's who can sign in."""
    theirs = or_(Rep.user_id.is_(None), Rep.user_id == user.id)
    found = db.scalars(select(Rep).where(Rep.team_id == user.team_id, theirs))
    return sorted(found, key=lambda rep: (rep.name.casefold(), rep.id))


def _page(
    request: Request,
    me: User,
    now: datetime,
    user_id: int,
    errors: dict[str, str] | None = None,
    form: Asked | None = None,
    **more: Any,
) -> Response:
    with reading(request) as db:
        user = user_for(db, me, user_id)
        mine = _their_reps(db, user)
        linked = [str(rep.id) for rep in mine if rep.user_id == user.id]
        values = {
            "user": user,
            "form": form or Asked(role=user.role.value, team=str(user.team_id), reps=linked),
            "their_reps": mine,
            "roles": roles(me),
            "teams": teams(db, me),
            "logins": sessions.listing(db, user.id, now),
            "is_rep": user.role is UserRole.REP,
            "link": "",
        }
    status = 422 if errors else 200
    return page(request, "admin/person.html", status, errors=Errors(errors or {}), **{**values, **more})
