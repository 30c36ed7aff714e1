"""The dear model: a small transformer as ONNX that reads one piece of a turn at a time.

One piece, one run: nothing beside it in a batch can change its numbers, so the same words have the same vector in
every call, on every engine, and what was read once need not be read again.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from coach.acts.features import Floats
from coach.acts.inputs import Tokenize

WIDTH = 384
# How many pieces are remembered, about 2 kB each; most are the "yeah" and "okay" of every call.
REMEMBERED = 8192


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
    remember = lru_cache(REMEMBERED)(lambda text: tuple(made.encode(text, add_special_tokens=False).ids))
    return lambda text: list(remember(text))


class Encoder:
    """Reads pieces; remembers what it read."""

    def __init__(self, path: Path) -> None:
        self._run = session(path)
        self.read = lru_cache(REMEMBERED)(self._read)

    def _read(self, ids: tuple[int, ...]) -> tuple[Floats, Floats]:
        """Vector, shape (384,), and logits, shape (labels + 7,), of a piece."""
        vectors, logits = self._run.run(None, {"ids": np.array([ids], np.int64)})
        return vectors[0], logits[0]
