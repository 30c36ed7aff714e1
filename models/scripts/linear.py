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
from coach.acts.linear import document, logits
from scripts.corpus import LabelledCall

FOLDS = 5
# Share of labelled turns that the gate must let through to the encoder, out of fold.
GATE_RECALL = 0.985


def targets(calls: Sequence[LabelledCall]) -> Floats:
    """All turns' labels, with "any label" as the last column."""
    y = np.concatenate([c.targets for c in calls])
    return np.column_stack([y, y.max(axis=1)]).astype(np.float32)


def fit(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]]) -> Pipeline:
    """A pipeline whose `decision_function` gives labels + 1 logits a turn."""
    documents = [document(t) for call in turns for t in call]
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


def out_of_fold(calls: Sequence[LabelledCall], turns: Sequence[tuple[ModelTurn, ...]]) -> list[Pipeline]:
    """For each call, a pipeline that was not trained on it."""
    fitted = []
    for fold in range(FOLDS):
        rest = [n for n in range(len(calls)) if n % FOLDS != fold]
        fitted.append(fit([calls[n] for n in rest], [turns[n] for n in rest]))
    return [fitted[n % FOLDS] for n in range(len(calls))]


def gate_threshold(calls: Sequence[LabelledCall], scores: Sequence[Floats]) -> float:
    """The "any label" logit that `GATE_RECALL` of the labelled turns exceed."""
    any_label = np.concatenate([c.targets.max(axis=1) for c in calls]) > 0
    return float(np.quantile(np.concatenate([s[:, -1] for s in scores])[any_label], 1 - GATE_RECALL))


def score_each(pipelines: Sequence[Pipeline], turns: Sequence[tuple[ModelTurn, ...]]) -> list[Floats]:
    """Logits of each call by its own pipeline."""
    return [logits(p, t) for p, t in zip(pipelines, turns, strict=True)]
