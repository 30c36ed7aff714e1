"""Next steps and commitments by due date, and prospects nobody has talked to for a while."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from coach.store.schema import Call, Rep, Step, StepKind


@dataclass(frozen=True, slots=True)
class Quiet:
    """A prospect of a rep: when they last talked, in which call, how it ended, how many calls there were."""

    prospect: str
    rep_id: int
    rep: str
    last: date
    call_id: str
    outcome: str
    calls: int


def listing(
    session: Session,
    *,
    team_id: int | None = None,
    rep_ids: Collection[int] | None = None,
    since: date | None = None,
    until: date | None = None,
    kind: StepKind | None = None,
    owner: str | None = None,
    done: bool = False,
    limit: int | None = None,
) -> list[Step]:
    """Steps with their `call`, those due first on top, those without a day last.

    Args:
        rep_ids: of these reps; an empty collection is nobody's.
        since, until: due in here, ends included; either leaves out what has no day.
        owner: role of who has to act ("rep", "prospect"…).
        done: those that are done, else the open ones.
    """
    wanted = select(Step).where(Step.done_at.is_not(None) if done else Step.done_at.is_(None))
    for column, value in ((Step.team_id, team_id), (Step.kind, kind), (Step.owner, owner)):
        wanted = wanted if value is None else wanted.where(column == value)
    if rep_ids is not None:
        wanted = wanted.where(Step.rep_id.in_(rep_ids) if rep_ids else false())
    wanted = wanted if since is None else wanted.where(Step.due >= since)
    wanted = wanted if until is None else wanted.where(Step.due <= until)
    return list(session.scalars(wanted.order_by(Step.due.asc().nulls_last(), Step.time, Step.id).limit(limit)))


def get(session: Session, step_id: int) -> Step | None:
    """A step with its `call`."""
    return session.get(Step, step_id)


def mark(session: Session, step: Step, done_at: datetime | None) -> None:
    """Says that a step is done, or with None that it is not."""
    step.done_at = done_at
    session.flush()


def quiet_prospects(
    session: Session,
    today: date,
    days: int = 30,
    *,
    team_id: int | None = None,
    rep_ids: Collection[int] | None = None,
) -> list[Quiet]:
    """Prospects whose last call with a rep was `days` days ago or more, longest ago first."""
    wanted = select(Call.prospect, Call.rep_id, Rep.name, Call.day, Call.id, Call.outcome).join(Rep)
    wanted = wanted.where(Call.prospect != "", Call.day.is_not(None))
    wanted = wanted if team_id is None else wanted.where(Call.team_id == team_id)
    if rep_ids is not None:
        wanted = wanted.where(Call.rep_id.in_(rep_ids) if rep_ids else false())
    last: dict[tuple[str, int], Quiet] = {}
    counts: dict[tuple[str, int], int] = {}
    for prospect, rep_id, rep, day, call_id, outcome in session.execute(wanted.order_by(Call.day.desc(), Call.id)):
        key = (prospect.casefold(), rep_id)
        counts[key] = counts.get(key, 0) + 1
        last.setdefault(key, Quiet(prospect, rep_id, rep, day, call_id, outcome, 0))
    quiet = [
        Quiet(q.prospect, q.rep_id, q.rep, q.last, q.call_id, q.outcome, counts[key])
        for key, q in last.items()
        if today - q.last >= timedelta(days=days)
    ]
    return sorted(quiet, key=lambda q: (q.last, q.prospect.casefold(), q.rep_id))
