"""What the other side said: yes, maybe, no, objections, offers, protests."""

from __future__ import annotations

from collections.abc import Iterator

from coach.findings.call import Call
from coach.labels import RESPONSE
from coach.report import Finding

WHY = {
    "response.accept": "Agrees to what was proposed.",
    "response.maybe": "Neither yes nor no.",
    "response.decline": "Says no.",
    "response.objection": "Gives a reason against.",
    "response.offer": "Proposes or promises a step of their own.",
    "response.pushback": "Protests against the pressure or the call.",
}


def find(call: Call) -> Iterator[Finding]:
    """Every response, quoted."""
    for act in call.of(*RESPONSE):
        yield Finding(act.label, (act.quote,), act.probability, WHY[act.label])
