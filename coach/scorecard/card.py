"""What a scorecard says: figures with the number of calls behind each, moments, and what to coach next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coach.scorecard.row import Moment
from coach.transcript import Role

# With two calls one unusual call is half the mean; from three on the middle one has a say. Below: "too few to say".
TOO_FEW = 3
# With two reps the lowest and the highest are the whole team by name; quartiles need at least a middle.
FEWEST_REPS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; None is open. `name` is for people, e.g. "last 30 days"."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The mean of one week, month or year that begins on `start`; None where it came up in no call (`n` is 0)."""

    start: date
    label: str
    mean: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How the team's reps lie, each rep's own mean counted once: only reps with at least `TOO_FEW` calls."""

    reps: int
    low: float
    lower_quartile: float
    median: float
    upper_quartile: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the card.

    Attributes:
        name: "overall", a question, a share ("next_step_secured", "specific", "truth_asked", "overly_pushy") or a
            criterion's name.
        title: for people.
        kind: "score", "share" or "criterion".
        question: the question a criterion belongs to, else None.
        n: calls in which it came up: only these count.
        mean: 0..100. A score's mean; the share of calls in per cent; the share of a criterion's points in per cent,
            each call counting alike. None where n is 0.
        too_few: n is below `TOO_FEW`, so the mean should not be shown as a judgement.
        count: for a share, the calls in which it is so; else None.
        unsure: calls of n whose answer a person should look at.
        points, possible: for a criterion, its mean points and what it was worth on average; else None.
        higher_is_better: false for the share of overly pushy calls.
        trend: over the period, oldest first; empty where no call has a date.
        spread: the team's, or None where fewer than `FEWEST_REPS` reps have enough calls.
        before, n_before: the same figure in the period before; None and 0 where there is none.
        change: mean less before; None unless both rest on at least `TOO_FEW` calls.
        change_clear: the change is more than twice its standard error; else the calls' own ups and downs explain it.
        calls: ids of the n calls, latest first.
    """

    name: str
    title: str
    kind: str
    question: str | None
    n: int
    mean: float | None
    too_few: bool
    count: int | None
    unsure: int
    points: float | None
    possible: float | None
    higher_is_better: bool
    trend: tuple[TrendPoint, ...]
    spread: Spread | None
    before: float | None
    n_before: int
    change: float | None
    change_clear: bool
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RungCount:
    """How many secured next steps reached this rung of the ladder."""

    action: str
    count: int


@dataclass(frozen=True, slots=True)
class SeenMoment:
    """A moment and the call it comes from."""

    call: str
    day: date | None
    prospect: str | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class SeenQuote:
    """A quote behind a piece of coaching; `closing`: only how the call ended, because the thing never happened."""

    call: str
    day: date | None
    prospect: str | None
    text: str
    turn: int
    role: Role
    closing: bool


@dataclass(frozen=True, slots=True)
class Coaching:
    """One thing to coach next.

    Attributes:
        criterion, title, question: what it is.
        n: calls in which it came up.
        mean: the rep's share of the points, 0..100.
        possible: what is possible, 0..100: the team's upper quartile, or 100 where the team cannot tell.
        against: "team" or "full".
        lost: points lost against that over the period.
        because: one plain sentence with the numbers.
        why, say: the teaching and the words to say, as the latest report that advised it gave them, else as the
            built-in rubric does; "" where neither tells.
        quotes: at most three, from the calls that lost most.
    """

    criterion: str
    title: str
    question: str
    n: int
    mean: float
    possible: float
    against: str
    lost: float
    because: str
    why: str
    say: str
    quotes: tuple[SeenQuote, ...]


@dataclass(frozen=True, slots=True)
class TalkFigure:
    """The mean of a talk metric over the n calls that could tell; context, apart from the scores."""

    name: str
    title: str
    unit: str
    n: int
    mean: float | None
    too_few: bool
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RubricCount:
    """How many calls a rubric judged: means over several rubrics are a mixture."""

    rubric: str
    digest: str
    count: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A rep (or, where `rep` is None, everyone given) over a period.

    Attributes:
        n: calls in the period.
        undated: calls left out because they have no date and the period has bounds.
        before: the period compared with, or None.
        team: reps with a call in the period, the rep included.
        overall, questions, shares, criteria: the figures; questions are secured, asked, pushy; shares are
            next_step_secured, specific, truth_asked, overly_pushy.
        rungs: of the secured next steps, highest rung first.
        best, worst: at most three each.
        coach_next: at most three, most points lost first.
        talk: talk metrics.
        rubrics: what judged the calls, most calls first.
        words: words said in all calls.
    """

    rep: str | None
    period: Period
    before: Period | None
    n: int
    undated: int
    team: int
    overall: Figure
    questions: tuple[Figure, ...]
    shares: tuple[Figure, ...]
    criteria: tuple[Figure, ...]
    rungs: tuple[RungCount, ...]
    best: tuple[SeenMoment, ...]
    worst: tuple[SeenMoment, ...]
    coach_next: tuple[Coaching, ...]
    talk: tuple[TalkFigure, ...]
    rubrics: tuple[RubricCount, ...]
    words: int


@dataclass(frozen=True, slots=True)
class TeamSpread:
    """One figure's distribution over the team: the spread, and each rep's mean as a dot."""

    name: str
    title: str
    higher_is_better: bool
    spread: Spread | None
    dots: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One rep beside the others: overall, the three questions and the four shares (their `spread` is None here)."""

    rep: str
    n: int
    last: date | None
    figures: tuple[Figure, ...]
    coach_next: str | None


@dataclass(frozen=True, slots=True)
class TeamCard:
    """Reps side by side, by name and not by rank; `spreads` are in the order of a line's figures."""

    period: Period
    before: Period | None
    n: int
    undated: int
    reps: tuple[TeamLine, ...]
    spreads: tuple[TeamSpread, ...]
