"""Which pieces the dear model reads: all of a short call, the most promising of a long one with those before them.

A transformer over every word of an hour of talk would cost seconds, and nearly all of it is talk in which nothing
that coach looks for happens. So the cheap model's logits, of the piece and of the turns beside it, say how promising
a piece is; and reading stops when the words that the call is allowed are spent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import Floats

# Who says it and the end mark, which the encoder reads with every piece.
MARKS = 3
# How many pieces before a promising one are read with it, whatever they promise: what it answers.
BEFORE = 1


@dataclass(frozen=True, slots=True)
class Gate:
    """What decides, fitted on training calls that the cheap model had not seen.

    Attributes:
        weights: of the features of `promise`; bias: theirs.
        words: a call of so many words and marks is read whole; share: and so much of the longest, 0..1.
    """

    weights: tuple[float, ...]
    bias: float
    words: int
    share: float


def promise(pieces: Floats, turns: Floats, owner: NDArray[np.int64], plain: Floats) -> Floats:
    """Features of each piece: its own cheap logits, those of the turn before and the turn after, the plain ones.

    Args:
        pieces: cheap logits, shape (pieces, labels + 1); turns: the same by turn; owner: the turn of each piece.
        plain: plain features by turn.
    """
    nothing = np.full((1, turns.shape[1]), -4.0, np.float32)
    before, after = np.vstack([nothing, turns[:-1]]), np.vstack([turns[1:], nothing])
    near = [pieces, before[owner], after[owner]]
    return np.column_stack([np.clip(x, -4, 4) for x in near] + [plain[owner]]).astype(np.float32)


def allowed(gate: Gate, words: int) -> int:
    """How many of so many words and marks are read: half as many of a call four times as long, until `share` is more.

    So an hour's call takes no longer than one of a quarter of an hour, of which more is read.
    """
    return round(max(gate.share * words, gate.words * math.sqrt(gate.words / max(words, 1))))


def wanted(gate: Gate, features: Floats, pieces: Sequence[str]) -> list[int]:
    """Numbers of the pieces to read, in order: the most promising, each with those before it, while words are left."""
    score = np.round(features @ np.array(gate.weights, np.float32) + gate.bias, 3)
    costs = [piece.count(" ") + 1 + MARKS for piece in pieces]
    left = allowed(gate, sum(costs))
    out: set[int] = set()
    for n in np.argsort(-score, kind="stable").tolist():
        more = set(range(max(0, n - BEFORE), n + 1)) - out
        left -= sum(costs[k] for k in more)
        if left < 0:
            break
        out |= more
    return sorted(out)
