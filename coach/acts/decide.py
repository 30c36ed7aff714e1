"""From probabilities to labels: what is likely enough, and of a group that is there its likeliest.

A turn may surely push though it is not sure how: .25 guilt, .25 a no pushed past, .2 urgency. No label by itself is
likely enough, yet one of them is there, and pushed is pushed. So a group whose labels count alike has a threshold of
its own, over the probability that the turn carries any of it. (An answer that may be a yes or a no would say nothing.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import Floats
from coach.acts.model import Calibrated, sigmoid
from coach.labels import LABELS, PRESSURE, TRUTH, allowed
from coach.transcript import Role

GROUPS = {"truth": TRUTH, "pressure": PRESSURE}
# Probabilities are rounded before anything is decided, so that the last bits of a product never decide.
DECIMALS = 4


def decided(
    probabilities: Floats,
    roles: Sequence[Role],
    labels: Mapping[str, Calibrated],
    groups: Mapping[str, Calibrated],
) -> NDArray[np.bool_]:
    """Which labels are given, shape (turns, labels).

    Args:
        probabilities: calibrated, shape (turns, labels).
        roles: one per turn; a label is given only to a turn of a fitting role.
        labels, groups: their calibration; a group that is missing adds nothing.
    """
    fits = np.array([[allowed(label, role) for label in LABELS] for role in roles])
    threshold = np.array([labels[label].threshold for label in LABELS], np.float32)
    given: NDArray[np.bool_] = (probabilities >= threshold) & fits
    for name, group in groups.items():
        columns = columns_of(name)
        mine = np.where(fits[:, columns], probabilities[:, columns], 0)
        any_ = sigmoid(group.scale * any_logit(mine) + group.shift)
        lacks = (np.round(any_, DECIMALS) >= group.threshold) & ~given[:, columns].any(axis=1) & mine.any(axis=1)
        likeliest = np.round(mine / threshold[columns], DECIMALS).argmax(axis=1)
        rows = np.flatnonzero(lacks)
        given[rows, np.array(columns)[likeliest[rows]]] = True
    return given


def columns_of(group: str) -> list[int]:
    """Where the labels of a group stand among all."""
    return [LABELS.index(label) for label in GROUPS[group]]


def any_logit(probabilities: Floats) -> Floats:
    """Log-odds that a turn carries any of some labels, taken as independent: shape (turns,)."""
    none = np.prod(1 - probabilities.astype(np.float64), axis=1)
    some = np.clip(1 - none, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(some / (1 - some)), np.float32)
