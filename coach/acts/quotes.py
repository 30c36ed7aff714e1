"""The words of a turn that carry a label: the whole of a short turn, else its strongest sentence."""

from __future__ import annotations

from coach.acts.inputs import model_turn
from coach.acts.model import Model
from coach.acts.text import pieces, sentences
from coach.labels import LABELS
from coach.transcript import Quote, Turn

# A turn of up to this many words is quoted whole.
WHOLE_WORDS = 30


def carrying_words(turn: Turn, label: str, piece: int, model: Model) -> Quote:
    """The quote of a label: `piece` is the part of a long turn in which the encoder found it."""
    spans = pieces(turn.text)
    start, end = spans[min(piece, len(spans) - 1)]
    if len(turn.text[start:end].split()) > WHOLE_WORDS:
        start, end = _sentence(turn, label, start, end, model)
    return Quote(turn.index, start, end, turn.text[start:end])


def _sentence(turn: Turn, label: str, start: int, end: int, model: Model) -> tuple[int, int]:
    """The sentence of a piece that the cheap model finds strongest; the piece itself where there is but one."""
    spans = [(start + a, start + b) for a, b in sentences(turn.text[start:end])]
    if len(spans) < 2:
        return start, end
    read = [model_turn(turn.role, turn.text[a:b]) for a, b in spans]
    scores = model.linear_logits(read)[:, LABELS.index(label)]
    a, b = spans[int(scores.argmax())]
    lead = len(turn.text[a:b]) - len(turn.text[a:b].lstrip())
    return a + lead, b
