"""Criteria as bars in a table: the figures stand beside the bars, so nothing has to be said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from web.charts.numbers import TOO_FEW, Bar, number
from web.charts.parts import linked
from web.charts.spark import sparkline

# Title, class, and whether the column is there only where a bar has something for it.
_COLUMNS = (
    ("Criterion", "", False),
    ("As a bar", "drawn", False),
    ("Mean", "number", False),
    ("Change", "number", True),
    ("Trend", "", True),
    ("Calls", "number", False),
    ("Team", "number soft", False),
)
Cell = str | Markup


def bars(title: str, rows: Iterable[Bar], what: str = "Criterion") -> Markup:
    """A row a criterion; too few calls and what did not come up have words in the place of a bar.

    Args:
        title: of the table.
        rows: in the order in which they are shown.
        what: the rows are.
    """
    cells = [(row, tuple(_cells(row))) for row in rows]
    shown = [n for n, (_, _, sparing) in enumerate(_COLUMNS) if not sparing or any(each[n] for _, each in cells)]
    titles = (what, *(title for title, _, _ in _COLUMNS[1:]))
    head = Markup("").join(_heading(titles[n], _COLUMNS[n][1]) for n in shown)
    body = Markup("").join(_row(row, each, shown) for row, each in cells)
    return Markup(
        '<table class="table stacks bars" role="table"><caption class="hidden">{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>'
    ).format(title, head, body)


def _heading(title: str, kind: str) -> Markup:
    words = Markup('<span class="hidden">{}</span>').format(title) if title == "As a bar" else title
    return Markup('<th role="columnheader" scope="col" class="{}">{}</th>').format(kind.replace("drawn", ""), words)


def _row(row: Bar, cells: Sequence[Cell], shown: Iterable[int]) -> Markup:
    body = Markup("").join(_cell(cells[n], *_COLUMNS[n][:2]) for n in shown if n)
    name = Markup('<th role="rowheader" scope="row" class="main">{}</th>').format(linked(row.name, row.href))
    return Markup('<tr role="row">{}{}</tr>').format(name, body)


def _cell(words: Cell, title: str, kind: str) -> Markup:
    # The bar has the width of a phone to itself; its number follows in the next cell.
    label = Markup("") if title == "As a bar" else Markup(' data-label="{}"').format(title)
    return Markup('<td role="cell" class="{}"{}>{}</td>').format(kind, label, words)


def _cells(row: Bar) -> Iterator[Cell]:
    """One cell a column."""
    said = row.value is not None and row.n >= TOO_FEW
    why = "did not come up" if row.n == 0 else "too few to say"
    yield row.name
    yield _drawn(row) if said else Markup('<span class="soft small">{}</span>').format(why)
    yield number(row.value) if said else "–"
    yield row.change
    yield sparkline(row.name, row.line) if said else ""
    yield str(row.n)
    yield f"{number(row.band.lower)} to {number(row.band.upper)}" if row.band else ""


def _drawn(row: Bar) -> Markup:
    """The bar over its whole length, and the team's middle half as a thin band under it; the numbers stand beside."""
    band = Markup("")
    if row.band:
        band = Markup('<rect class="band" x="{:.1f}%" y="12" width="{:.1f}%" height="4" rx="2"/>').format(
            min(row.band.lower, 98.0), max(row.band.upper - row.band.lower, 2.0)
        )
    return Markup(
        '<svg class="bar-plot" aria-hidden="true"><rect class="whole" width="100%" height="9" rx="3"/>'
        '<rect class="part" width="{:.1f}%" height="9" rx="3"/>{}</svg>'
    ).format(row.value or 0.0, band)
