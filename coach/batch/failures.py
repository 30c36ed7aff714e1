"""The table of failures: every file, and every call in a file, that has no report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coach.batch.cells import table
from coach.batch.item import Failure
from coach.batch.places import shown

NAME = "failures.csv"
COLUMNS = ("source", "line", "reason", "what to do")


def write_failures(failures: Iterable[tuple[str, Failure]], path: Path) -> int:
    """Writes the table, which is empty but for its header where all went well; gives the number of failures."""
    count = 0
    with table(path, COLUMNS) as add:
        for name, failure in failures:
            count += 1
            add((shown(name), failure.line, failure.reason, failure.remedy))
    return count
