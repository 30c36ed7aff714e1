"""What either side promised to do, and when: for the calendar and the CRM (school C)."""

from __future__ import annotations

from coach.findings.call import Call
from coach.findings.steps import Candidate, candidates, offer_owner, step_when, withdrawn
from coach.findings.when import find_when
from coach.labels import RECAP
from coach.report import Act, Commitment
from coach.transcript import Role


def commitments(call: Call) -> tuple[Commitment, ...]:
    """Agreed asks and own offers that nobody took back, and recaps of a day not listed yet, in order."""
    kept = [c for c in candidates(call.acts, len(call.turns)) if withdrawn(c, call.acts) is None]
    made = [(_act(step).turn, _commitment(call, step)) for step in kept]
    days = {c.day or c.when for _, c in made}
    recaps = [(act.turn, _recap(call, act)) for act in call.of(RECAP)]
    made += [(turn, c) for turn, c in recaps if (c.day or c.when) not in days]
    unique = {c.quote: (turn, c) for turn, c in reversed(made)}
    return tuple(c for _, c in sorted(unique.values(), key=lambda pair: (pair[0], pair[1].quote.start)))


def _act(step: Candidate) -> Act:
    """The words of the promise: the ask that was accepted, else the other side's own offer."""
    return step.propose if step.propose and step.agree.label != "response.offer" else step.agree


def _commitment(call: Call, step: Candidate) -> Commitment:
    act = _act(step)
    asked = act is step.propose
    when = step_when(step, call.turns, call.acts, call.day)
    owner = _owner(call, step) if asked else offer_owner(act, call.turns)
    return Commitment(owner, act.quote, when.text if when else None, when.day if when and when.specific else None)


def _owner(call: Call, step: Candidate) -> Role:
    """A sale or an introduction is the other side's to do; the other rungs are the rep's."""
    return call.turns[step.agree.turn].role if step.action in ("sale", "introduction") else Role.REP


def _recap(call: Call, act: Act) -> Commitment:
    best = max(find_when(act.quote.text, call.day), key=lambda w: (w.specific, len(w.text)), default=None)
    return Commitment(Role.REP, act.quote, best.text if best else None, best.day if best and best.specific else None)
