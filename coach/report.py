"""What coach says about a call: acts, findings, answers, scores and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coach.transcript import Quote, Role

# Decimal places of every number in a report and of its JSON, so that a report read back from JSON is the same, and so
# are the pages drawn from it.
PLACES = 4


@dataclass(frozen=True, slots=True)
class Act:
    """One label on one turn.

    Attributes:
        turn: index of the turn, from 0.
        label: a name from `coach.labels.LABELS`.
        probability: calibrated, 0..1.
        quote: the words that carry it.
        action: the rung asked for, where the label is `next_step.propose`.
    """

    turn: int
    label: str
    probability: float
    quote: Quote
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling about the call.

    Attributes:
        kind: name, e.g. `no_probed`, `pressure.guilt`; see `coach.findings.KINDS`.
        quotes: the words it rests on, in order; never empty unless the finding is an absence over the call.
        confidence: 0..1.
        because: one plain sentence that says why, without any speaker's name.
        weight: how much it counts, 1 = plainly (pressure after a refusal or near the end weighs more).
        unsure: true in the band in which a person should look.
        detail: what kind of it, e.g. the rung of a next step; a rubric may say "next_step_secured:meeting".
    """

    kind: str
    quotes: tuple[Quote, ...]
    confidence: float
    because: str
    weight: float = 1.0
    unsure: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The highest step that still stands at the end.

    Attributes:
        action: a rung of the ladder.
        when: the words for its time, or None.
        day: that time as a date, where the call's date is known and the words name one day.
        time: "HH:MM" where an hour was named.
        specific: a person could put it in a calendar on one day.
        owner: role of the one who has to act next.
        proposed, agreed: the words of ask and answer; `proposed` is None where the prospect offered it.
        confidence: 0..1.
    """

    action: str
    when: str | None
    day: date | None
    time: str | None
    specific: bool
    owner: Role
    proposed: Quote | None
    agreed: Quote
    confidence: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise of either side: who, what (verbatim), when."""

    owner: Role
    quote: Quote
    when: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A plain answer to one of the three questions.

    Attributes:
        question: "secured", "asked" or "pushy".
        value: "yes" or "no"; None where it did not come up.
        confidence: 0..1 that the value is right.
        unsure: true where a person should look.
        sentence: the answer in plain words.
        quotes: the words it rests on.
    """

    question: str
    value: str | None
    confidence: float
    unsure: bool
    sentence: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """Points of one criterion: `points` of `possible`; `points` is None where it did not come up.

    `quote_points` says for each quote what it gave or cost: the question's score (0..100) as it is, less the score
    with every finding left out that rests on that quote (a score that then does not come up counts as 0).
    """

    name: str
    title: str
    points: float | None
    possible: float
    because: str
    quotes: tuple[Quote, ...]
    quote_points: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A score 0..100 of one of the three questions, or None: it did not come up."""

    question: str
    value: float | None
    criteria: tuple[CriterionScore, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do differently: why, what to say instead, where the teaching comes from."""

    title: str
    why: str
    say: str
    source: str
    quotes: tuple[Quote, ...]
    criterion: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A talk metric shown as context, apart from the scores.

    Attributes:
        name: e.g. `talk_share`.
        title: for people.
        value: None where the transcript cannot tell (no times, no roles).
        unit: "share" (0..1), "s", "words", "count", "words/min", "per minute", "per 100 words".
        low, high: soft band in which good calls mostly lie, or None.
        note: what it means, and that vendor figures are correlations.
    """

    name: str
    title: str
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The call as a whole, as labels.md asks it, each with a probability 0..1."""

    call_type: str
    call_type_confidence: float
    outcome: str
    outcome_confidence: float
    secured: bool
    secured_probability: float
    truth_asked: bool
    truth_probability: float
    pushy: int
    pushy_probability: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made this report: enough to make the same bytes again."""

    version: str
    model: str
    rubric: str
    rubric_digest: str
    transcript: str


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn as the report shows it: by role, never by name.

    Attributes:
        index: place in the call, from 0.
    """

    index: int
    speaker: str
    role: Role
    text: str
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything coach says about one call; a pure function of transcript, model and rubric."""

    id: str
    day: date | None
    format: str
    facts: CallFacts
    answers: tuple[Answer, ...]
    scores: tuple[Score, ...]
    overall: float | None
    next_step: NextStep | None
    advice: tuple[Advice, ...]
    findings: tuple[Finding, ...]
    commitments: tuple[Commitment, ...]
    metrics: tuple[Metric, ...]
    acts: tuple[Act, ...]
    turns: tuple[SpokenTurn, ...]
    role_source: str
    role_confidence: float
    rep_opens: Quote | None
    warnings: tuple[str, ...]
    provenance: Provenance
