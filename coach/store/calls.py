"""Scored calls: find, read, hand over, delete; and their rows for scorecards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, func, select, update
from sqlalchemy.orm import Session, undefer

from coach.errors import StoreError
from coach.scorecard import CallRow
from coach.scorecard.values import PUSHY_FROM
from coach.store import audit
from coach.store.database import FORGET
from coach.store.rows import matching_rows
from coach.store.schema import Call, CallFinding, Rep, Step, Upload, UploadStatus
from coach.store.search import said

QUESTIONS = ("overall", "secured", "asked", "pushy")
ORDERS = ("day", "title", "prospect", *QUESTIONS)


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """Calls whose score of a question (or "overall") lies in here, ends included."""

    question: str
    low: float = 0
    high: float = 100


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls; None and empty leave a thing open.

    Attributes:
        team_id: of this team.
        rep_ids: of these reps; an empty collection is nobody's.
        since, until: with a day in here, ends included.
        ranges: scores.
        findings: having every one of these kinds.
        call_type, rubric, outcome, prospect: exactly these.
        next_step_secured, truth_asked, pushy: the plain answers; a call in which one did not come up is neither.
        words: every word of it (or "phrase") was said.
    """

    team_id: int | None = None
    rep_ids: Collection[int] | None = None
    since: date | None = None
    until: date | None = None
    ranges: tuple[ScoreRange, ...] = ()
    findings: tuple[str, ...] = ()
    call_type: str = ""
    rubric: str = ""
    outcome: str = ""
    prospect: str = ""
    next_step_secured: bool | None = None
    truth_asked: bool | None = None
    pushy: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the calls found, and how many there are in all."""

    calls: list[Call]
    total: int


def find(
    session: Session, which: CallFilter, *, order: str = "day", rising: bool = False, offset: int = 0, limit: int = 50
) -> Page:
    """Calls with their `rep`, without report or words; the newest first unless told otherwise.

    Args:
        order: one of `ORDERS`; calls without that score come last.
    """
    matching = _matching(which)
    column: Any = Call.filed if order == "day" else getattr(Call, order if order in ORDERS else "filed")
    sorting = (column.asc() if rising else column.desc()).nulls_last()
    wanted = select(Call).where(matching).order_by(sorting, Call.filed.desc(), Call.id).offset(offset).limit(limit)
    found = session.execute(wanted.add_columns(func.count().over())).tuples().all()
    if not found and offset:
        return Page([], session.scalar(select(func.count()).select_from(Call).where(matching)) or 0)
    return Page([call for call, _ in found], found[0][1] if found else 0)


def rows(session: Session, which: CallFilter) -> list[CallRow]:
    """Rows for scorecards, oldest first; reads neither reports nor words. Their `call` is `Call.id`."""
    return matching_rows(session, _matching(which))


def values(session: Session, which: CallFilter) -> dict[str, list[str]]:
    """What there is to choose from in a filter: call types, rubrics, outcomes, prospects, findings."""
    matching = _matching(which)
    columns = {"call_type": Call.call_type, "rubric": Call.rubric, "outcome": Call.outcome, "prospect": Call.prospect}
    found = {k: session.scalars(select(c).where(matching).distinct()) for k, c in columns.items()}
    kinds = select(CallFinding.kind).join(Call, Call.id == CallFinding.call_id).where(matching).distinct()
    return {k: sorted(v for v in each if v) for k, each in (*found.items(), ("findings", session.scalars(kinds)))}


def get(session: Session, call_id: str) -> Call | None:
    """A call with its report and transcript."""
    wanted = select(Call).where(Call.id == call_id).options(undefer(Call.report), undefer(Call.transcript))
    return session.scalar(wanted.execution_options(populate_existing=True))


def of_upload(session: Session, upload_id: str) -> list[Call]:
    """The calls of a file, in its order."""
    return list(session.scalars(select(Call).where(Call.upload_id == upload_id).order_by(Call.position)))


def hand_over(session: Session, call: Call, rep: Rep) -> None:
    """Says that the call was another rep's.

    Raises:
        StoreError: the rep is in another team.
    """
    if rep.team_id != call.team_id:
        raise StoreError(f"{rep.name} is in another team; choose a rep of the call's team.")
    session.execute(update(Step).where(Step.call_id == call.id).values(rep_id=rep.id))
    # Else the call would go with the upload if its former rep were deleted.
    session.execute(update(Upload).where(Upload.id == call.upload_id).values(rep_id=_only(session, call, rep)))
    call.rep_id = rep.id
    session.flush()
    session.refresh(call, ["rep"])


def _only(session: Session, call: Call, rep: Rep) -> int | None:
    """The rep, where the file holds no other call."""
    others = session.scalar(select(Call.id).where(Call.upload_id == call.upload_id, Call.id != call.id).limit(1))
    return None if others else rep.id


def remove(session: Session, call_ids: Collection[str]) -> int:
    """Deletes calls with everything of them, for good; how many there were.

    A file whose last call goes, goes too; of a file with other calls the bytes go, as they hold the deleted call (the
    others can still be scored again from their own transcripts). Whoever is scoring it again loses it: it is queued.
    """
    count = 0
    for ids in audit.batched(list(call_ids)):
        theirs = Upload.id.in_(select(Call.upload_id).where(Call.id.in_(ids)))
        files = session.scalars(select(Upload.id).where(theirs).order_by(Upload.id).with_for_update()).all()
        count += len(session.scalars(delete(Call).where(Call.id.in_(ids)).returning(Call.id)).all())
        left = select(Call.upload_id).where(Call.upload_id.in_(files))
        rest = update(Upload).where(Upload.id.in_(files), Upload.id.in_(left))
        session.execute(rest.values(content=b""))
        # Else what is being scored at this moment would be saved as new.
        session.execute(
            rest.where(Upload.status == UploadStatus.RUNNING).values(status=UploadStatus.QUEUED, claim=None)
        )
        gone = session.scalars(delete(Upload).where(Upload.id.in_(files), Upload.id.not_in(left)).returning(Upload.id))
        audit.blank(session, "upload", gone.all())
        audit.blank(session, "call", ids)
    session.info[FORGET] = True
    return count


def _matching(which: CallFilter) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [Call.id.is_not(None)]
    for column in ("team_id", "call_type", "rubric", "outcome", "prospect"):
        value = getattr(which, column)
        found += [getattr(Call, column) == value] if value not in (None, "") else []
    if which.rep_ids is not None:
        found.append(Call.rep_id.in_(which.rep_ids) if which.rep_ids else false())
    found += [Call.day >= which.since] if which.since else []
    found += [Call.day <= which.until] if which.until else []
    for each in which.ranges:
        found.append(getattr(Call, each.question).between(each.low, each.high))
    found += [] if which.next_step_secured is None else [Call.next_step_secured.is_(which.next_step_secured)]
    found += [] if which.truth_asked is None else [Call.truth_asked.is_(which.truth_asked)]
    if which.pushy is not None:
        found.append(Call.pushy_level >= PUSHY_FROM if which.pushy else Call.pushy_level < PUSHY_FROM)
    for kind in which.findings:
        found.append(Call.id.in_(select(CallFinding.call_id).where(CallFinding.kind == kind)))
    found += [said(which.words)] if which.words.strip() else []
    return and_(*found)
