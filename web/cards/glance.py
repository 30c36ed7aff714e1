"""The team at a glance: how often each question was answered well, in all reps' calls together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coach.scorecard import TOO_FEW, Spread, TeamCard
from web.cards.links import calls_page
from web.cards.made import MadeTeam

# The share that answers each question, the spread of its scores, and what is said of the calls where it went wrong.
_QUESTIONS = (
    ("secured", "next_step_secured", "without a step"),
    ("asked", "truth_asked", "without it"),
    ("pushy", "overly_pushy", "with too much pressure"),
)


@dataclass(frozen=True, slots=True)
class Glance:
    """One question over all calls in which it came up.

    Attributes:
        count, n: it was so in `count` of `n` calls.
        good: in how many of them it went well.
        amiss: the rest in words, "" where there are none; `href` leads to them.
        spread: how the reps' scores lie.
    """

    question: str
    count: int
    n: int
    good: int
    amiss: str
    href: str
    spread: Spread | None

    @property
    def percent(self) -> str:
        """In how many per cent it went well."""
        return "too few to say" if self.n < TOO_FEW else f"{100 * self.good / self.n:.0f} %"


def at_a_glance(made: MadeTeam) -> tuple[Glance, ...]:
    """The three questions."""
    return tuple(_glance(made, *each) for each in _QUESTIONS)


def _glance(made: MadeTeam, question: str, share: str, words: str) -> Glance:
    found = list(_shares(made.card, share))
    count, n = sum(count for count, _ in found), sum(n for _, n in found)
    good = n - count if question == "pushy" else count
    answer = "yes" if question == "pushy" else "no"
    spread = next(each.spread for each in made.card.spreads if each.name == question)
    amiss = f"{n - good} {words}" if n > good else ""
    href = calls_page(made.asked, made.chosen.period, **{question: answer})
    return Glance(question, count, n, good, amiss, href, spread)


def _shares(card: TeamCard, name: str) -> Iterator[tuple[int, int]]:
    """(calls in which it is so, calls in which it came up) of each rep."""
    for line in card.reps:
        figure = next(figure for figure in line.figures if figure.name == name)
        yield figure.count or 0, figure.n
