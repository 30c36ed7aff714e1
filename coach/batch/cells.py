"""Tables of any length as CSV, a row at a time, in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.render.spreadsheet import Cell, cell


@contextmanager
def table(path: Path, header: Iterable[str]) -> Iterator[Callable[[Iterable[Cell]], None]]:
    """A new table in a file, as a function that adds a row to it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(list(header))
        yield lambda values: writer.writerow([cell(value) for value in values]) and None
