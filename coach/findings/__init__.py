"""What is worth telling about a call: the table of contents of all findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coach.findings import gatekeeper, ladder, opening, pressure, responses, truth, voicemail, win_back
from coach.findings.call import Call
from coach.labels import KINDS
from coach.report import Finding

__all__ = ["FINDERS", "KINDS", "find_all"]

# In the order in which a report tells them.
FINDERS: tuple[Callable[[Call], Iterator[Finding]], ...] = (
    ladder.find,
    truth.find,
    pressure.find,
    opening.find,
    voicemail.find,
    gatekeeper.find,
    win_back.find,
    responses.find,
)


def find_all(call: Call) -> tuple[Finding, ...]:
    """Every finding of the call."""
    return tuple(finding for find in FINDERS for finding in find(call))
