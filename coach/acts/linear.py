"""The cheap model: word features and one linear classifier a label, read first and for every turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from coach.acts.features import Floats
from coach.acts.inputs import ROLE_WORD, ModelTurn


def document(turn: ModelTurn) -> str:
    """A turn as the vectoriser reads it: the speaker's role is a word."""
    return f"role_{ROLE_WORD[turn.role]} {turn.text}"


def logits(pipeline: Any, turns: Sequence[ModelTurn]) -> Floats:
    """Linear logits, shape (turns, labels + 1); the last column is "carries any label"."""
    scores = pipeline.decision_function([document(t) for t in turns])
    return np.asarray(scores, np.float32)
