"""What a scorecard needs of one report: a row a call, small enough to keep and to read by thousands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import ConfigDict, TypeAdapter

from coach.transcript import Role

# A row is kept for every call; the report beside it has the whole turn.
LONGEST_QUOTE = 300
_FINITE = ConfigDict(allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the best things said in a call, or the worst.

    Attributes:
        text: the words, verbatim; long ones end after `LONGEST_QUOTE` characters at the end of a word.
        turn: index of the turn, from 0.
        role: who says them.
        question: "secured", "asked" or "pushy".
        criterion, title: the criterion it counted for, for data and for people.
        because: one plain sentence.
        points: what it gave (above 0) or cost (below 0) of the question's 100; for a chance missed, what the criterion
            lost.
    """

    __pydantic_config__ = _FINITE

    text: str
    turn: int
    role: Role
    question: str
    criterion: str
    title: str
    because: str
    points: float


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """Points of one criterion in one call: `points` of `possible`; None where it did not come up."""

    __pydantic_config__ = _FINITE

    name: str
    title: str
    question: str
    points: float | None
    possible: float


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """Advice that the report gave.

    Attributes:
        criterion, title: where points were lost.
        why, say: why it matters and what to say instead.
        text, turn, role: the first quote that it rests on, and who says it.
        closing: the quote is only how the call ended, because the thing itself never happened.
    """

    criterion: str
    title: str
    why: str
    say: str
    text: str
    turn: int
    role: Role
    closing: bool


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One talk metric: value None where the call cannot tell; `low` to `high` is the soft band."""

    __pydantic_config__ = _FINITE

    name: str
    title: str
    value: float | None
    unit: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call as a scorecard counts it.

    Attributes:
        call: the call's id.
        rep, prospect: names, or None where nobody said.
        day: the date of the call, or None.
        call_type, outcome: as in the report's facts.
        rubric, rubric_digest: what judged it.
        overall, secured, asked, pushy: scores 0..100, None where it did not come up.
        next_step_secured, truth_asked: the plain answers; None where it did not come up.
        pushy_level: 0 none, 1 assertive, 2 pushy, 3 overly pushy.
        unsure: the questions whose answer a person should look at.
        action: the rung of the step that stands at the end, or None.
        specific: whether that step could be put in a calendar; None where there is no step.
        criteria: every criterion of the rubric.
        findings: (kind, how many), by kind.
        best, worst: the moment that gave most and the one that cost most, or None.
        advice: as the report gave it, most points lost first.
        words: words said in the call by anyone.
        metrics: a few talk metrics.
        more: the moments that gave most for other criteria than `best`, at most two; rows kept before it have none.
    """

    __pydantic_config__ = _FINITE

    call: str
    rep: str | None
    prospect: str | None
    day: date | None
    call_type: str
    outcome: str
    rubric: str
    rubric_digest: str
    overall: float | None
    secured: float | None
    asked: float | None
    pushy: float | None
    next_step_secured: bool | None
    truth_asked: bool | None
    pushy_level: int
    unsure: tuple[str, ...]
    action: str | None
    specific: bool | None
    criteria: tuple[CriterionRow, ...]
    findings: tuple[tuple[str, int], ...]
    best: Moment | None
    worst: Moment | None
    advice: tuple[AdviceRow, ...]
    words: int
    metrics: tuple[MetricRow, ...]
    more: tuple[Moment, ...] = ()


@cache
def _adapter() -> TypeAdapter[CallRow]:
    return TypeAdapter(CallRow)


def row_to_json(row: CallRow) -> str:
    """One line of JSON, without a newline."""
    return _adapter().dump_json(row).decode()


def row_from_json(text: str | bytes) -> CallRow:
    """The row that `row_to_json` wrote.

    Raises:
        pydantic.ValidationError: it is no such row.
    """
    return _adapter().validate_json(text)
