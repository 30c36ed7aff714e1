"""The dear model: a small transformer as ONNX over windows of a call, one at a time.

int8 is scaled by the largest number in what is read together, so a window holds pieces of one call alone: the same call
has the same numbers whatever was read before it, on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import ENCODER_OUT, Floats
from coach.acts.inputs import Tokenize
from coach.acts.windows import Window

WIDTH = 384
# How many pieces are remembered as ids; most are the "yeah" and "okay" of every call.
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
    """Reads windows of a call."""

    def __init__(self, path: Path) -> None:
        self._session = session(path)

    def read(self, windows: Sequence[Window]) -> tuple[Floats, Floats]:
        """Vectors, shape (pieces, 384), and logits, shape (pieces, labels + 7), of the pieces judged, in order."""
        read = [self._session.run(None, {"ids": ids(w), "pool": pool(w)}) for w in windows]
        nothing = np.zeros((0, WIDTH), np.float32), np.zeros((0, ENCODER_OUT), np.float32)
        vectors, logits = (np.concatenate(parts) for parts in zip(nothing, *read, strict=True))
        return vectors, logits


def ids(window: Window) -> NDArray[np.int64]:
    """Token ids, shape (1, tokens)."""
    return np.array([window.ids], np.int64)


def pool(window: Window) -> Floats:
    """What makes a piece's vector the mean of its tokens: shape (pieces, tokens)."""
    out = np.zeros((len(window.spans), len(window.ids)), np.float32)
    for n, (start, end) in enumerate(window.spans):
        out[n, start:end] = 1 / (end - start)
    return out
