"""Many reports at a glance: one line a call, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from coach.render import words
from coach.render.signs import COLOURS
from coach.report import Report

_COLUMNS = (
    "Call",
    "Type",
    "Secured",
    "Asked",
    "Pushy",
    "Next step",
    "Truth",
    "No pressure",
    "Overall",
    "Report",
)
_QUESTIONS = ("secured", "asked", "pushy")
_NUMBERS = frozenset(_COLUMNS[5:9])


def summary_table(rows: Iterable[tuple[Report, str]]) -> Table:
    """One row per (report, path of the written report); a question mark stands where a person should look."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in _COLUMNS:
        folded = name in ("Call", "Report")
        table.add_column(
            name, justify="right" if name in _NUMBERS else "left", overflow="fold" if folded else "ellipsis"
        )
    for report, path in rows:
        table.add_row(*_row(report, path))
    return table


def _row(report: Report, path: str) -> list[Text]:
    answers = {answer.question: answer for answer in report.answers}
    scores = {score.question: score.value for score in report.scores}
    cells = [Text(words.tidy(report.id)), Text(report.facts.call_type.replace("_", "-"))]
    for name in _QUESTIONS:
        answer = answers.get(name)
        word = (answer.value or "-") + ("?" if answer.unsure else "") if answer else "-"
        cells.append(Text(word, COLOURS[words.answer_tone(answer)] if answer else ""))
    values = (*(scores.get(name) for name in _QUESTIONS), report.overall)
    cells += [Text("-" if value is None else f"{value:.0f}") for value in values]
    return [*cells, Text(words.tidy(path))]
