"""Criteria as bars in a table: the figures stand beside the bars, so nothing has to be said twice."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from web.charts.numbers import TOO_FEW, Bar, number
from web.charts.parts import linked

_HEAD = Markup(
    '<tr><th scope="col">Criterion</th><th scope="col"><span class="hidden">As a bar</span></th>'
    '<th scope="col" class="number">Mean</th><th scope="col" class="number">Calls</th>'
    '<th scope="col" class="number">Team</th></tr>'
)


def bars(title: str, rows: Iterable[Bar]) -> Markup:
    """A row a criterion; too few calls and what did not come up have words in the place of a bar."""
    body = Markup("").join(_row(row) for row in rows)
    return Markup(
        '<table class="table stacks bars"><caption class="hidden">{}</caption>'
        "<thead>{}</thead><tbody>{}</tbody></table>"
    ).format(title, _HEAD, body)


def _row(row: Bar) -> Markup:
    said = row.value is not None and row.n >= TOO_FEW
    why = "did not come up" if row.n == 0 else "too few to say"
    shown = _drawn(row) if said else Markup('<span class="soft small">{}</span>').format(why)
    team = f"{number(row.band.lower)} to {number(row.band.upper)}" if row.band else ""
    return Markup(
        '<tr><th scope="row" class="main">{}</th><td class="drawn">{}</td><td class="number" data-label="Mean">{}</td>'
        '<td class="number" data-label="Calls">{}</td><td class="number soft" data-label="Team">{}</td></tr>'
    ).format(linked(row.name, row.href), shown, number(row.value) if said else "–", row.n, team)


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
