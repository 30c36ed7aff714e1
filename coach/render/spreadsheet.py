"""Tables for spreadsheets: CSV in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from io import StringIO

from coach.render.words import tidy

Cell = str | int | float | bool | date | None
# A spreadsheet runs what begins with one of these (and with a tab or a carriage return, which `tidy` takes away); and
# where a semicolon parts cells, as in much of Europe, what begins with one behind it.
_FORMULA = re.compile(r"(^|;\s*)(?=[=+\-@|%＝＋－＠])")


def cell(value: Cell) -> str:
    """The text of one cell: numbers and dates as they are, nothing for None, words made harmless by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", tidy(value))
    return value.isoformat() if isinstance(value, date) else f"{value:.10g}"


def to_csv(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """A whole table, lines ending in CRLF as RFC 4180 has it."""
    page = StringIO()
    writer = csv.writer(page)
    writer.writerow(list(header))
    writer.writerows([cell(value) for value in row] for row in rows)
    return page.getvalue()
