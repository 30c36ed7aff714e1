"""Which pieces the dear model reads: all that may carry something in a short call, the most promising of a long one.

A transformer over every word of an hour of talk would cost seconds, and nearly all of it is talk in which nothing
that coach looks for happens. So the cheap model's logits, of the piece and of the turns beside it, say how promising
a piece is; and reading stops when a share of the call's words is spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import Floats
from coach.acts.inputs import Piece

# Who says it and the two end marks, which the encoder reads with every piece.
MARKS = 4


@dataclass(frozen=True, slots=True)
class Gate:
    """What decides, fitted on training calls that the cheap model had not seen.

    Attributes:
        weights: of the features of `promise`; bias: theirs.
        least: pieces less promising than this are never read (log-odds that the turn carries any label).
        words: so many words and marks are read of any call; share: and so much of a longer one, 0..1.
    """

    weights: tuple[float, ...]
    bias: float
    least: float
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


def wanted(gate: Gate, features: Floats, pieces: Sequence[Piece]) -> list[int]:
    """Numbers of the pieces to read, the most promising first; words said again cost nothing."""
    score = np.round(features @ np.array(gate.weights, np.float32) + gate.bias, 3)
    costs = [piece.count(" ") + 1 + MARKS for _, piece in pieces]
    left = max(gate.words, round(gate.share * sum(costs)))
    out, seen = [], set[Piece]()
    for n in np.argsort(-score, kind="stable"):
        cost = 0 if pieces[n] in seen else costs[n]
        if score[n] < gate.least or cost > left:
            break
        left -= cost
        seen.add(pieces[n])
        out.append(int(n))
    return out
