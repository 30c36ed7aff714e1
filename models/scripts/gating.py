"""Fits what decides how much the encoder reads: whether a turn carries a label, by cheap logits of it and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from coach.acts.features import Floats, plain
from coach.acts.gate import promise
from coach.acts.inputs import ModelTurn
from coach.acts.linear import Linear, by_turn, documents, owners
from scripts.corpus import LabelledCall

# A call of so many words is read whole, and of the longest such a share: chosen by speed, see the model card.
WORDS, SHARE = 1000, 0.1


def fit(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]], folds: Sequence[Linear]) -> Any:
    """The gate as plain numbers; `folds` are for each call a cheap model that was not trained on it."""
    x = np.concatenate([_features(t, linear) for t, linear in zip(turns, folds, strict=True)])
    y = np.concatenate([c.targets.max(axis=1) for c in calls])
    fitted = LogisticRegression(C=0.1, max_iter=1000).fit(x, y)
    return {
        "weights": [round(float(w), 5) for w in fitted.coef_[0]],
        "bias": round(float(fitted.intercept_[0]), 5),
        "words": WORDS,
        "share": SHARE,
    }


def _features(turns: tuple[ModelTurn, ...], linear: Linear) -> Floats:
    """Of whole turns: which piece of a long one carries the label is not known."""
    owner = owners(turns)
    cheap = by_turn(linear.logits(documents(turns)), owner)
    return promise(cheap, cheap, np.arange(len(turns)), plain(turns))
