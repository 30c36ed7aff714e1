"""A scored call as destinations are given it, and how they read back what they kept."""

from __future__ import annotations

from dataclasses import dataclass

from coach.batch.item import unpacked
from coach.batch.ledger import Kept
from coach.report import Report
from coach.scorecard import CallRow, row_from_json
from coach.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Done:
    """A report with what it does not say itself: the file it came from, and whose call with whom it was.

    Attributes:
        transcript: what was scored, with roles.
        content: the bytes of the file, or of the line.
        position: 0-based place of the call in it, counting those that cannot be read.
        first: whether it is the first of it that was scored.
    """

    report: Report
    file: str
    rep: str | None
    prospect: str | None
    transcript: Transcript | None = None
    content: bytes = b""
    position: int = 0
    first: bool = True


def card_of(kept: Kept) -> CallRow:
    """The scorecard's row of the call."""
    return row_from_json(unpacked(kept.card))


def body_of(kept: Kept) -> str:
    """What the destination's `body` made of the call."""
    return unpacked(kept.body)
