"""What the API answers, typed; scores are 0..100, and null where the question did not come up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from coach.scorecard.values import PUSHY_FROM
from coach.store.reps import RepLine
from coach.store.schema import Call, Step, StepKind, Upload, UploadStatus

Points = Annotated[float | None, Field(ge=0, le=100)]


class Problem(BaseModel):
    """What went wrong."""

    detail: str = Field(description="One sentence for people")


class CallLink(BaseModel):
    """A call that came of an upload."""

    id: str
    title: str


class UploadAnswer(BaseModel):
    """A file that was taken in, and where it stands."""

    id: str
    filename: str
    status: UploadStatus
    error: str = Field(description="Why it failed, or what of it could not be read; empty where all is well")
    created_at: datetime
    calls: list[CallLink] = Field(description="What came of it; empty until it is done")

    @classmethod
    def of(cls, upload: Upload, calls: Iterable[Call]) -> UploadAnswer:
        """The answer about an upload."""
        links = [CallLink(id=call.id, title=call.title) for call in calls]
        return cls(
            id=upload.id,
            filename=upload.filename,
            status=upload.status,
            error=upload.error,
            created_at=upload.created_at,
            calls=links,
        )


# What answers call as the tables do.
_OF_CALL = (
    "id", "upload_id", "title", "day", "rep_id", "team_id", "prospect", "call_type", "outcome", "next_step_secured",
    "truth_asked", "overall", "rubric", "scored_at",
)  # fmt: skip
_OF_STEP = ("id", "call_id", "turn", "kind", "owner", "action", "words", "due", "time", "done_at", "rep_id")


class CallAnswer(BaseModel):
    """A call without its report."""

    id: str
    upload_id: str
    title: str
    day: date | None = Field(description="Day of the call, where it is known")
    rep_id: int
    rep: str
    team_id: int
    prospect: str
    call_type: str
    outcome: str
    next_step_secured: bool | None
    truth_asked: bool | None
    pushy: bool
    overall: Points
    next_step_score: Points
    truth_score: Points
    free_of_pressure_score: Points
    next_step: str | None = Field(description="Rung of the ladder that the next step reached")
    rubric: str
    scored_at: datetime

    @classmethod
    def of(cls, call: Call) -> CallAnswer:
        """The answer about a call."""
        return cls(
            rep=call.rep.name,
            pushy=call.pushy_level >= PUSHY_FROM,
            next_step_score=call.secured,
            truth_score=call.asked,
            free_of_pressure_score=call.pushy,
            next_step=call.action,
            **{name: getattr(call, name) for name in _OF_CALL},
        )


class CallsAnswer(BaseModel):
    """Some of the calls that were found."""

    total: int = Field(description="How many were found in all")
    calls: list[CallAnswer]


class RepAnswer(BaseModel):
    """Somebody whose calls are scored."""

    id: int
    name: str
    team_id: int
    calls: int
    last_call: date | None

    @classmethod
    def of(cls, line: RepLine) -> RepAnswer:
        """The answer about a rep."""
        return cls(id=line.rep.id, name=line.rep.name, team_id=line.rep.team_id, calls=line.calls, last_call=line.last)


class StepAnswer(BaseModel):
    """A next step, or another promise made in a call."""

    id: int
    call_id: str
    turn: int | None = Field(description="Turn of the call in which the words were said, from 0")
    kind: StepKind
    owner: str = Field(description="Role of who has to act: rep, prospect, gatekeeper…")
    action: str | None = Field(description="Rung of the ladder, for a next step")
    words: str = Field(description="What was said")
    due: date | None
    time: str | None = Field(description="HH:MM, where an hour was named")
    done_at: datetime | None
    rep_id: int
    rep: str
    prospect: str

    @classmethod
    def of(cls, step: Step) -> StepAnswer:
        """The answer about a step."""
        told = {name: getattr(step, name) for name in _OF_STEP}
        return cls(rep=step.call.rep.name, prospect=step.call.prospect, **told)


class StepsAnswer(BaseModel):
    """Some of the steps that were found."""

    total: int = Field(description="How many were found in all")
    steps: list[StepAnswer]
