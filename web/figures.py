"""The few figures of the start page: how often each question was answered well in the last days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from coach.store.schema import Call, User
from web.rights import calls_of

DAYS = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """`good` of `known` calls; `href` leads to those where it was otherwise."""

    label: str
    good: int
    known: int


def lately(db: Session, user: User, today: date) -> tuple[Figure, ...]:
    """The three questions over the calls of the last 30 days that this person may see."""
    recent = (calls_of(user), Call.filed > today - timedelta(days=DAYS), Call.filed <= today)
    columns = []
    for good, known in _QUESTIONS:
        columns += [func.count(case((good, 1))), func.count(case((known, 1)))]
    counts = db.execute(select(*columns).where(*recent)).one()
    return tuple(Figure(label, counts[2 * n], counts[2 * n + 1]) for n, label in enumerate(_LABELS))


_LABELS = ("Next step secured", "Truth asked for", "Free of pressure")
_QUESTIONS: tuple[tuple[ColumnElement[bool], ColumnElement[bool]], ...] = (
    (Call.next_step_secured.is_(True), Call.next_step_secured.is_not(None)),
    (Call.truth_asked.is_(True), Call.truth_asked.is_not(None)),
    (Call.pushy_level == 0, Call.pushy_level.is_not(None)),
)
