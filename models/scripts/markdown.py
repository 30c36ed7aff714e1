"""Markdown tables: cells of numbers, shares and nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

NOTHING = "–"


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], words: int = 1) -> str:
    """A table whose first `words` columns are words and whose others are numbers."""
    rule = ["---" if n < words else "---:" for n in range(len(head))]
    lines = [head, rule, *([cell(v) for v in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: Any) -> str:
    """A cell: two places, thousands apart, a dash for nothing."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value).replace("|", "\\|").replace("\n", " ")


def span(low: float | None, high: float | None) -> str:
    """An interval."""
    return NOTHING if low is None or high is None else f"{low:.2f} to {high:.2f}"


def code(name: str) -> str:
    """A name as code."""
    return f"`{name}`"
