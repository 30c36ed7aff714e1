"""From a report to its row."""

from __future__ import annotations

from datetime import date

from coach.report import Report
from coach.scorecard.row import CallRow


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
    """
    raise NotImplementedError
