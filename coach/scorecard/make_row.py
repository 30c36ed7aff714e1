"""From a report to its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import isfinite

from coach.errors import CoachError
from coach.report import Advice, Report, Score
from coach.scorecard.row import LONGEST_QUOTE, AdviceRow, CallRow, CriterionRow, MetricRow, Moment
from coach.transcript import Quote, Role

# As many places as a report's JSON keeps, so that a report and its JSON give the same row.
PLACES = 4
LARGEST = 1e9
METRICS = ("talk_share", "longest_monologue", "interactivity", "patience", "pace")
# Findings whose words are a chance that went by: they cost points though no criterion takes points away for them.
MISSED = (
    "no_missed",
    "maybe_missed",
    "fallback_missed",
    "next_step_withdrawn",
    "next_step_vague",
    "next_step_far",
    "opened_with_collateral",
    "gatekeeper_stopped_early",
    "voicemail_number_only",
    "voicemail_too_many_reasons",
    "win_back_chased",
)


def call_row(
    report: Report, *, rep: str | None, prospect: str | None = None, call: str | None = None, day: date | None = None
) -> CallRow:
    """The row of a report.

    Args:
        report: as `coach.score` made it, or read back from its JSON: both give the same row.
        rep: the rep's name.
        prospect: the prospect's name or company.
        call: the call's id where the keeper has its own; the report's if None.
        day: the date where the keeper knows better; the report's if None.

    Raises:
        CoachError: a number of the report is none (a report that was edited by hand).
    """
    scores = {score.question: score.value for score in report.scores}
    said = {answer.question: answer.value for answer in report.answers}
    step = report.next_step
    moments = tuple(_moments(report))
    return CallRow(
        call=call or report.id,
        rep=rep,
        prospect=prospect,
        day=day or report.day,
        call_type=report.facts.call_type,
        outcome=report.facts.outcome,
        rubric=report.provenance.rubric,
        rubric_digest=report.provenance.rubric_digest,
        overall=_number(report.overall),
        secured=_number(scores.get("secured")),
        asked=_number(scores.get("asked")),
        pushy=_number(scores.get("pushy")),
        next_step_secured=_yes(said.get("secured")),
        truth_asked=_yes(said.get("asked")),
        pushy_level=report.facts.pushy,
        unsure=tuple(answer.question for answer in report.answers if answer.unsure),
        action=step.action if step else None,
        # A sale signed in the call needs no day.
        specific=step.specific if step and (step.specific or step.action != "sale") else None,
        criteria=tuple(_criteria(report)),
        findings=tuple(sorted(Counter(finding.kind for finding in report.findings).items())),
        best=max((m for m in moments if m.points > 0), key=lambda m: m.points, default=None),
        worst=min((m for m in moments if m.points < 0), key=lambda m: m.points, default=None),
        advice=tuple(_advice(item, report) for item in report.advice),
        words=sum(len(turn.text.split()) for turn in report.turns),
        metrics=tuple(_metrics(report)),
    )


def _number(value: float | None) -> float | None:
    return None if value is None else _rounded(value)


def _rounded(value: float) -> float:
    if not isfinite(value) or abs(value) > LARGEST:
        raise CoachError(f"The report holds the number {value}, which no score can be; score the call again.")
    return round(value, PLACES) + 0.0  # -0.0 becomes 0.0


def _yes(value: str | None) -> bool | None:
    return None if value is None else value == "yes"


def _criteria(report: Report) -> Iterator[CriterionRow]:
    for score in report.scores:
        for c in score.criteria:
            yield CriterionRow(c.name, c.title, score.question, _number(c.points), _rounded(c.possible))


def _metrics(report: Report) -> Iterator[MetricRow]:
    for m in report.metrics:
        if m.name in METRICS:
            yield MetricRow(m.name, m.title, _number(m.value), m.unit, _number(m.low), _number(m.high))


def _moments(report: Report) -> Iterator[Moment]:
    """Every quote that gave or cost points, in the order of the rubric."""
    for score in report.scores:
        for c in score.criteria:
            for quote, points in zip(c.quotes, c.quote_points, strict=False):
                because = _because(report, quote) or c.because
                yield Moment(_short(quote.text), quote.turn, score.question, c.name, c.title, because, _rounded(points))
    for advice in report.advice:
        yield from _missed(advice, report)


def _missed(advice: Advice, report: Report) -> Iterator[Moment]:
    """The chance that went by which the advice quotes, if it is one; it cost what its criterion lost."""
    quote = next(iter(advice.quotes), None)
    finding = next((f for f in report.findings if f.kind in MISSED and quote in f.quotes), None)
    for score in report.scores:
        lost = _lost(score, advice.criterion)
        if quote and finding and lost:
            said, why = _short(quote.text), finding.because
            yield Moment(said, quote.turn, score.question, advice.criterion, advice.title, why, -lost)


def _lost(score: Score, criterion: str) -> float:
    """What a criterion lost of the question's 100."""
    up = [c for c in score.criteria if c.points is not None]
    possible = sum(c.possible for c in up)
    return _rounded(sum(100 * (c.possible - (c.points or 0.0)) / possible for c in up if c.name == criterion))


def _because(report: Report, quote: Quote) -> str:
    return next((f.because for f in report.findings if quote in f.quotes), "")


def _advice(advice: Advice, report: Report) -> AdviceRow:
    quote = advice.quotes[0] if advice.quotes else Quote(0, 0, 0, "")
    last = max((turn.index for turn in report.turns if turn.role is Role.REP), default=-1)
    closing = quote.turn == last and not _because(report, quote)
    text = _short(quote.text)
    return AdviceRow(advice.criterion, advice.title, advice.why, advice.say, text, quote.turn, closing)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0]
