"""A call as the findings see it: turns, acts, who answered whom, and the next step that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coach.labels import PROPOSE
from coach.report import Act, CallFacts, NextStep
from coach.transcript import Quote, Role, Turn

# The other side's answer to an ask comes within this many turns, or it is no answer to that ask.
ANSWER_WITHIN = 5
ANSWERS = ("response.accept", "response.offer", "response.decline", "response.maybe", "response.objection")
REFUSALS = ("response.decline", "response.pushback")


@dataclass(frozen=True, slots=True)
class Ask:
    """A proposal and the answer that followed.

    Attributes:
        propose: the ask.
        answer: the first answering act of the other side before the next ask, or None.
    """

    propose: Act
    answer: Act | None

    @property
    def agreed(self) -> bool:
        """The other side said yes, or put their own step in its place."""
        return self.answer is not None and self.answer.label in ("response.accept", "response.offer")

    @property
    def refused(self) -> bool:
        """The other side said no to it."""
        return self.answer is not None and self.answer.label == "response.decline"


@dataclass(frozen=True)
class Call:
    """Everything a finding may look at; findings never look at each other.

    Attributes:
        turns: the whole call.
        acts: labels above their thresholds, in order of turn.
        facts: answers for the call as a whole.
        step: the next step that stands at the end, or None.
        day: the call's date, or None.
        plan, backup: what the rep set out to reach, if given.
    """

    turns: tuple[Turn, ...]
    acts: tuple[Act, ...]
    facts: CallFacts
    step: NextStep | None = None
    day: date | None = None
    plan: str | None = None
    backup: str | None = None

    def of(self, *labels: str) -> tuple[Act, ...]:
        """Acts with one of these labels or label groups ("truth", "pressure")."""
        return tuple(a for a in self.acts if a.label in labels or a.label.split(".")[0] in labels)

    def at(self, turn: int, *labels: str) -> Act | None:
        """The first act of `turn` with one of these labels."""
        return next((a for a in self.acts if a.turn == turn and a.label in labels), None)

    def between(self, first: int, last: int, *labels: str) -> tuple[Act, ...]:
        """Acts with these labels on turns first..last, both included."""
        return tuple(a for a in self.of(*labels) if first <= a.turn <= last)

    def reply(self, turn: int, within: int = 3) -> Turn | None:
        """The other side's next words after `turn`."""
        me = self.turns[turn].role
        later = self.turns[turn + 1 : turn + 1 + within]
        return next((t for t in later if t.role is not me and t.role is not Role.OTHER), None)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """Every proposal of the rep paired with its answer."""
        return tuple(pair_asks(self.acts, len(self.turns)))

    @cached_property
    def refusals(self) -> tuple[Act, ...]:
        """Acts in which the other side said no or protested."""
        return self.of(*REFUSALS)

    @cached_property
    def failed(self) -> tuple[Ask, ...]:
        """Asks refused for good: a no to Tuesday is none where Wednesday, or the same in the end, is agreed."""
        settled = [a.propose for a in self.asks if a.agreed]
        if self.step and self.step.proposed:
            settled += [a.propose for a in self.asks if a.propose.quote == self.step.proposed]
        return tuple(
            ask
            for ask in self.asks
            if ask.refused and not any(s.turn >= ask.propose.turn and s.action == ask.propose.action for s in settled)
        )

    def late(self, turn: int) -> bool:
        """In the last sixth of the call (its last turn at least), where a push costs the follow-up as well."""
        return turn + 1 > len(self.turns) * 5 / 6

    @property
    def rep_turns(self) -> tuple[Turn, ...]:
        """The rep's turns."""
        return tuple(t for t in self.turns if t.role is Role.REP)


def pair_asks(acts: tuple[Act, ...], length: int) -> Iterator[Ask]:
    """Pairs each proposal with the first answer before the next proposal (a close invites the next words)."""
    proposals = [a for a in acts if a.label == PROPOSE]
    for n, ask in enumerate(proposals):
        stop = proposals[n + 1].turn if n + 1 < len(proposals) else length
        stop = min(stop, ask.turn + ANSWER_WITHIN + 1)
        answers = [a for a in acts if ask.turn < a.turn < stop and a.label in ANSWERS]
        answers.sort(key=lambda a: (a.turn, ANSWERS.index(a.label)))
        yield Ask(ask, answers[0] if answers else None)


def pressure_before(call: Call, turn: int) -> int:
    """Refusals heard before `turn`: what came before decides how much a push weighs."""
    return len({a.turn for a in call.refusals if a.turn < turn})


def quote_turn(turn: Turn) -> Quote:
    """The whole turn as a quote."""
    return Quote(turn.index, 0, len(turn.text), turn.text)
