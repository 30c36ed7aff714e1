"""The form that goes with a file: what may be chosen, and what a person said; a mistake is told beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.findings.when import FIRST_YEAR
from coach.labels import LADDER
from coach.render import words
from coach.rubric import BUILT_IN, load_rubric
from coach.store import reps, teams
from coach.store.schema import Rep, User, UserRole
from web.forms import Errors
from web.rights import NotFound, rep_for, team_for

FIELDS = ("team", "rep", "new_rep", "day", "prospect", "plan", "backup", "rubric", "speaker")
LONGEST = 200
BOTH = "Choose a rep or type a new one, not both."
OTHER_TEAM = "{} is in another team; choose the team too, or another rep."
NO_DATE = "That is no date; write it as 2026-03-31."
NOT_YET = "That day is still to come; give the day of the call."
BACKUP_ALONE = "A backup stands behind a plan; say what the plan was."
Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the files they send; empty is left to the file.

    Attributes:
        rep_id, new_rep: whose calls they are: a rep there is, or the name of one to be made.
        speaker: who is the rep, as the file names them.
    """

    team_id: int
    rep_id: int | None = None
    new_rep: str = ""
    day: date | None = None
    prospect: str = ""
    plan: str | None = None
    backup: str | None = None
    rubric: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers, as (value, words); `mine` are the reps that a rep user is, `teams` only an admin's."""

    teams: Options
    reps: Options
    mine: Options
    steps: Options
    rubrics: Options


def choices(db: Session, me: User) -> Choices:
    """What this person may choose from."""
    every = me.role is UserRole.ADMIN
    named = {team.id: team.name for team in teams.listing(db)} if every else {}
    found = [line.rep for line in reps.listing(db, team_id=None if every else me.team_id)]
    several = len(named) > 1
    listed = [(str(rep.id), f"{rep.name} ({named[rep.team_id]})" if several else rep.name) for rep in found]
    mine = [(str(rep.id), rep.name) for rep in reps.of_user(db, me.id)] if me.role is UserRole.REP else []
    return Choices(
        [(str(team_id), name) for team_id, name in named.items()] if several else [],
        [("", "As the file says"), *([] if me.role is UserRole.REP else listed)],
        mine,
        [("", "Not said"), *((rung, words.action(rung)) for rung in reversed(LADDER))],
        [("", "By the kind of call"), *((name, load_rubric(name).title) for name in BUILT_IN)],
    )


def blank(me: User) -> dict[str, str]:
    """The form before anybody filled it in."""
    return {**dict.fromkeys(FIELDS, ""), "team": str(me.team_id)}


def understood(db: Session, me: User, form: Mapping[str, str], today: date) -> tuple[Said, Errors]:
    """What the form says, and what is wrong with which field.

    Raises:
        NotFound: a rep or a team that is not theirs to choose.
    """
    errors, value = Errors(), {name: words.tidy(form.get(name, ""))[:LONGEST] for name in FIELDS}
    team_id = team_for(db, me, _number(value["team"])).id if value["team"] and _leads(me) else me.team_id
    rep = _rep(db, me, value["rep"])
    new_rep = "" if me.role is UserRole.REP else value["new_rep"]
    if rep and new_rep:
        errors["new_rep"] = BOTH
    elif rep and rep.team_id != team_id:
        errors["rep"] = OTHER_TEAM.format(rep.name)
    try:
        day = _day(value["day"], today)
    except StoreError as error:
        errors["day"], day = str(error), None
    known = {"plan": LADDER, "backup": LADDER, "rubric": BUILT_IN}
    if any(value[name] and value[name] not in allowed for name, allowed in known.items()):
        raise NotFound
    if value["backup"] and not value["plan"]:
        errors["plan"] = BACKUP_ALONE
    kept = {name: value[name] or None for name in ("plan", "backup", "rubric", "speaker")}
    return Said(team_id, rep.id if rep else None, new_rep, day, value["prospect"], **kept), errors


def _leads(me: User) -> bool:
    return me.role is not UserRole.REP


def _rep(db: Session, me: User, value: str) -> Rep | None:
    return rep_for(db, me, _number(value)) if value else None


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 12):
        raise NotFound
    return int(value)


def _day(value: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        raise StoreError(NO_DATE) from None
    if day and (day > today or day.year < FIRST_YEAR):
        raise StoreError(NOT_YET if day > today else NO_DATE)
    return day
