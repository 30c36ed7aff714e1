"""The bench's tables, on the terminal and between two marks of a Markdown file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_WIDTH = 118
BEGIN, END = "<!-- begin bench -->", "<!-- end bench -->"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text: the first column to the left, the others to the right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def number(value: float) -> str:
    """Three figures of a number, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def to_terminal(grids: Sequence[Grid], notes: Sequence[str]) -> None:
    """Prints them."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, width=_WIDTH)
    for grid in grids:
        table = Table(title=grid.title, title_justify="left")
        for n, column in enumerate(grid.columns):
            table.add_column(column, justify="right" if n else "left")
        for row in grid.rows:
            table.add_row(*row)
        console.print(table)
    for note in notes:
        console.print(note)


def to_markdown(grids: Sequence[Grid], notes: Sequence[str]) -> str:
    """The same as Markdown."""
    parts = [_grid(grid) for grid in grids]
    return "\n\n".join([*parts, *notes])


def _grid(grid: Grid) -> str:
    ruler = ("---", *("---:" for _ in grid.columns[1:]))
    lines = (f"| {' | '.join(cells)} |" for cells in (grid.columns, ruler, *grid.rows))
    return "\n".join([f"**{grid.title}**", "", *lines])


def put_between(path: Path, text: str) -> None:
    """Puts the text between the marks of a file.

    Raises:
        ValueError: the file has no such marks.
    """
    before, begin, rest = path.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} has no lines {BEGIN} and {END}; put them where the table is to stand.")
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
