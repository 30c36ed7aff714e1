"""A call as the model of the whole call gets it: what the cheap and the dear model said of each turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.acts.encoder import WIDTH, Encoder
from coach.acts.features import ACTIONS, Floats, features, plain
from coach.acts.gate import Gate, promise, wanted
from coach.acts.inputs import ModelTurn, Tokenize, marked
from coach.acts.linear import Linear, by_turn, documents, owners
from coach.acts.windows import windows
from coach.labels import LABELS


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a call, turn by turn.

    Attributes:
        vectors: shape (turns, 384), zeros where the encoder was not asked.
        features: shape (turns, features) of `coach.acts.features`.
        logits: shape (turns, labels + 7), the cheap model's where the encoder was not asked.
        pieces: shape (turns, labels), for each label the piece of the turn that carries it most.
    """

    vectors: Floats
    features: Floats
    logits: Floats
    pieces: NDArray[np.int64]


def read_turns(turns: Sequence[ModelTurn], linear: Linear, gate: Gate, encoder: Encoder, tokenize: Tokenize) -> Reading:
    """Reads a call: every piece by the cheap model, the promising ones by the dear one."""
    owner, cheap = owners(turns), linear.logits(documents(turns))
    by_cheap, known = by_turn(cheap, owner), plain(turns)
    pieces = [(turn.role, piece) for turn in turns for piece in turn.pieces]
    chosen = wanted(gate, promise(cheap, by_cheap, owner, known), [piece for _, piece in pieces])
    logits = np.column_stack([cheap[:, : len(LABELS)], np.zeros((len(pieces), ACTIONS))]).astype(np.float32)
    vectors, was_read = np.zeros((len(pieces), WIDTH), np.float32), np.zeros(len(pieces), np.bool_)
    was_read[chosen] = True
    vectors[chosen], logits[chosen] = encoder.read(windows({n: marked(*pieces[n], tokenize) for n in chosen}))
    return _by_turn(known, owner, by_cheap, vectors, logits, was_read)


def _by_turn(
    known: Floats,
    owner: NDArray[np.int64],
    cheap: Floats,
    vectors: Floats,
    logits: Floats,
    was_read: NDArray[np.bool_],
) -> Reading:
    """A long turn does what its strongest piece does; its vector is that of the strongest piece that was read."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    ends = np.append(starts[1:], len(owner))
    strength = np.where(was_read, logits[:, : len(LABELS)].max(axis=1), -np.inf)
    best = np.array([a + int(strength[a:b].argmax()) for a, b in zip(starts, ends, strict=True)])
    pieces = [logits[a:b, : len(LABELS)].argmax(axis=0) for a, b in zip(starts, ends, strict=True)]
    highest, read = by_turn(logits, owner), was_read[best]
    return Reading(vectors[best], features(known, cheap, highest, read), highest, np.array(pieces))
