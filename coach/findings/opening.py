"""How the call was opened: leave to follow up, and the person who suggested the call (school D, E)."""

from __future__ import annotations

from collections.abc import Iterator

from coach.findings.call import Call
from coach.labels import OPENING
from coach.report import Finding

WHY = {
    "opening.follow_up_permission": "Agrees early how the call will end, or that the rep may follow up.",
    "opening.reference": "Names someone the other side knows who suggested the call.",
}


def find(call: Call) -> Iterator[Finding]:
    """Opening permission and reference."""
    for act in call.of(*OPENING):
        yield Finding(act.label, (act.quote,), act.probability, WHY[act.label])
