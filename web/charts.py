"""Charts as SVG, drawn on the server from plain numbers 0..100, each with its figures as a table.

No inline style or script: classes are styled in static/charts.css. Positions across are in per cent and those down in
pixels, so that a chart fits any width while its words keep their size. A page needs static/charts.css in its head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

# Below so many calls a point is drawn hollow; the same as the scorecard's "too few to say".
FEW = 3
TOP, BOTTOM = 14, 118
LEFT, RIGHT = 9.0, 97.0
# Dots nearer than this (in points) would hide one another, so they are stacked, up to so many.
NEAR, MOST_STACKED = 2.0, 4


@dataclass(frozen=True, slots=True)
class Point:
    """One week or month: `value` 0..100, or None where it came up in no call; `href` leads to its calls."""

    label: str
    value: float | None
    n: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """How the team's reps lie: quartiles 0..100 of so many reps."""

    lower: float
    median: float
    upper: float
    reps: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One rep on a strip: their mean 0..100 over n calls; `mine` stands out and is named."""

    name: str
    value: float
    n: int
    mine: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One criterion: its mean 0..100 over n calls, None where it did not come up; `href` leads to its calls."""

    name: str
    value: float | None
    n: int
    band: Band | None = None
    href: str | None = None


def trend(key: str, title: str, points: Sequence[Point], band: Band | None = None) -> Markup:
    """A line over time with the team's middle half behind it; hollow points rest on fewer than `FEW` calls.

    Args:
        key: unique on the page, letters and digits, for the ids.
        title: what is drawn, e.g. "Overall".
        points: oldest first; gaps (value None) are bridged by a dashed line.
        band: the team's, or None.
    """
    known = [(n, point) for n, point in enumerate(points) if point.value is not None]
    if not known:
        return _empty(title)
    across = [_across(n, len(points)) for n in range(len(points))]
    marks = [_grid(), _band_behind(band)]
    for (a, one), (b, two) in pairwise(known):
        kind = "line" if b == a + 1 else "line gap"
        marks.append(_line(kind, across[a], _down(one.value), across[b], _down(two.value)))
    marks += [_point(across[n], point) for n, point in known]
    marks.append(_labels(points, across))
    rows = [(p.label, p.href, _number(p.value), _calls(p.n)) for p in points]
    table = figures_table(title, ("When", "Mean", "Calls"), rows)
    return _figure("trend", _svg(key, "trend-plot", title, _trend_said(points, band), marks), _trend_note(points, band), table)


def strip(key: str, title: str, dots: Sequence[Dot], band: Band | None = None) -> Markup:
    """Reps as dots on a line from 0 to 100, on the team's quartiles; not a ranking: the table is in order of names."""
    if not dots:
        return _empty(title)
    marks = [_scale(), _band_along(band)]
    marks += [_dot(dot, level) for dot, level in _stacked(dots)]
    rows = [(dot.name, dot.href, _number(dot.value), _calls(dot.n)) for dot in sorted(dots, key=lambda dot: dot.name)]
    table = figures_table(title, ("Rep", "Mean", "Calls"), rows)
    said = f"{len(dots)} reps from {_number(min(d.value for d in dots))} to {_number(max(d.value for d in dots))}."
    said = " ".join([said, *(f"{dot.name}: {_number(dot.value)}." for dot in dots if dot.mine), _band_said(band)])
    return _figure("strip", _svg(key, "strip-plot", title, said, marks), Markup.escape(_band_said(band)), table)


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """A bar a criterion with the team's middle half as a bracket: a table as it stands, so nothing is said twice."""
    head = Markup("<tr><th scope=col>Criterion<th scope=col><span class=hidden>As a bar</span>{}").format(
        Markup("").join(Markup("<th scope=col class=number>{}").format(name) for name in ("Mean", "Calls", "Team"))
    )
    body = Markup("").join(_bar(row) for row in rows)
    return Markup('<table class="table bars"><caption class=hidden>{}</caption><thead>{}<tbody>{}</table>').format(
        title, head, body
    )


def sparkline(title: str, values: Sequence[float | None]) -> Markup:
    """A small line for a table cell; what it shows is said in words for screen readers."""
    known = [(n, v) for n, v in enumerate(values) if v is not None]
    if len(known) < 2:
        return Markup("")
    step = 88 / (len(values) - 1)
    path = " ".join(f"{4 + n * step:.1f},{20 - v * 0.16:.1f}" for n, v in known)
    last = path.rpartition(" ")[2].split(",")
    said = f"{title}: {', '.join(_number(v) if v is not None else 'no calls' for v in values)}"
    return Markup(
        '<svg class="spark" role="img" width="96" height="24" viewBox="0 0 96 24" aria-label="{}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>'
    ).format(said, path, last[0], last[1])


def figures_table(title: str, head: Sequence[str], rows: Iterable[tuple[str, str | None, str, str]]) -> Markup:
    """The figures of a chart, for reading: name (a link where there is one), mean, calls."""
    columns = Markup("").join(Markup("<th scope=col>{}").format(name) for name in head)
    body = Markup("").join(
        Markup('<tr><th scope=row class="main">{}<td class="number" data-label="{}">{}<td class="number" data-label="{}">{}').format(
            _linked(name, href), head[1], mean, head[2], calls
        )
        for name, href, mean, calls in rows
    )
    return Markup(
        '<details class="more"><summary>Figures<span class="hidden"> of {}</span></summary>'
        '<table class="table"><caption class="hidden">{}</caption><thead><tr>{}<tbody>{}</table></details>'
    ).format(title, title, columns, body)
