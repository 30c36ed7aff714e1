"""Reps as dots from 0 to 100 on the team's quartiles: a distribution, not a ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from web.charts.numbers import Band, Dot, band_said, calls, number
from web.charts.parts import box, dot, drawing, figure, figures_table, inside, line, nothing, text

LEFT, RIGHT, TOP = 4.0, 96.0, 18.0
HIGHEST = 4


@dataclass(frozen=True, slots=True)
class Size:
    """How dots are drawn.

    Attributes:
        kind: class of the drawing, which sets its height.
        radius: of a dot, in pixels.
        near: dots nearer than this on the scale would hide one another, so they are stacked, up to `HIGHEST`; the
            rest lie on the last.
        step: pixels from one to the next above it.
        bottom: where the axis is.
    """

    kind: str
    radius: float
    near: float
    step: float
    bottom: float


SMALL = Size("strip-plot", 5, 2.5, 11, 66)
NAMED = Size("strip-plot named", 10, 9.5, 21, 110)


def strip(key: str, title: str, dots: Sequence[Dot], band: Band | None = None) -> Markup:
    """The chart; its table is in the order of names. Where there is room, each dot bears its rep's initials.

    Args:
        key: unique on the page, letters, digits and hyphens.
        title: what is drawn, e.g. "Next step secured".
        dots: in any order; only reps with enough calls to say.
        band: the team's quartiles, or None where there are too few reps.
    """
    if not dots:
        return nothing(title)
    rows = [(d.name, d.href, (number(d.value), str(d.n))) for d in sorted(dots, key=lambda d: d.name)]
    table = figures_table(title, ("Rep", "Mean", "Calls"), rows)
    crowded = any(level >= HIGHEST for _, level in _stacked(dots, NAMED))
    size = SMALL if crowded else NAMED
    svg = drawing(key, size.kind, title, _said(dots, band), _marks(dots, band, size))
    return figure(svg, band_said(band), table)


def _marks(dots: Sequence[Dot], band: Band | None, size: Size) -> Iterator[Markup]:
    bottom = size.bottom
    if band:
        left, right = _along(band.lower), _along(band.upper)
        yield box("band", left, TOP, right - left, bottom - TOP)
        yield line("median", _along(band.median), TOP, _along(band.median), bottom)
    yield line("axis", LEFT, bottom, RIGHT, bottom)
    for value in (0.0, 50.0, 100.0):
        yield line("axis", _along(value), bottom, _along(value), bottom + 4)
        yield text(number(value), _along(value), bottom + 18)
    for one, level in sorted(_stacked(dots, size), key=lambda pair: pair[0].mine):
        yield from _rep(one, bottom - size.radius - 3 - size.step * min(level, HIGHEST - 1), size)


def _rep(one: Dot, down: float, size: Size) -> Iterator[Markup]:
    said = f"{one.name}: {number(one.value)}, {calls(one.n)}"
    yield dot("rep mine" if one.mine else "rep", _along(one.value), down, size.radius, said)
    if size is NAMED:
        yield text(_initials(one.name), _along(one.value), down + 3.5, kind="who mine" if one.mine else "who")
    if one.mine:
        yield text(one.name, _along(one.value), TOP - 5, _anchor(one.value), "mine")


def _initials(name: str) -> str:
    """Of the first and the last name: `PS`; what stands in brackets is no name."""
    names = re.sub(r"\(.*", "", name).split() or name.split()
    return "".join(each[0] for each in (names[:1] + names[1:][-1:])).upper()


def _along(value: float) -> float:
    """Per cent of the width at which a value stands."""
    return LEFT + (RIGHT - LEFT) * inside(value) / 100


def _anchor(value: float) -> str:
    """Names stay inside the drawing."""
    return "start" if value < 25 else "end" if value > 75 else "middle"


def _stacked(dots: Sequence[Dot], size: Size) -> Iterator[tuple[Dot, int]]:
    """Each dot with its level, the lowest that is free; from `HIGHEST` on there is no room."""
    placed: list[tuple[float, int]] = []
    for one in sorted(dots, key=lambda d: (d.value, d.name)):
        taken = {level for value, level in placed if abs(value - one.value) < size.near}
        level = next((n for n in range(HIGHEST) if n not in taken), HIGHEST)
        placed.append((one.value, min(level, HIGHEST - 1)))
        yield one, level


def _said(dots: Sequence[Dot], band: Band | None) -> str:
    values = [one.value for one in dots]
    reps = "1 rep" if len(dots) == 1 else f"{len(dots)} reps"
    parts = [f"{reps} from {number(min(values))} to {number(max(values))}."]
    parts += [f"{one.name}: {number(one.value)}." for one in dots if one.mine]
    return " ".join([*parts, band_said(band)]).strip()
