"""What charts are drawn from: plain numbers, 0..100."""

from __future__ import annotations

from dataclasses import dataclass

from coach.scorecard import TOO_FEW as TOO_FEW


@dataclass(frozen=True, slots=True)
class Point:
    """One week or month: `value` is None where it came up in no call; `href` leads to its calls."""

    label: str
    value: float | None
    n: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Where the team's reps stand: quartiles of so many reps."""

    lower: float
    median: float
    upper: float
    reps: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One rep on a strip: their mean over n calls; `mine` stands out and is named."""

    name: str
    value: float
    n: int
    mine: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One criterion: its mean over n calls, None where it did not come up; `href` leads to its calls.

    `line` is the mean over time, oldest first, and `change` what became of it since the period before, in words: for
    each of the two there is a column where any bar has one.
    """

    name: str
    value: float | None
    n: int
    band: Band | None = None
    href: str | None = None
    line: tuple[float | None, ...] = ()
    change: str = ""


def number(value: float | None) -> str:
    """As it is written under a chart: a whole number, or a dash."""
    return "–" if value is None else f"{value:.0f}"


def calls(n: int) -> str:
    """`1 call`, `7 calls`."""
    return f"{n} call" if n == 1 else f"{n} calls"


def band_said(band: Band | None) -> str:
    """The team in words, or ""."""
    if band is None:
        return ""
    half = f"{number(band.lower)} and {number(band.upper)}"
    return f"Team: half of the {band.reps} reps are between {half}; the median is {number(band.median)}."
