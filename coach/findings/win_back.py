"""Calls to someone who went silent or chose otherwise: a step back and the truth, or a chase.

Source: "Seven steps to the truth" (school B): call back for the truth, not to close.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.findings.call import Call
from coach.labels import PROPOSE
from coach.report import Finding

# Rungs that give the other side something to look at or try (school E: things of value first).
GIVES = ("collateral", "proposal")


def find(call: Call) -> Iterator[Finding]:
    """Step back against chase; in other calls, chasing alone is told by `pressure.chasing`."""
    if call.facts.call_type != "win_back":
        return
    back = call.of("truth.safe_no", "truth.feedback")
    chase = call.of("pressure.chasing")
    if back:
        why = "The rep took a step back and asked for the truth."
        yield Finding("win_back_step_back", tuple(a.quote for a in back[:3]), back[0].probability, why)
    if chase and not back:
        why = "The rep asked where things stand, with nothing new and no leave to say no."
        yield Finding("win_back_chased", tuple(a.quote for a in chase[:3]), chase[0].probability, why)
    useful = [a for a in call.of(PROPOSE) if a.action in GIVES]
    if useful and not chase:
        why = "The call brings something of use to the other side, so it is no chase."
        yield Finding("value_first", (useful[0].quote,), useful[0].probability, why)
    if not back and not chase and not call.of("truth.probe", "truth.final_check", "truth.next_direction"):
        why = "Nobody asked why it went quiet, or said that a no is fine."
        yield Finding("win_back_no_truth", (), call.facts.call_type_confidence, why)
