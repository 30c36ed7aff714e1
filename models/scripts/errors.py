"""The worst errors: labels the model was surest of and wrong, quoted, each with what a simple rule can say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coach.acts.text import pieces
from coach.labels import LABELS, allowed
from coach.transcript import Role
from scripts.reading import Read, read_by_encoder

EACH = 5
MOST_WORDS = 70


@dataclass(frozen=True, slots=True)
class Miss:
    """A label given without being in the corpus, or missing though it is."""

    read: Read
    turn: int
    label: str
    given: bool
    probability: float

    @property
    def sureness(self) -> float:
        """How sure the model was of the wrong answer."""
        return self.probability if self.given else 1 - self.probability


def worst(reads: Sequence[Read]) -> list[dict[str, Any]]:
    """The five surest false alarms and the five surest misses, surest first."""
    found = sorted(
        (m for r in reads for m in misses(r)), key=lambda m: (-round(m.sureness, 4), m.read.call.id, m.turn, m.label)
    )
    picked = [m for m in found if m.given][:EACH] + [m for m in found if not m.given][:EACH]
    return [_row(m) for m in picked]


def misses(read: Read) -> Iterator[Miss]:
    """Every wrong label of a call."""
    for n, (gold, said) in enumerate(zip(read.gold, read.said, strict=True)):
        for label in gold ^ said:
            p = float(read.analysis.reading.probabilities[n, LABELS.index(label)])
            yield Miss(read, n, label, label in said, p)


def _row(miss: Miss) -> dict[str, Any]:
    call = miss.read.call
    words = call.texts[miss.turn].split()
    return {
        "call": call.id,
        "turn": miss.turn,
        "role": call.roles[miss.turn].value,
        "text": " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else ""),
        "error": "given, not in the corpus" if miss.given else "in the corpus, not given",
        "label": miss.label,
        "probability": miss.probability,
        "diagnosis": diagnosis(miss),
    }


def diagnosis(miss: Miss) -> str:
    """What the labels themselves tell about the error."""
    read, n = miss.read, miss.turn
    role = read.call.roles[n]
    if role is Role.UNKNOWN:
        return "the speaker's role is unknown"
    if not allowed(miss.label, role):
        return f"the corpus has it on a turn of the {role.value}, whom the label cannot be given to"
    if not miss.given and not read_by_encoder(read)[n]:
        return "the cheap model kept the turn from the encoder"
    side, other = (read.gold, "the corpus has") if miss.given else (read.said, "the model gave")
    here = side[n]
    group = miss.label.partition(".")[0]
    kin = sorted(x for x in here if x.partition(".")[0] == group)
    if kin:
        return f"right group, other kind: {other} {', '.join(kin)}"
    if here:
        return f"{other} {', '.join(sorted(here))} instead"
    near = [k for k in (n - 2, n - 1, n + 1, n + 2) if 0 <= k < len(side) and miss.label in side[k]]
    if near:
        return f"{other} it {abs(near[0] - n)} turn(s) {'earlier' if near[0] < n else 'later'}"
    parts = len(pieces(read.call.texts[n]))
    long = f"; a long turn of {parts} pieces" if parts > 1 else ""
    return ("the corpus has no label here" if miss.given else "the model gave no label here") + long
