"""Plain features of a turn for the context model: role, place in the call, length, cheap and dear logits."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.acts.inputs import ModelTurn
from coach.labels import LABELS
from coach.transcript import Role

ROLES = (Role.REP, Role.PROSPECT, Role.GATEKEEPER, Role.OTHER, Role.UNKNOWN)
Floats = NDArray[np.float32]
PLAIN = 13
ACTIONS = 7
ENCODER_OUT = len(LABELS) + ACTIONS


def features(known: Floats, linear: Floats, encoder: Floats, was_read: NDArray[np.bool_]) -> Floats:
    """Features, shape (turns, 13 + 1 + labels + 1 + labels + 7).

    Args:
        known: the plain features, shape (turns, 13).
        linear: logits of the linear model, shape (turns, labels + 1); the last column is "any label".
        encoder: logits of the encoder, shape (turns, labels + 7); those of the linear model where it was not asked.
        was_read: whether the encoder was asked, shape (turns,).
    """
    cheap, dear = np.clip(linear, -6, 6) / 3, np.clip(encoder, -8, 6) / 3
    return np.concatenate([known, was_read[:, None], cheap, dear], axis=1).astype(np.float32)


def plain(turns: Sequence[ModelTurn]) -> Floats:
    """Who speaks, where in the call, how long: shape (turns, 13)."""
    return np.array([_plain(turns, n) for n in range(len(turns))], np.float32)


def _plain(turns: Sequence[ModelTurn], n: int) -> list[float]:
    turn, total = turns[n], len(turns)
    words = len(turn.text.split())
    return [
        *(float(turn.role is role) for role in ROLES),
        float(n > 0 and turn.role is turns[n - 1].role),
        n / total,
        math.log1p(n) / 5,
        math.log1p(total - 1 - n) / 5,
        math.log1p(total) / 5,
        float("?" in turn.text),
        math.log1p(words) / 4,
        float(words <= 3),
    ]
