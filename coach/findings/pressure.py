"""Was the rep overly pushy: every pressure move, weighed by what came before it and where it stands.

Source: "Don't be pushy, follow up" (school D).
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.findings.call import Call, pressure_before
from coach.labels import PRESSURE
from coach.report import Act, Finding

WHY = {
    "pressure.assumed_sale": "Talks as though the other side had agreed.",
    "pressure.urgency": "Uses a deadline, scarcity or fear of loss to force a decision now.",
    "pressure.ignored_no": "Goes on after a no, neither accepting it nor asking why.",
    "pressure.guilt": "Uses guilt, ridicule, flattery or fear as a lever.",
    "pressure.ultimatum": "Now or never: takes the offer away to provoke a yes.",
    "pressure.tie_down": "A leading question whose only easy answer is yes.",
    "pressure.chasing": "Chases a decision with nothing new.",
}
AFTER_REFUSAL, NEAR_END = 0.5, 0.25


def weight(call: Call, act: Act) -> float:
    """1 for a plain move; more after a refusal and near the end, where it also costs the follow-up."""
    after = AFTER_REFUSAL if pressure_before(call, act.turn) else 0.0
    return 1.0 + after + (NEAR_END if call.late(act.turn) else 0.0)


def find(call: Call) -> Iterator[Finding]:
    """All findings on pressure, and how a failed close ended."""
    for act in call.of(*PRESSURE):
        heard = pressure_before(call, act.turn)
        after = f" Said after {heard} refusal{'s' if heard > 1 else ''}." if heard else ""
        yield Finding(act.label, (act.quote,), act.probability, WHY[act.label] + after, weight(call, act))
    yield from _ending(call)


def _ending(call: Call) -> Iterator[Finding]:
    """A failed close that ends in a follow-up is to the rep's credit; one that ends in a push is a fault."""
    first = next((r for r in call.refusals if _fails(call, r)), None)
    if first is None:
        return
    last_push = next((a for a in reversed(call.of(*PRESSURE)) if call.late(a.turn) and a.turn > first.turn), None)
    if call.step and call.step.agreed.turn > first.turn:
        why = "The close failed, and the call still ended in a next step: the sale is the next call."
        yield Finding("followup_after_no", (first.quote, call.step.agreed), call.step.confidence, why)
    elif last_push:
        why = "The close failed, and the call ended in a push."
        yield Finding("push_at_end", (first.quote, last_push.quote), last_push.probability, why, 1.5)


def _fails(call: Call, refusal: Act) -> bool:
    """Whether a no or a protest ends a close: it follows an ask that was not settled after all."""
    asks = [a for a in call.asks if a.propose.turn < refusal.turn]
    settled = any(a.answer == refusal and a not in call.failed for a in asks)
    return bool(asks) and not settled
