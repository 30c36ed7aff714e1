"""A report as one flat row and its findings as rows: the columns of CSV and Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from coach.batch.destinations.done import Done
from coach.batch.places import shown
from coach.report import PLACES, Finding, Metric, Report

TEXT, DAY, NUMBER, COUNT, YES = str, date, float, int, bool
Columns = dict[str, type]
ANSWERS = ("secured", "asked", "pushy")
METRICS = ("talk_share", "longest_monologue", "interactivity", "patience", "pace")
ADVICE = 3

CALL: Columns = {
    **{"file": TEXT, "call_id": TEXT, "date": DAY, "rep": TEXT, "prospect": TEXT, "format": TEXT},
    **{"call_type": TEXT, "outcome": TEXT},
    **{
        f"{answer}{what}": kind
        for answer in ANSWERS
        for what, kind in {"": YES, "_confidence": NUMBER, "_unsure": YES, "_score": NUMBER}.items()
    },
    **{"overall": NUMBER, "pushy_level": COUNT},
    **{"step": TEXT, "step_when": TEXT, "step_date": DAY, "step_time": TEXT, "step_owner": TEXT},
    **{"step_specific": YES, "step_words": TEXT},
    **{f"advice_{n + 1}": TEXT for n in range(ADVICE)},
    **{"findings": COUNT, "commitments": COUNT, "turns": COUNT, "words": COUNT},
    **dict.fromkeys(METRICS, NUMBER),
    **{"role_source": TEXT, "role_confidence": NUMBER, "warnings": TEXT},
    **{"rubric": TEXT, "rubric_digest": TEXT, "model": TEXT, "coach": TEXT},
}
FINDING: Columns = {
    **{"kind": TEXT, "detail": TEXT, "confidence": NUMBER, "unsure": YES, "weight": NUMBER, "because": TEXT},
    **{"turn": COUNT, "speaker": TEXT, "start": NUMBER, "quote": TEXT},
}


def call_row(done: Done) -> dict[str, Any]:
    """The row of a call, columns as in CALL; None where it did not come up."""
    report = done.report
    row = {**_head(done), **_answers(report), **_step(report), **_rest(report)}
    return {name: _plain(row[name]) for name in CALL}


def _head(done: Done) -> dict[str, Any]:
    report = done.report
    return {
        "file": shown(done.file),
        "call_id": report.id,
        "date": report.day,
        "rep": done.rep,
        "prospect": done.prospect,
        "format": report.format,
        "call_type": report.facts.call_type,
        "outcome": report.facts.outcome,
        "overall": report.overall,
        "pushy_level": report.facts.pushy,
    }


def _answers(report: Report) -> dict[str, Any]:
    row: dict[str, Any] = {}
    scores = {score.question: score.value for score in report.scores}
    answers = {answer.question: answer for answer in report.answers}
    for name in ANSWERS:
        answer = answers.get(name)
        row[name] = answer.value == "yes" if answer and answer.value else None
        row[f"{name}_confidence"] = answer.confidence if answer else None
        row[f"{name}_unsure"] = answer.unsure if answer else None
        row[f"{name}_score"] = scores.get(name)
    return row


def _step(report: Report) -> dict[str, Any]:
    step = report.next_step
    if step is None:
        return dict.fromkeys(
            ("step", "step_when", "step_date", "step_time", "step_owner", "step_specific", "step_words")
        )
    return {
        "step": step.action,
        "step_when": step.when,
        "step_date": step.day,
        "step_time": step.time,
        "step_owner": step.owner.value,
        "step_specific": step.specific,
        "step_words": (step.proposed or step.agreed).text,
    }


def _rest(report: Report) -> dict[str, Any]:
    titles = [advice.title for advice in report.advice[:ADVICE]]
    metrics: dict[str, Metric] = {metric.name: metric for metric in report.metrics}
    made = report.provenance
    return {
        **{f"advice_{n + 1}": titles[n] if n < len(titles) else None for n in range(ADVICE)},
        "findings": len(report.findings),
        "commitments": len(report.commitments),
        "turns": len(report.turns),
        "words": sum(len(turn.text.split()) for turn in report.turns),
        **{name: metrics[name].value if name in metrics else None for name in METRICS},
        "role_source": report.role_source,
        "role_confidence": report.role_confidence,
        "warnings": " ".join(report.warnings) or None,
        "rubric": made.rubric,
        "rubric_digest": made.rubric_digest,
        "model": made.model,
        "coach": made.version,
    }


def finding_rows(report: Report) -> Iterator[dict[str, Any]]:
    """A row for each finding, with the first words it rests on; columns as in FINDING."""
    turns = {turn.index: turn for turn in report.turns}
    for finding in report.findings:
        quote = finding.quotes[0] if finding.quotes else None
        turn = turns.get(quote.turn) if quote else None
        said = (quote.turn if quote else None, turn.speaker if turn else None, turn.start if turn else None)
        values = (*_finding(finding), *said, quote.text if quote else None)
        yield {name: _plain(value) for name, value in zip(FINDING, values, strict=True)}


def _finding(finding: Finding) -> tuple[Any, ...]:
    certain = (finding.confidence, finding.unsure, finding.weight)
    return (finding.kind, finding.detail or None, *certain, finding.because)


def _plain(value: Any) -> Any:
    """As JSON has it: floats to a fixed number of places, dates as text."""
    if isinstance(value, float):
        return round(value, PLACES) + 0.0
    return value.isoformat() if isinstance(value, date) else value
