"""Next steps and commitments as a reader may see them, by when they are due; prospects nobody has talked to lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from coach.render import words
from coach.store import steps
from coach.store.schema import Rep, Step, StepKind, User
from coach.store.steps import Quiet
from web.rights import reps_of, steps_of

QUIET_DAYS = 30


class When(StrEnum):
    """When a step is due, seen from today; weeks begin on Monday."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class StepFilter:
    """Which steps; None and empty leave a thing open.

    Attributes:
        rep_id: of this rep; see to it that the reader may see them.
        owner: role of who has to act.
        done: those that are done, else the open ones.
        when: due then.
    """

    rep_id: int | None = None
    owner: str = ""
    kind: StepKind | None = None
    done: bool = False
    when: When | None = None


def counts(db: Session, user: User, which: StepFilter, today: date) -> dict[When, int]:
    """How many steps are due when; a time at which none is due is left out."""
    bucket = case(*((condition, when.value) for when, condition in _bounds(today).items()))
    counted = select(bucket, func.count()).select_from(Step).where(_matching(user, which, today)).group_by(bucket)
    found = {When(name): number for name, number in db.execute(counted).tuples()}
    return {when: found[when] for when in When if when in found}


def find(
    db: Session, user: User, which: StepFilter, today: date, *, offset: int = 0, limit: int | None = None
) -> list[Step]:
    """Steps with their `call`: those due first on top and those without a day last; of done ones the latest done."""
    order = (Step.done_at.desc(), Step.id) if which.done else (Step.due.asc().nulls_last(), Step.time, Step.id)
    wanted = select(Step).where(_matching(user, which, today)).order_by(*order)
    return list(db.scalars(wanted.offset(offset).limit(limit)))


def owners(db: Session, user: User) -> list[str]:
    """The roles of those who promised something."""
    return sorted(db.scalars(select(Step.owner).where(steps_of(user)).distinct()))


def quiet(db: Session, user: User, today: date, rep_id: int | None = None) -> list[Quiet]:
    """Prospects whose last call with a rep was 30 days ago or more, longest ago first."""
    mine = visible_reps(user).where(Rep.id == rep_id) if rep_id is not None else visible_reps(user)
    return steps.quiet_prospects(db, today, QUIET_DAYS, rep_ids=db.scalars(mine).all())


def visible_reps(user: User) -> Select[tuple[int]]:
    """The ids of the reps this person may see."""
    return select(Rep.id).where(reps_of(user))


def what(step: Step) -> str:
    """What is to be done, in a few words: `Meeting or demo`."""
    return words.action(step.action) if step.action else "Promise"


def call_path(step: Step) -> str:
    """Where the words stand in the call."""
    return f"/calls/{step.call_id}" + ("" if step.turn is None else f"#turn-{step.turn}")


def when_due(due: date | None, today: date) -> When:
    """When a day is, seen from today."""
    if due is None:
        return When.UNDATED
    if due <= today:
        return When.OVERDUE if due < today else When.TODAY
    return When.WEEK if due <= _sunday(today) else When.LATER


def _bounds(today: date) -> dict[When, ColumnElement[bool]]:
    sunday = _sunday(today)
    return {
        When.OVERDUE: Step.due < today,
        When.TODAY: Step.due == today,
        When.WEEK: and_(Step.due > today, Step.due <= sunday),
        When.LATER: Step.due > sunday,
        When.UNDATED: Step.due.is_(None),
    }


def _sunday(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _matching(user: User, which: StepFilter, today: date) -> ColumnElement[bool]:
    found = [steps_of(user), Step.done_at.is_not(None) if which.done else Step.done_at.is_(None)]
    for column, value in ((Step.rep_id, which.rep_id), (Step.owner, which.owner or None), (Step.kind, which.kind)):
        found += [] if value is None else [column == value]
    found += [_bounds(today)[which.when]] if which.when else []
    return and_(*found)
