"""The words of a turn that carry a label: the whole of a short turn, else its strongest sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.acts.linear import Linear, document
from coach.acts.text import normalise, pieces, sentences
from coach.labels import LABELS
from coach.transcript import Quote, Turn

# A turn of up to this many words is quoted whole.
WHOLE_WORDS = 30
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A label on a turn, and the piece of the turn in which the encoder found it most."""

    turn: Turn
    label: str
    piece: int


def carrying_words(found: Sequence[Found], linear: Linear) -> list[Quote]:
    """A quote each; the sentences of all long ones are read by the cheap model in one go."""
    choices = [_choices(f) for f in found]
    told = [(f, a, b) for f, spans in zip(found, choices, strict=True) if len(spans) > 1 for a, b in spans]
    scores = iter(_scores(told, linear))
    return [_quote(f.turn, spans, scores) for f, spans in zip(found, choices, strict=True)]


def _choices(found: Found) -> list[Span]:
    """The sentences of a long piece, of which the strongest is quoted; else the piece."""
    text = found.turn.text
    spans = pieces(text)
    start, end = spans[min(found.piece, len(spans) - 1)]
    if len(text[start:end].split()) <= WHOLE_WORDS:
        return [(start, end)]
    parts = [(start + a, start + b) for a, b in sentences(text[start:end])]
    return parts if len(parts) > 1 else [(start, end)]


def _scores(told: Sequence[tuple[Found, int, int]], linear: Linear) -> list[float]:
    if not told:
        return []
    logits = linear.logits([document(f.turn.role, normalise(f.turn.text[a:b])) for f, a, b in told])
    return [float(logits[n, LABELS.index(f.label)]) for n, (f, _, _) in enumerate(told)]


def _quote(turn: Turn, spans: Sequence[Span], scores: Iterator[float]) -> Quote:
    if len(spans) == 1:
        start, end = spans[0]
        return Quote(turn.index, start, end, turn.text[start:end])
    mine = [next(scores) for _ in spans]
    start, end = spans[mine.index(max(mine))]
    start += len(turn.text[start:end]) - len(turn.text[start:end].lstrip())
    return Quote(turn.index, start, end, turn.text[start:end])
