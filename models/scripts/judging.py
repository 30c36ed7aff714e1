"""How every model is judged alike: thresholds by the validation calls, F1 by the test calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.progress import track

from coach.acts.encoder import Encoder
from coach.acts.features import Floats
from coach.acts.model import Model
from coach.acts.reading import read_turns
from coach.labels import LABELS, allowed
from scripts import calibrate
from scripts.augment import plain_variant
from scripts.corpus import LabelledCall
from scripts.measures import MAIN_GROUPS, Turns, count, group_f1, turn_labels

COUNT = len(LABELS)
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Data:
    """The corpus by part."""

    train: list[LabelledCall]
    valid: list[LabelledCall]
    test: list[LabelledCall]

    @property
    def others(self) -> list[LabelledCall]:
        """Calls no model is trained on."""
        return [*self.valid, *self.test]


def counted(said: Sequence[Turns], calls: Sequence[LabelledCall]) -> Figures:
    """Group F1 of labels given to the test calls."""
    gold = [turn_labels(c.call, len(c.texts)) for c in calls]
    return group_f1([count(g, s, MAIN_GROUPS) for g, s in zip(gold, said, strict=True)])


def judged(logits: Floats, data: Data) -> Figures:
    """Group F1 of a model's logits: thresholds by the validation calls' turns, figures by the test calls'."""
    turns = sum(len(c.texts) for c in data.valid)
    truth = np.concatenate([c.targets for c in data.valid])
    fitted = calibrate.labels(logits[:turns, :COUNT], truth)
    scale, shift, threshold = (np.array([fitted[x][k] for x in LABELS]) for k in ("scale", "shift", "threshold"))
    said = 1 / (1 + np.exp(-(logits[turns:, :COUNT] * scale + shift))) >= threshold
    out, start = [], 0
    for call in data.test:
        rows = said[start : start + len(call.texts)]
        out.append([_given(row, role) for row, role in zip(rows, call.roles, strict=True)])
        start += len(call.texts)
    return counted(out, data.test)


def _given(row: Any, role: Any) -> set[str]:
    return {LABELS[k] for k in np.flatnonzero(row) if allowed(LABELS[k], role)}


def encoder_alone(data: Data, model: Model, encoder: Encoder) -> Figures:
    """A fine-tuned encoder behind the model's gate, without the reading of the whole call."""
    rows = []
    for call in track(data.others, "Fine-tuned encoder alone"):
        rows.append(read_turns(plain_variant(call), model.linear, model.gate, encoder, model.tokenize).logits)
    return judged(np.concatenate(rows), data)
