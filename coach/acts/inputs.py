"""What the models are shown of a turn: its words, in pieces where it is long, and who says them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.acts.text import normalise, pieces
from coach.transcript import Role, Turn

ROLE_WORD = {
    Role.REP: "rep",
    Role.PROSPECT: "client",
    Role.GATEKEEPER: "desk",
    Role.OTHER: "other",
    Role.UNKNOWN: "speaker",
}
MOST_TOKENS = 80
CLS, SEP = 101, 102

Tokenize = Callable[[str], list[int]]
Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModelTurn:
    """A turn as the model sees it: role, normalised text whole and in pieces."""

    role: Role
    text: str
    pieces: tuple[str, ...]


def model_turns(turns: Sequence[Turn]) -> tuple[ModelTurn, ...]:
    """Normalised turns, once for all stages."""
    return tuple(model_turn(t.role, t.text) for t in turns)


def model_turn(role: Role, text: str) -> ModelTurn:
    """One turn as the model sees it."""
    spans = pieces(text)
    whole = normalise(text)
    parts = (whole,) if len(spans) == 1 else tuple(normalise(text[a:b]) for a, b in spans)
    return ModelTurn(role, whole, parts)


def marked(role: Role, piece: str, tokenize: Tokenize) -> Ids:
    """A piece among others as token ids: who says it, its words, an end mark."""
    return (*tokenize(f"{ROLE_WORD[role]} :"), *tokenize(piece)[:MOST_TOKENS], SEP)
