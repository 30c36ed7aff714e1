"""Exact arithmetic: sums of whole numbers over denominators, so that the order of calls can never change a digit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from coach.scorecard.card import FEWEST_REPS, TOO_FEW, Spread

# Scores and points count in ten-thousandths: what a report's JSON keeps.
UNIT = 10_000


class Part(NamedTuple):
    """One call's value of a figure, exactly: `top / bottom`, 0..100."""

    top: int
    bottom: int


def whole(value: float) -> int:
    """A score or points in ten-thousandths."""
    return round(value * UNIT)


def total(parts: Iterable[Part]) -> Fraction:
    """The exact sum; parts of one denominator are added as whole numbers, which is quick."""
    sums: dict[int, int] = {}
    for top, bottom in parts:
        sums[bottom] = sums.get(bottom, 0) + top
    return sum((Fraction(top, bottom) for bottom, top in sums.items()), Fraction(0))


def mean(parts: Sequence[Part]) -> Fraction | None:
    """The exact mean; None of nothing."""
    return total(parts) / len(parts) if parts else None


def clearly_apart(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Whether two means differ by more than twice the standard error of their difference; exact, without a root."""
    first, second = mean(one), mean(other)
    if first is None or second is None or min(len(one), len(other)) < TOO_FEW:
        return False
    noise = _variance(one, first) / len(one) + _variance(other, second) / len(other)
    return (first - second) ** 2 > 4 * noise


def _variance(parts: Sequence[Part], average: Fraction) -> Fraction:
    return sum(((Fraction(*part) - average) ** 2 for part in parts), Fraction(0)) / (len(parts) - 1)


def tenth(value: Fraction) -> float:
    """To one place, halves to the even digit, as people read it."""
    return float(round(value, 1))


def shown(value: Fraction | None) -> float | None:
    """`tenth`, or None."""
    return None if value is None else tenth(value)


def spread_of(means: Iterable[Fraction]) -> Spread | None:
    """Lowest, quartiles (by straight lines between neighbours) and highest; None of too few reps."""
    ranked = sorted(means)
    if len(ranked) < FEWEST_REPS:
        return None
    points = [tenth(_at(ranked, Fraction(k, 4))) for k in range(5)]
    return Spread(len(ranked), points[0], points[1], points[2], points[3], points[4])


def _at(ranked: Sequence[Fraction], share: Fraction) -> Fraction:
    place = share * (len(ranked) - 1)
    below = int(place)
    if below == len(ranked) - 1:
        return ranked[below]
    return ranked[below] + (place - below) * (ranked[below + 1] - ranked[below])
