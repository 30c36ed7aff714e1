"""The cheap model: word features and one linear classifier a label, read first and for every piece of every turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import Floats
from coach.acts.inputs import ROLE_WORD, ModelTurn
from coach.transcript import Role


class Linear:
    """A scikit-learn pipeline (TF-IDF, then one logistic regression a label) with its coefficients side by side."""

    def __init__(self, pipeline: Any) -> None:
        words, classifier = pipeline[0], pipeline[-1]
        self.words = words
        self._weights = np.column_stack([_weights(e, len(words.vocabulary_)) for e in classifier.estimators_])
        self._bias = np.array([_bias(e) for e in classifier.estimators_])

    def logits(self, documents: Sequence[str]) -> Floats:
        """Linear logits, shape (documents, labels + 1); the last column is "carries any label"."""
        return np.asarray(self.words.transform(documents) @ self._weights + self._bias, np.float32)


def _weights(estimator: Any, size: int) -> NDArray[np.float64]:
    """A label that never occurred in training has a constant in place of a classifier."""
    return np.asarray(estimator.coef_[0]) if hasattr(estimator, "coef_") else np.zeros(size)


def _bias(estimator: Any) -> float:
    return float(estimator.intercept_[0]) if hasattr(estimator, "intercept_") else -9.0


def document(role: Role, text: str) -> str:
    """Words as the vectoriser reads them: the speaker's role is a word."""
    return f"role_{ROLE_WORD[role]} {text}"


def documents(turns: Sequence[ModelTurn]) -> list[str]:
    """Every piece of every turn, in order."""
    return [document(t.role, piece) for t in turns for piece in t.pieces]


def owners(turns: Sequence[ModelTurn]) -> NDArray[np.int64]:
    """The turn that each piece belongs to."""
    return np.repeat(np.arange(len(turns)), [len(t.pieces) for t in turns])


def by_turn(logits: Floats, owner: NDArray[np.int64]) -> Floats:
    """A long turn does what its strongest piece does, label by label."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return np.asarray(np.maximum.reduceat(logits, starts, axis=0), np.float32)
