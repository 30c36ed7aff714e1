"""Reps as dots from 0 to 100 on the team's quartiles: a distribution, not a ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from web.charts.numbers import Band, Dot, band_said, calls, number
from web.charts.parts import box, dot, drawing, figure, figures_table, inside, line, nothing, text

LEFT, RIGHT = 4.0, 96.0
TOP, BOTTOM, LABELS = 18.0, 66.0, 84.0
# Dots nearer than this would hide one another, so they are stacked, up to so many; the rest lie on the last.
NEAR, STEP, HIGHEST = 2.5, 11.0, 4


def strip(key: str, title: str, dots: Sequence[Dot], band: Band | None = None) -> Markup:
    """The chart; its table is in the order of names.

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
    svg = drawing(key, "strip-plot", title, _said(dots, band), _marks(dots, band))
    return figure(svg, band_said(band), table)


def _marks(dots: Sequence[Dot], band: Band | None) -> Iterator[Markup]:
    if band:
        left, right = _along(band.lower), _along(band.upper)
        yield box("band", left, TOP, right - left, BOTTOM - TOP)
        yield line("median", _along(band.median), TOP, _along(band.median), BOTTOM)
    yield line("axis", LEFT, BOTTOM, RIGHT, BOTTOM)
    for value in (0.0, 50.0, 100.0):
        yield line("axis", _along(value), BOTTOM, _along(value), BOTTOM + 4)
        yield text(number(value), _along(value), LABELS)
    for one, level in sorted(_stacked(dots), key=lambda pair: pair[0].mine):
        down = BOTTOM - 8 - STEP * level
        said = f"{one.name}: {number(one.value)}, {calls(one.n)}"
        yield dot("rep mine" if one.mine else "rep", _along(one.value), down, 5, said)
        if one.mine:
            yield text(one.name, _along(one.value), TOP - 5, _anchor(one.value), "mine")


def _along(value: float) -> float:
    """Per cent of the width at which a value lies."""
    return LEFT + (RIGHT - LEFT) * inside(value) / 100


def _anchor(value: float) -> str:
    """Names stay inside the drawing."""
    return "start" if value < 25 else "end" if value > 75 else "middle"


def _stacked(dots: Sequence[Dot]) -> Iterator[tuple[Dot, int]]:
    """Each dot with its level, the lowest that is free."""
    placed: list[tuple[float, int]] = []
    for one in sorted(dots, key=lambda d: (d.value, d.name)):
        taken = {level for value, level in placed if abs(value - one.value) < NEAR}
        level = next((n for n in range(HIGHEST) if n not in taken), HIGHEST - 1)
        placed.append((one.value, level))
        yield one, level


def _said(dots: Sequence[Dot], band: Band | None) -> str:
    values = [one.value for one in dots]
    reps = "1 rep" if len(dots) == 1 else f"{len(dots)} reps"
    parts = [f"{reps} from {number(min(values))} to {number(max(values))}."]
    parts += [f"{one.name}: {number(one.value)}." for one in dots if one.mine]
    return " ".join([*parts, band_said(band)]).strip()
