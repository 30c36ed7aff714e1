"""The next step that stands at the end: asks, the other side's own offers, and what was taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from coach.findings.call import ANSWER_WITHIN, pair_asks
from coach.findings.when import When, find_when
from coach.labels import PROPOSE, RECAP, rung
from coach.report import Act, NextStep
from coach.transcript import Role, Turn


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step somebody agreed to or promised, before it is known whether it lasts."""

    action: str
    propose: Act | None
    agree: Act
    offered: bool

    @property
    def confidence(self) -> float:
        """How sure both halves are, 0..1."""
        return self.agree.probability * (self.propose.probability if self.propose else 1.0)


def candidates(acts: tuple[Act, ...], length: int) -> tuple[Candidate, ...]:
    """Every agreement of the call: an ask that was accepted, or the other side's own offer."""
    found = [
        Candidate(ask.propose.action or "call_back", ask.propose, ask.answer, False)
        for ask in pair_asks(acts, length)
        if ask.agreed and ask.answer is not None and not _own_step(ask.propose, ask.answer, acts)
    ]
    taken = {c.agree.turn for c in found}
    found += [
        Candidate(act.action or "call_back", None, act, True)
        for act in acts
        if act.label == "response.offer" and act.turn not in taken
    ]
    found += _late_yes(acts, taken)
    return tuple(sorted(found, key=lambda c: c.agree.turn))


def _own_step(ask: Act, answer: Act, acts: tuple[Act, ...]) -> bool:
    """Whether the answer puts another step in the place of the one asked for.

    It is on another rung ("no visit, but a quote"), or comes with a no ("please don't; mail me in June").
    """
    if answer.label != "response.offer":
        return False
    no = any(a.turn == answer.turn and a.label == "response.decline" for a in acts)
    return no or answer.action not in (None, ask.action)


def _late_yes(acts: tuple[Act, ...], taken: set[int]) -> Iterator[Candidate]:
    """A yes that comes after a first answer ("let me look ... okay, fine"): it answers the last ask."""
    for act in acts:
        if act.label != "response.accept" or act.turn in taken:
            continue
        asks = [a for a in acts if a.label in (PROPOSE, RECAP) and 0 < act.turn - a.turn <= 2 * ANSWER_WITHIN]
        if asks and asks[-1].action:
            yield Candidate(asks[-1].action, asks[-1], act, False)


def withdrawn(step: Candidate, acts: tuple[Act, ...]) -> Act | None:
    """The act that takes the step back: a later no that answers no other ask, and that nothing renews."""
    for act in acts:
        if act.turn <= step.agree.turn or act.label != "response.decline":
            continue
        asked = [a for a in acts if a.label == PROPOSE and step.agree.turn < a.turn < act.turn]
        if all(a.action == step.action for a in asked[-1:]) and not _renewed(step, act, acts):
            return act
    return None


def _renewed(step: Candidate, no: Act, acts: tuple[Act, ...]) -> bool:
    """Whether the step stands again after a no: said back, offered anew, or a yes to no other ask."""
    for act in acts:
        if act.turn < no.turn or act.label not in (RECAP, "response.accept", "response.offer"):
            continue
        asked = [a for a in acts if a.label == PROPOSE and no.turn < a.turn < act.turn]
        own = act.action or (step.action if act.label != "response.offer" else "call_back")
        if own == step.action and all(a.action == step.action for a in asked[-1:]):
            return True
    return False


def standing(acts: tuple[Act, ...], length: int) -> tuple[Candidate, ...]:
    """Agreements that nobody took back, highest rung first, later before earlier."""
    left = [c for c in candidates(acts, length) if withdrawn(c, acts) is None]
    return tuple(sorted(left, key=lambda c: (-rung(c.action), -c.agree.turn)))


def step_when(step: Candidate, turns: tuple[Turn, ...], acts: tuple[Act, ...], today: date | None) -> When | None:
    """The words for the step's time: the same step asked, refined and timed over several turns is one step.

    The words that settle it count: of "Tuesday at ten, or Wednesday?" and "Wednesday suits me", Wednesday.
    An hour named apart from its day is added, but for one that was named in pushing past a no.
    """
    agreed = step.agree.turn
    first = step.propose.turn if step.propose else agreed
    recaps = [a.turn for a in acts if a.label == RECAP and a.turn > first]
    others = [a.turn for a in acts if a.label == PROPOSE and a.turn > agreed and a.action != step.action]
    after = range(agreed + 1, min([agreed + 4, *others]))
    near = [agreed, first, *range(agreed - 1, first, -1), *recaps, *after]
    spoken = {t: find_when(turns[t].text, today) for t in near if t < len(turns)}
    found = list(spoken.values())
    everything = [w for whens in found for w in whens]
    best = next((_clearest(whens) for whens in found if any(w.specific for w in whens)), None)
    if best is None:
        return _clearest(everything)
    if best.time:
        return best
    same = [w for w in everything if w.specific and w.time and w.day == best.day and (w.day or best.text in w.text)]
    pushed = {a.turn for a in acts if a.label == "pressure.ignored_no"}
    hours = (w for t, whens in spoken.items() if t not in pushed for w in whens)
    hour = next((w.time for w in hours if w.time and not w.specific), None)
    return same[0] if same else replace(best, time=hour)


def _clearest(whens: Iterable[When]) -> When | None:
    """The clearest of some words for a time; the last of equals ("not Monday, Tuesday")."""
    return max(
        reversed(list(whens)),
        key=lambda w: (w.specific, w.day is not None, bool(w.time), len(w.text)),
        default=None,
    )


def next_step(
    step: Candidate, turns: tuple[Turn, ...], acts: tuple[Act, ...], today: date | None, confidence: float
) -> NextStep:
    """The card of a standing step. A sale signed in the call has no when unless a start was agreed."""
    when = step_when(step, turns, acts, today)
    owner = offer_owner(step.agree, turns) if step.offered else Role.REP
    return NextStep(
        action=step.action,
        when=when.text if when else None,
        day=when.day if when and when.specific else None,
        time=when.time if when and when.specific else None,
        specific=when is not None and when.specific,
        owner=owner,
        proposed=step.propose.quote if step.propose else None,
        agreed=step.agree.quote,
        confidence=confidence,
    )


ASKS_REP = re.compile(
    r"(?<!'ll )(?<!’ll )(?<!will )"
    r"\b(?:ring|call|phone|text|try|e-?mail|message|send|get|give|bring|drop|come|pop|write|quote)"
    r" (?:me|us|it|that|them|over|by|in|back|round|again)\b",
    re.I,
)


def offer_owner(offer: Act, turns: tuple[Turn, ...]) -> Role:
    """Who has to act on an offer: the rep on "ring me on Thursday", else the one who made it."""
    return Role.REP if ASKS_REP.search(offer.quote.text) else turns[offer.turn].role
