"""A small line for a cell of a table."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from web.charts.numbers import number
from web.charts.parts import inside


def sparkline(title: str, values: Sequence[float | None]) -> Markup:
    """The line, always on the whole scale 0..100 so that lines compare; nothing where there are not two values.

    Its values are its name to a screen reader.
    """
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return Markup("")
    step = 86 / (len(values) - 1)
    spots = [(5 + n * step, 20 - inside(value) * 0.16) for n, value in known]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    said = f"{title}: {', '.join('no calls' if value is None else number(value) for value in values)}"
    return Markup(
        '<svg class="spark" role="img" aria-label="{}" width="96" height="24" viewBox="0 0 96 24">'
        '<polyline points="{}"/><circle cx="{:.1f}" cy="{:.1f}" r="2.5"/></svg>'
    ).format(said, path, *spots[-1])
