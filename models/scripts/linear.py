"""Trains the cheap model: TF-IDF of words and word pairs, logistic regression one label at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from coach.acts.features import Floats
from coach.acts.inputs import ModelTurn
from coach.acts.linear import Linear, document, vectorizer
from scripts.corpus import LabelledCall

FOLDS = 5
NEVER = -9.0


def targets(calls: Sequence[LabelledCall]) -> Floats:
    """All turns' labels, with "any label" as the last column."""
    y = np.concatenate([c.targets for c in calls])
    return np.column_stack([y, y.max(axis=1)]).astype(np.float32)


def fit(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]]) -> Linear:
    """One logistic regression a label, and one for "any label"."""
    words = vectorizer()
    seen = words.fit_transform([document(t.role, t.text) for call in turns for t in call])
    one = LogisticRegression(C=6.0, solver="liblinear", random_state=0)
    fitted = OneVsRestClassifier(one).fit(seen, targets(calls)).estimators_
    weights = np.column_stack([_weights(each, seen.shape[1]) for each in fitted])
    return Linear(words, weights.astype(np.float32), np.array([_bias(each) for each in fitted], np.float32))


def _weights(estimator: Any, size: int) -> Any:
    """A label that never occurred in training has a constant in place of a classifier."""
    return estimator.coef_[0] if hasattr(estimator, "coef_") else np.zeros(size)


def _bias(estimator: Any) -> float:
    return float(estimator.intercept_[0]) if hasattr(estimator, "intercept_") else NEVER


def out_of_fold(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]]) -> list[Linear]:
    """For each call, a cheap model that was not trained on it."""
    fitted = []
    for fold in range(FOLDS):
        rest = [n for n in range(len(calls)) if n % FOLDS != fold]
        fitted.append(fit([calls[n] for n in rest], [turns[n] for n in rest]))
    return [fitted[n % FOLDS] for n in range(len(calls))]
