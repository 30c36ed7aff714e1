"""The dear model: a small transformer as ONNX, asked only about the turns that the gate lets through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import ENCODER_OUT, NOT_READ, Floats
from coach.acts.inputs import Input, ModelTurn, Tokenize, cached, sequences
from coach.labels import LABELS

WIDTH = 384
# Rows a batch; batches are made within one call, so that a call's answer never depends on its neighbours.
ROWS = 16


def session(path: Path) -> Any:
    """An ONNX session on one thread: the same sums in the same order on every run."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def tokenizer(path: Path) -> Tokenize:
    """Word pieces to ids, without special tokens."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return cached(lambda text: list(made.encode(text, add_special_tokens=False).ids))


class Reading:
    """What the encoder said of a call.

    Attributes:
        vectors: shape (turns, 384), zeros where it was not asked.
        logits: shape (turns, labels + 7), `NOT_READ` where it was not asked.
        pieces: for each turn and label, the piece that carries the label most.
    """

    def __init__(self, turns: int) -> None:
        self.vectors: Floats = np.zeros((turns, WIDTH), np.float32)
        self.logits: Floats = np.full((turns, ENCODER_OUT), NOT_READ, np.float32)
        self.pieces: NDArray[np.int64] = np.zeros((turns, len(LABELS)), np.int64)


def read_turns(run: Any, tokenize: Tokenize, turns: Sequence[ModelTurn], wanted: Sequence[int]) -> Reading:
    """Reads the wanted turns of a call, longest batches last so that little is padding."""
    inputs = sorted(
        (i for n in wanted for i in sequences(turns, n, tokenize)),
        key=lambda i: (len(i.ids), i.turn, i.piece),
    )
    reading, best = Reading(len(turns)), np.full(len(turns), -np.inf)
    for start in range(0, len(inputs), ROWS):
        rows = inputs[start : start + ROWS]
        vectors, logits = run.run(None, batch(rows))
        for item, vector, values in zip(rows, vectors, logits, strict=True):
            _keep(reading, best, item, vector, values)
    return reading


def _keep(reading: Reading, best: NDArray[np.float64], item: Input, vector: Floats, values: Floats) -> None:
    """A long turn does what its strongest piece does, label by label; its vector is its strongest piece's."""
    n, top = item.turn, float(values[: len(LABELS)].max())
    stronger = values[: len(LABELS)] > reading.logits[n, : len(LABELS)]
    reading.pieces[n][stronger] = item.piece
    reading.logits[n] = values if best[n] == -np.inf else np.maximum(reading.logits[n], values)
    if top > best[n]:
        best[n], reading.vectors[n] = top, vector


def batch(inputs: Sequence[Input]) -> dict[str, NDArray[np.int64]]:
    """Padded arrays by the names of the ONNX graph's inputs."""
    length = max(len(i.ids) for i in inputs)
    out = {name: np.zeros((len(inputs), length), np.int64) for name in ("ids", "mask", "types", "own")}
    for row, item in enumerate(inputs):
        n = len(item.ids)
        out["ids"][row, :n] = item.ids
        out["mask"][row, :n] = 1
        out["types"][row, item.current : n] = 1
        out["own"][row, : item.current] = 1
    return out
