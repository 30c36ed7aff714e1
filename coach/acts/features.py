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
# Logits of a turn that the gate kept from the encoder.
NOT_READ = -9.0
PLAIN = 14
ACTIONS = 7
ENCODER_OUT = len(LABELS) + ACTIONS


def features(turns: Sequence[ModelTurn], linear: Floats, encoder: Floats) -> Floats:
    """Features, shape (turns, 14 + labels + 1 + labels + 7).

    Args:
        turns: the call.
        linear: logits of the linear model, shape (turns, labels + 1); the last column is "any label".
        encoder: logits of the encoder, shape (turns, labels + 7); `NOT_READ` where it was not asked.
    """
    plain = np.array([_plain(turns, n, encoder[n, 0] > NOT_READ) for n in range(len(turns))], np.float32)
    cheap, dear = np.clip(linear, -6, 6) / 3, np.clip(encoder, -8, 6) / 3
    return np.concatenate([plain, cheap, dear], axis=1).astype(np.float32)


def _plain(turns: Sequence[ModelTurn], n: int, was_read: bool) -> list[float]:
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
        float(was_read),
    ]
