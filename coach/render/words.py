"""The wording that all reports share: answers, confidence, times, numbers, the next step."""

from __future__ import annotations

import re
from datetime import date

from coach.findings.metrics import VENDOR
from coach.report import Answer, CriterionScore, Metric, NextStep, Report, Score, SpokenTurn
from coach.transcript import Quote, Role

QUESTIONS = {
    "secured": "Was a next step secured?",
    "asked": "Was the truth asked for?",
    "pushy": "Was the rep pushy?",
}
SCORES = {"secured": "Next step", "asked": "Truth", "pushy": "Free of pressure"}
NOT_UP = "did not come up"
LOOK = "unsure, please look"
CORRELATION = (
    "Shown as context, apart from the scores. The bands come from vendors' figures, "
    "which are correlations: they do not say that moving a number wins calls."
)
_GOOD = {("secured", "yes"), ("asked", "yes"), ("pushy", "no")}
_ACTIONS = {
    "collateral": "Send something (brochure, e-mail, link)",
    "keep_in_mind": "Stay in touch",
    "introduction": "Introduction or a name",
    "proposal": "Quote, trial or proposal",
    "call_back": "Another call",
    "meeting": "Meeting or demo",
    "sale": "Sale",
}
_ROLES = {Role.REP: "the rep", Role.PROSPECT: "the prospect", Role.GATEKEEPER: "the gatekeeper"}
_SOURCES = {
    "file": "The transcript says who speaks for the seller.",
    "user": "Said by the person who asked for this report.",
    "inferred": "Worked out from what each speaker says.",
    "unknown": "Nothing tells who is who; labels that need a role may be missing.",
}
_TYPES = {"win_back": "Win-back call", "voicemail": "Voicemail", "gatekeeper": "Gatekeeper call"}
_OUTCOMES = {"yes": "Yes to the purchase", "maybe": "Maybe", "no": "No to the purchase"}
# Control characters, and the marks that reorder text, could make a page or terminal lie about the words.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def clean(text: str) -> str:
    """Text without characters that command a terminal or reorder a line; tabs and newlines stay."""
    return _UNSEEN.sub("", text)


def tidy(text: str) -> str:
    """Clean text on one line."""
    return " ".join(clean(text).split())


def percent(share: float) -> str:
    """0.873 as `87 %`."""
    return f"{share * 100:.0f} %"


def number(value: float) -> str:
    """A number without needless digits: 12, 12.5."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def counted(index: int) -> int:
    """The number of a turn or line as people count, the first being 1; data and anchors count from 0."""
    return index + 1


def clock(seconds: float) -> str:
    """Seconds as m:ss, or h:mm:ss for long calls."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def day(value: date) -> str:
    """A date the same in every locale: Tue 3 Mar 2026."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[value.weekday()]
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][value.month - 1]
    return f"{weekday} {value.day} {month} {value.year}"


def question(name: str) -> str:
    """The question as people ask it."""
    return QUESTIONS.get(name, name.replace("_", " ").capitalize())


def score_name(name: str) -> str:
    """What a score measures; 100 is always the good end."""
    return SCORES.get(name, name.replace("_", " ").capitalize())


def answer_word(answer: Answer) -> str:
    """Yes, No or Did not come up."""
    return (answer.value or NOT_UP).capitalize()


def answer_tone(answer: Answer) -> str:
    """Whether the answer is good news: good, watch or none."""
    if answer.value is None:
        return "none"
    return "good" if (answer.question, answer.value) in _GOOD else "watch"


def score_text(score: Score) -> str:
    """`62 of 100`, or that it did not come up."""
    return NOT_UP if score.value is None else f"{score.value:.0f} of 100"


def points_text(criterion: CriterionScore) -> str:
    """`12 of 20`, or that it does not apply."""
    if criterion.points is None:
        return NOT_UP
    return f"{number(criterion.points)} of {number(criterion.possible)}"


def sum_text(score: Score) -> str:
    """How the criteria add up to the score."""
    known = [c for c in score.criteria if c.points is not None]
    if score.value is None or not known:
        return NOT_UP
    points, possible = sum(c.points or 0.0 for c in known), sum(c.possible for c in known)
    total = f"{number(points)} of {number(possible)} points"
    return total if round(possible) == 100 else f"{total} = {score.value:.0f} of 100"


def action(name: str) -> str:
    """A rung of the ladder in words."""
    return _ACTIONS.get(name, name.replace("_", " ").capitalize())


def who(role: Role) -> str:
    """A role inside a sentence."""
    return _ROLES.get(role, "someone else")


def when(step: NextStep) -> str:
    """The step's time in words, with the date where it is known."""
    known = ", ".join(part for part in (day(step.day) if step.day else "", step.time or "") if part)
    said = f"“{tidy(step.when)}”" if step.when else ""
    if known and said:
        return f"{known} ({said})"
    return known or said or ("Agreed in the call" if step.action == "sale" else "No time agreed")


def role_source(report: Report) -> str:
    """How the roles were decided."""
    return _SOURCES.get(report.role_source, report.role_source)


def call_type(name: str) -> str:
    """The type of the call for a heading."""
    return _TYPES.get(name, name.replace("_", " ").capitalize())


def outcome(name: str) -> str:
    """Where the prospect stands at the end."""
    return _OUTCOMES.get(name, name.capitalize())


def metric_number(value: float, unit: str) -> str:
    """A metric's value with its unit."""
    if unit == "share":
        return percent(value)
    if unit == "s":
        return clock(value) if value >= 60 else f"{number(value)} s"
    return number(value) if unit == "count" else f"{number(value)} {unit}"


def metric_text(metric: Metric) -> str:
    """The value, or that the transcript cannot tell."""
    return "not known" if metric.value is None else metric_number(metric.value, metric.unit)


def band_text(metric: Metric) -> str:
    """The soft band and on which side of it the value lies."""
    low, high = metric.low, metric.high
    if low is None and high is None:
        return "no band"
    if low is not None and high is not None:
        band = f"{metric_number(low, metric.unit)} to {metric_number(high, metric.unit)}"
    else:
        edge = metric_number(low if low is not None else high or 0.0, metric.unit)
        band = f"{edge} or more" if low is not None else f"up to {edge}"
    if metric.value is None:
        return f"mostly {band}"
    if low is not None and metric.value < low:
        return f"below the band, {band}"
    return f"above the band, {band}" if high is not None and metric.value > high else f"in the band, {band}"


def metric_note(metric: Metric) -> str:
    """The band and what else there is to know, without what `CORRELATION` says once for all metrics."""
    banded = metric.low is not None or metric.high is not None
    band = f"{band_text(metric).capitalize()}." if banded else ""
    return " ".join(part for part in (band, metric.note.replace(VENDOR, "").strip()) if part)


def place(quote: Quote, turns: dict[int, SpokenTurn]) -> str:
    """Where a quote stands: speaker, turn and time."""
    turn = turns.get(quote.turn)
    parts = [tidy(turn.speaker) if turn else "", f"turn {counted(quote.turn)}"]
    if turn and turn.start is not None:
        parts.append(clock(turn.start))
    return ", ".join(part for part in parts if part)
