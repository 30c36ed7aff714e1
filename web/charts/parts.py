"""Pieces that all charts share: the frame, shapes, and the figures as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from markupsafe import Markup


def inside(value: float) -> float:
    """The value, or the end of the scale 0..100 that it lies beyond."""
    return min(max(value, 0.0), 100.0)


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A line of this class; x in per cent, y in pixels."""
    return Markup('<line class="{}" x1="{:.2f}%" y1="{:.1f}" x2="{:.2f}%" y2="{:.1f}"/>').format(kind, x1, y1, x2, y2)


def box(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    """A rectangle of this class; x and width in per cent, y and height in pixels."""
    return Markup('<rect class="{}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"/>').format(
        kind, x, y, max(width, 0.0), max(height, 0.0)
    )


def dot(kind: str, x: float, y: float, radius: float, said: str) -> Markup:
    """A dot of this class that says what it is when pointed at."""
    return Markup('<circle class="{}" cx="{:.2f}%" cy="{:.1f}" r="{}"><title>{}</title></circle>').format(
        kind, x, y, radius, said
    )


def text(words: str, x: float, y: float, anchor: str = "middle", kind: str = "") -> Markup:
    """Words at a place; `anchor` is start, middle or end."""
    return Markup('<text class="{}" x="{:.2f}%" y="{:.1f}" text-anchor="{}">{}</text>').format(
        kind, x, y, anchor, words
    )


def drawing(key: str, kind: str, title: str, said: str, marks: Iterable[Markup]) -> Markup:
    """The SVG: one image to a screen reader, with a name and a description.

    Args:
        key: unique on the page, letters, digits and hyphens, for the ids.
        kind: its class, which sets its height.
        title, said: name and description.
        marks: its shapes, from back to front.
    """
    return Markup(
        '<svg class="{kind}" role="img" aria-labelledby="{key}-title {key}-desc">'
        '<title id="{key}-title">{title}</title><desc id="{key}-desc">{said}</desc>{marks}</svg>'
    ).format(key=key, kind=kind, title=title, said=said, marks=Markup("").join(marks))


def figure(svg: Markup, note: str, table: Markup) -> Markup:
    """The whole chart: drawing, a line under it, and its figures."""
    caption = Markup('<figcaption class="soft small">{}</figcaption>').format(note) if note else Markup("")
    return Markup('<figure class="chart">{}{}{}</figure>').format(svg, caption, table)


def nothing(title: str) -> Markup:
    """What stands in the place of a chart without figures."""
    return Markup('<p class="soft small">{}: it did not come up in any call.</p>').format(title)


def linked(name: str, href: str | None) -> Markup:
    """The name, as a link where it leads somewhere."""
    return Markup('<a href="{}">{}</a>').format(href, name) if href else Markup.escape(name)


def figures_table(title: str, head: Sequence[str], rows: Iterable[tuple[str, str | None, Sequence[str]]]) -> Markup:
    """The figures of a chart as a table that can be opened, and that a screen reader finds closed.

    Args:
        title: of the chart.
        head: names of the columns, the first for the rows' names.
        rows: name, where it leads or None, and the cells.
    """
    columns = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in head)
    body = Markup("").join(_row(head[1:], *row) for row in rows)
    return Markup(
        '<details class="more"><summary>Figures<span class="hidden"> of {}</span></summary><table class="table">'
        '<caption class="hidden">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></details>'
    ).format(title, title, columns, body)


def _row(head: Sequence[str], name: str, href: str | None, cells: Sequence[str]) -> Markup:
    columns = Markup("").join(
        Markup('<td class="number" data-label="{}">{}</td>').format(label, cell)
        for label, cell in zip_longest(head, cells, fillvalue="")
    )
    return Markup('<tr><th scope="row" class="main">{}</th>{}</tr>').format(linked(name, href), columns)
