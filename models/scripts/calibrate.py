"""Probabilities one can trust: calibration, thresholds, unsure bands and call heads, all on validation calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from coach.acts.decide import GROUPS, any_logit, columns_of
from coach.acts.features import Floats
from coach.acts.model import sigmoid
from coach.labels import LABELS

# With fewer positives than this among the validation turns, scale and threshold are the group's, not its own.
ENOUGH = 12
RARE = 0.25
# coach says "unsure" where a label given at this level is right about as often as wrong.
BAND = 0.15


def platt(logits: Floats, truth: Floats) -> tuple[float, float]:
    """Scale and shift of a logistic calibration."""
    fitted = LogisticRegression(C=1.0).fit(logits.reshape(-1, 1), truth)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def best_threshold(p: Floats, truth: Floats) -> float:
    """The probability from which to say yes for the best F1: half of that F1, where probabilities are calibrated.

    (Lipton, Elkan and Naryanaswamy, 2014: Optimal thresholding of classifiers to maximize F1 measure.) The F1 itself
    is flat about its best, so the place of its peak among a few hundred yeses is luck; its height is not.
    """
    grid = np.round(np.arange(0.1, 0.71, 0.02), 2)
    return float(max(f1(p >= g, truth > 0) for g in grid)) / 2


def f1(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """F1 of yes."""
    hit = int((said & truth).sum())
    return 2 * hit / max(1, int(said.sum() + truth.sum()))


def labels(logits: Floats, truth: Floats) -> dict[str, dict[str, float]]:
    """Calibration, threshold and band of every label."""
    shared_scale, shared_shift = platt(logits[:, : len(LABELS)].ravel(), truth.ravel())
    out = {}
    for k, label in enumerate(LABELS):
        enough = truth[:, k].sum() >= ENOUGH
        scale, shift = platt(logits[:, k], truth[:, k]) if enough else (shared_scale, shared_shift)
        p = 1 / (1 + np.exp(-(scale * logits[:, k] + shift)))
        threshold = best_threshold(p, truth[:, k]) if enough else RARE
        out[label] = _rounded(scale, shift, threshold)
    return out


def groups(logits: Floats, truth: Floats, fitted: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Calibration and threshold of "any label of the group", over the labels' `fitted` calibration."""
    scales, shifts = (np.array([fitted[label][key] for label in LABELS], np.float32) for key in ("scale", "shift"))
    probabilities = sigmoid(logits[:, : len(LABELS)] * scales + shifts)
    out = {}
    for name in GROUPS:
        columns = columns_of(name)
        logit, there = any_logit(probabilities[:, columns]), truth[:, columns].max(axis=1)
        scale, shift = platt(logit, there)
        out[name] = _rounded(scale, shift, best_threshold(sigmoid(scale * logit + shift), there))
    return out


def _rounded(scale: float, shift: float, threshold: float) -> dict[str, float]:
    sure = min(0.95, threshold + BAND)
    return {
        "scale": round(scale, 5),
        "shift": round(shift, 5),
        "threshold": round(threshold, 2),
        "sure": round(sure, 2),
    }


def question(rows: Sequence[dict[str, float]], truth: Sequence[bool]) -> tuple[dict[str, float], float]:
    """A linear head over named features, and the probability from which the answer is yes."""
    names = list(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    spread = np.maximum(x.std(axis=0), 1e-3)
    fitted = LogisticRegression(C=0.3).fit(x / spread, truth)
    weights: dict[str, Any] = {n: round(float(w), 5) for n, w in zip(names, fitted.coef_[0] / spread, strict=True)}
    return {"bias": round(float(fitted.intercept_[0]), 5), **weights}, 0.5
