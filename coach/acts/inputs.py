"""What the encoder is shown for a turn: its words, who says them, and the two turns before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.acts.text import normalise, pieces
from coach.transcript import Role, Turn

ROLE_WORD = {
    Role.REP: "rep",
    Role.PROSPECT: "client",
    Role.GATEKEEPER: "desk",
    Role.OTHER: "other",
    Role.UNKNOWN: "speaker",
}
CURRENT_TOKENS, BEFORE_TOKENS, EARLIER_TOKENS = 80, 24, 12
CLS, SEP = 101, 102

Tokenize = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Input:
    """Token ids of one piece of a turn with its context.

    Attributes:
        turn: index of the turn; piece: number of the piece in it.
        ids: token ids; current: how many of them are the piece itself (the rest is context).
    """

    turn: int
    piece: int
    ids: tuple[int, ...]
    current: int


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


def sequences(turns: Sequence[ModelTurn], n: int, tokenize: Tokenize) -> list[Input]:
    """The encoder's inputs for turn `n`, one a piece."""
    context: list[int] = []
    for back, most in ((1, BEFORE_TOKENS), (2, EARLIER_TOKENS)):
        if n >= back:
            before = turns[n - back]
            context += tokenize(f"{ROLE_WORD[before.role]} :") + tokenize(before.text)[-most:]
    role = tokenize(f"{ROLE_WORD[turns[n].role]} :")
    out = []
    for k, text in enumerate(turns[n].pieces):
        current = [CLS, *role, *tokenize(text)[:CURRENT_TOKENS], SEP]
        out.append(Input(n, k, (*current, *context, SEP), len(current)))
    return out


def cached(tokenize: Tokenize, size: int = 4096) -> Tokenize:
    """The same tokenizer, remembering recent texts: each turn is read three times, as itself and as context."""
    remember = lru_cache(size)(lambda text: tuple(tokenize(text)))
    return lambda text: list(remember(text))
