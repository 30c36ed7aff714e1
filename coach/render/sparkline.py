"""A trend in one line of text."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_PLAIN = "_.-:=+*#"
# Longer lines say no more and break the table.
LONGEST = 16


def sparkline(values: Sequence[float | None], plain: bool = False) -> str:
    """One sign a value of 0..100, always on the whole scale so that lines compare; a gap where there is none.

    Of more than `LONGEST` values the latest are drawn.
    """
    bars, gap = (_PLAIN, " ") if plain else (_BARS, "·")
    return "".join(gap if v is None else bars[min(int(v / 12.5), 7)] for v in values[-LONGEST:])
