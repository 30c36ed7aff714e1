"""Many reports at a glance: one line a call, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from coach.render import words
from coach.render.signs import COLOURS
from coach.report import Report

_COLUMNS = ("Report", "Type", "Secured", "Asked", "Pushy", "Step", "Truth", "Calm", "All")
_QUESTIONS = ("secured", "asked", "pushy")
_NUMBERS = frozenset(_COLUMNS[5:])


def summary_table(rows: Iterable[tuple[Report, str]]) -> Table:
    """One row per (report, name of the written report); a question mark stands where a person should look.

    Three plain answers, then the scores 0..100 of next step, truth, freedom from pressure, and all together.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in _COLUMNS:
        table.add_column(
            name, justify="right" if name in _NUMBERS else "left", overflow="fold", no_wrap=name != "Report"
        )
    for report, path in rows:
        table.add_row(*_row(report, path))
    return table


def _row(report: Report, path: str) -> list[Text]:
    answers = {answer.question: answer for answer in report.answers}
    scores = {score.question: score.value for score in report.scores}
    cells = [Text(words.tidy(path or report.id)), Text(report.facts.call_type.replace("_", "-"))]
    for name in _QUESTIONS:
        answer = answers.get(name)
        word = (answer.value or "-") + ("?" if answer.unsure else "") if answer else "-"
        cells.append(Text(word, COLOURS[words.answer_tone(answer)] if answer else ""))
    values = (*(scores.get(name) for name in _QUESTIONS), report.overall)
    cells += [Text("-" if value is None else f"{value:.0f}") for value in values]
    return cells
