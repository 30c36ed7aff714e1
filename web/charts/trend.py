"""A line over time with the team's middle half behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from web.charts.numbers import TOO_FEW, Band, Point, band_said, calls, number
from web.charts.parts import box, dot, drawing, figure, figures_table, inside, line, nothing, text

# Room for the numbers of the scale on the left.
LEFT, RIGHT = 9.0, 97.0
TOP, BOTTOM, LABELS = 14.0, 122.0, 142.0
# Room for a dot at either end.
INSET = 2.0


def trend(key: str, title: str, points: Sequence[Point], band: Band | None = None) -> Markup:
    """The chart; hollow points rest on too few calls to say, dashed lines bridge weeks without a call.

    Args:
        key: unique on the page, letters, digits and hyphens.
        title: what is drawn, e.g. "Overall".
        points: oldest first.
        band: the team's, or None.
    """
    if all(point.value is None for point in points):
        return nothing(title)
    rows = [(p.label, p.href, (number(p.value), str(p.n))) for p in points]
    table = figures_table(title, ("When", "Mean", "Calls"), rows)
    svg = drawing(key, "trend-plot", title, _said(points, band), _marks(points, band))
    return figure(svg, _note(points, band), table)


def _marks(points: Sequence[Point], band: Band | None) -> Iterator[Markup]:
    if band:
        yield box("band", LEFT, _down(band.upper), RIGHT - LEFT, _down(band.lower) - _down(band.upper))
        yield line("median", LEFT, _down(band.median), RIGHT, _down(band.median))
    for value in (0.0, 50.0, 100.0):
        yield line("axis", LEFT, _down(value), RIGHT, _down(value))
        yield text(number(value), LEFT - 2, _down(value) + 4, "end")
    known = [(n, point.value) for n, point in enumerate(points) if point.value is not None]
    across = [_across(n, len(points)) for n in range(len(points))]
    for (a, one), (b, two) in pairwise(known):
        yield line("line" if b == a + 1 else "line gap", across[a], _down(one), across[b], _down(two))
    for n, value in known:
        few = points[n].n < TOO_FEW
        said = f"{points[n].label}: {number(value)}, {calls(points[n].n)}"
        yield dot("point few" if few else "point", across[n], _down(value), 4, said)
    yield from _labels(points, across)


def _labels(points: Sequence[Point], across: Sequence[float]) -> Iterator[Markup]:
    """The first, the last, and on wide screens the middle: more would not fit a phone."""
    last = len(points) - 1
    if last == 0:
        yield text(points[0].label, across[0], LABELS)
        return
    yield text(points[0].label, LEFT, LABELS, "start")
    if last >= 4 and last % 2 == 0:
        yield text(points[last // 2].label, across[last // 2], LABELS, "middle", "wide")
    yield text(points[last].label, RIGHT, LABELS, "end")


def _across(n: int, count: int) -> float:
    left, right = LEFT + INSET, RIGHT - INSET
    return (left + right) / 2 if count == 1 else left + (right - left) * n / (count - 1)


def _down(value: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * inside(value) / 100


def _said(points: Sequence[Point], band: Band | None) -> str:
    """The line in words: where it begins, ends, and its lowest and highest."""
    known = [(point.label, point.value) for point in points if point.value is not None]
    (first, one), (last, two) = known[0], known[-1]
    values = [value for _, value in known]
    if len(known) == 1:
        return f"{first}: {number(one)}. {band_said(band)}".strip()
    ends = f"From {number(one)} ({first}) to {number(two)} ({last})"
    return f"{ends}, lowest {number(min(values))}, highest {number(max(values))}. {band_said(band)}".strip()


def _note(points: Sequence[Point], band: Band | None) -> str:
    """What the signs mean, where they occur."""
    few = any(0 < point.n < TOO_FEW for point in points)
    parts = [band_said(band), f"Hollow: fewer than {TOO_FEW} calls." if few else ""]
    return " ".join(part for part in parts if part)
