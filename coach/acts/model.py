"""The trained model as files that can be swapped: where they lie, what they hold, whether they fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from coach.acts.encoder import Encoder, session, tokenizer
from coach.acts.features import Floats
from coach.acts.gate import Gate
from coach.acts.inputs import Tokenize
from coach.acts.linear import Linear, read_linear
from coach.errors import ModelError
from coach.labels import LABELS

FILES = ("linear.npz", "encoder.onnx", "context.onnx", "tokenizer.json", "heads.json")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Calibrated:
    """From the logit of a label, or of a group of labels, to a probability, and where it counts.

    Attributes:
        scale, shift: probability = 1 / (1 + exp(-(scale * logit + shift))), fitted on validation calls.
        threshold: probability from which the label is given.
        sure: probability below which coach says "unsure" of a label given and asks for a look.
    """

    scale: float
    shift: float
    threshold: float
    sure: float


@dataclass(frozen=True)
class Model:
    """Everything in the artefact folder; parts load when first used."""

    folder: Path

    def _loaded(self, name: str, load: Callable[[Path], T]) -> T:
        """A part of the artefact; the libraries that read it raise all sorts where it is damaged."""
        try:
            return load(self.folder / name)
        except Exception as error:
            raise ModelError(f"{self.folder / name} is damaged ({type(error).__name__}); reinstall coach.") from error

    @cached_property
    def heads(self) -> dict[str, Any]:
        """Gate, calibration, call heads: plain numbers."""
        found: dict[str, Any] = self._loaded("heads.json", lambda path: json.loads(path.read_text("utf-8")))
        if found.get("labels") != list(LABELS) or "groups" not in found:
            fits = "was made for another version of coach; run `make model` or reinstall coach."
            raise ModelError(f"The model in {self.folder} {fits}")
        return found

    @cached_property
    def calibration(self) -> dict[str, Calibrated]:
        """Calibration by label."""
        return {label: Calibrated(**values) for label, values in self.heads["calibration"].items()}

    @cached_property
    def groups(self) -> dict[str, Calibrated]:
        """Calibration of "any label of this group", by group."""
        return {group: Calibrated(**values) for group, values in self.heads["groups"].items()}

    @cached_property
    def gate(self) -> Gate:
        """What decides how much the encoder reads."""
        held = self.heads["gate"]
        return Gate(**{**held, "weights": tuple(held["weights"])})

    @cached_property
    def linear(self) -> Linear:
        """The cheap model."""
        return self._loaded("linear.npz", read_linear)

    @cached_property
    def encoder(self) -> Encoder:
        """The dear model."""
        return self._loaded("encoder.onnx", Encoder)

    @cached_property
    def context(self) -> Any:
        """The context model's ONNX session."""
        return self._loaded("context.onnx", session)

    @cached_property
    def tokenize(self) -> Tokenize:
        """The encoder's tokenizer."""
        return self._loaded("tokenizer.json", tokenizer)

    @cached_property
    def digest(self) -> str:
        """First 12 hex digits of the SHA-256 over all files: names the model in every report."""
        whole = sha256()
        for name in FILES:
            whole.update(sha256((self.folder / name).read_bytes()).digest())
        return whole.hexdigest()[:12]


@cache
def load_model(folder: Path | None = None) -> Model:
    """The shipped model, or one from `folder`.

    Raises:
        ModelError: a file is missing.
    """
    place = folder or _shipped()
    missing = [name for name in FILES if not (place / name).is_file()]
    if missing:
        raise ModelError(f"The model in {place} lacks {', '.join(missing)}; run `make model` or reinstall coach.")
    return Model(place)


def _shipped() -> Path:
    """In a wheel beside the code; in a checkout under models/."""
    installed = Path(str(resources.files("coach"))) / "_models"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "models" / "artifacts"


def sigmoid(x: Floats) -> Floats:
    """Logistic function, safe for large values."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)
