"""Trains the cheap model: TF-IDF of words and word pairs, logistic regression one label at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from coach.acts.features import Floats
from coach.acts.inputs import ModelTurn
from coach.acts.linear import Linear, document
from scripts.corpus import LabelledCall

FOLDS = 5


def targets(calls: Sequence[LabelledCall]) -> Floats:
    """All turns' labels, with "any label" as the last column."""
    y = np.concatenate([c.targets for c in calls])
    return np.column_stack([y, y.max(axis=1)]).astype(np.float32)


def fit(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]]) -> Pipeline:
    """A pipeline whose `decision_function` gives labels + 1 logits a turn."""
    documents = [document(t.role, t.text) for call in turns for t in call]
    words = TfidfVectorizer(
        token_pattern=r"(?u)[\w']+|\?",
        ngram_range=(1, 2),
        min_df=3,
        max_features=30000,
        sublinear_tf=True,
        lowercase=False,
    )
    one = LogisticRegression(C=6.0, solver="liblinear", random_state=0)
    return make_pipeline(words, OneVsRestClassifier(one)).fit(documents, targets(calls))


def out_of_fold(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]]) -> list[Linear]:
    """For each call, a cheap model that was not trained on it."""
    fitted = []
    for fold in range(FOLDS):
        rest = [n for n in range(len(calls)) if n % FOLDS != fold]
        fitted.append(Linear(fit([calls[n] for n in rest], [turns[n] for n in rest])))
    return [fitted[n % FOLDS] for n in range(len(calls))]
