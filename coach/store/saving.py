"""From a report to its rows: the call, its findings, its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coach.render.json import to_json
from coach.report import Report
from coach.scorecard import call_row, row_to_json
from coach.store import reps
from coach.store.schema import Call, CallFinding, Rep, Step, StepKind, Upload
from coach.store.search import spoken
from coach.transcript import Transcript


def save_report(
    session: Session,
    upload: Upload,
    position: int,
    transcript: Transcript,
    report: Report,
    corrections: dict[str, Any],
    now: datetime,
) -> Call:
    """Saves a scored call; one that stands at this place of the upload is replaced, keeping its id and what is done.

    Args:
        position: 0-based place of the call in the file.
        transcript: as it was scored, before corrections; `transcript_of` gives it back.
        corrections: of speakers and lines, as the page keeps them.
    """
    call = session.scalar(select(Call).where(Call.upload_id == upload.id, Call.position == position))
    fresh = call is None
    if call is None:
        rep = _rep(session, upload, transcript)
        call = Call(id=uuid4().hex, upload_id=upload.id, position=position, team_id=upload.team_id, rep_id=rep.id)
        call.rep, call.prospect = rep, upload.prospect
    _fill(call, upload, transcript, report, now)
    call.roles = corrections
    session.add(call)
    session.flush()
    done = {} if fresh else _clear(session, call)
    session.add_all(CallFinding(call_id=call.id, kind=kind) for kind in sorted({f.kind for f in report.findings}))
    for step in _steps(report):
        step.call, step.rep_id, step.team_id = call, call.rep_id, call.team_id
        step.done_at = done.get((step.kind, step.words))
        session.add(step)
    session.flush()
    return call


def transcript_of(call: Call) -> Transcript:
    """What was scored, to be scored again; needs a call from `calls.get`."""
    return _transcripts().validate_json(call.transcript)


def set_day(call: Call, day: date | None) -> None:
    """Says when a call was, for the next time it is scored; needs a call with its transcript."""
    call.transcript = _transcripts().dump_json(replace(transcript_of(call), day=day)).decode()


@cache
def _transcripts() -> TypeAdapter[Transcript]:
    return TypeAdapter(Transcript)


def _rep(session: Session, upload: Upload, transcript: Transcript) -> Rep:
    if upload.rep_id is not None:
        return session.get_one(Rep, upload.rep_id)
    return reps.get_or_create(session, upload.team_id, (transcript.rep or "").strip() or reps.UNKNOWN)


def _fill(call: Call, upload: Upload, transcript: Transcript, report: Report, now: datetime) -> None:
    call.title, call.day = report.id, report.day or upload.day
    call.filed = call.day or upload.created_at.date()
    row = call_row(report, rep=call.rep.name, prospect=call.prospect or None, call=call.id, day=call.day)
    call.overall, call.secured, call.asked, call.pushy = row.overall, row.secured, row.asked, row.pushy
    call.next_step_secured, call.truth_asked, call.pushy_level = row.next_step_secured, row.truth_asked, row.pushy_level
    call.call_type, call.outcome, call.action = row.call_type, row.outcome, row.action
    call.model, call.rubric, call.scored_at = report.provenance.model, report.provenance.rubric, now
    call.row, call.report = row_to_json(row), to_json(report)
    call.spoken = spoken(turn.text for turn in report.turns)
    call.transcript = _transcripts().dump_json(transcript).decode()


def _clear(session: Session, call: Call) -> dict[tuple[StepKind, str], datetime | None]:
    """Takes away findings and steps; gives back which steps were done."""
    steps = session.scalars(select(Step).where(Step.call_id == call.id)).all()
    done = {(step.kind, step.words): step.done_at for step in steps}
    session.execute(delete(Step).where(Step.call_id == call.id))
    session.execute(delete(CallFinding).where(CallFinding.call_id == call.id))
    return done


def _steps(report: Report) -> Iterator[Step]:
    """The next step, then the other promises: one that is the next step in other words is not told twice."""
    step = report.next_step
    told = {step.agreed, step.proposed} if step else set()
    if step:
        said = step.proposed or step.agreed
        yield Step(
            kind=StepKind.NEXT_STEP,
            owner=step.owner,
            action=step.action,
            words=said.text,
            turn=said.turn,
            due=step.day,
            time=step.time,
        )
    for promise in report.commitments:
        if promise.quote not in told:
            kind, owner, said = StepKind.COMMITMENT, promise.owner.value, promise.quote
            yield Step(kind=kind, owner=owner, words=said.text, turn=said.turn, due=promise.day)
