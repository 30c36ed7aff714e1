"""From a report to its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from coach.report import Advice, Report
from coach.scorecard.moment import best_and_worst, role_of, rounded, short
from coach.scorecard.row import AdviceRow, CallRow, CriterionRow, MetricRow
from coach.transcript import Quote, Role

METRICS = ("talk_share", "longest_monologue", "interactivity", "patience", "pace")


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
    best, worst = best_and_worst(report)
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
        best=next(iter(best), None),
        worst=worst,
        advice=tuple(_advice(item, report) for item in report.advice),
        words=sum(len(turn.text.split()) for turn in report.turns),
        metrics=tuple(_metrics(report)),
        more=best[1:],
    )


def _number(value: float | None) -> float | None:
    return None if value is None else rounded(value)


def _yes(value: str | None) -> bool | None:
    return None if value is None else value == "yes"


def _criteria(report: Report) -> Iterator[CriterionRow]:
    for score in report.scores:
        for c in score.criteria:
            yield CriterionRow(c.name, c.title, score.question, _number(c.points), rounded(c.possible))


def _metrics(report: Report) -> Iterator[MetricRow]:
    for m in report.metrics:
        if m.name in METRICS:
            yield MetricRow(m.name, m.title, _number(m.value), m.unit, _number(m.low), _number(m.high))


def _advice(advice: Advice, report: Report) -> AdviceRow:
    quote = advice.quotes[0] if advice.quotes else Quote(0, 0, 0, "")
    last = max((turn.index for turn in report.turns if turn.role is Role.REP), default=-1)
    closing = quote.turn == last and not any(quote in f.quotes for f in report.findings)
    who, text = role_of(report, quote), short(quote.text)
    return AdviceRow(advice.criterion, advice.title, advice.why, advice.say, text, quote.turn, who, closing)
