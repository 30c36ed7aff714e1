"""The dear model: a small transformer as ONNX over pieces of turns, a few of like length at a time.

What is read together can touch the last digits of its numbers, for int8 is scaled by the largest in a batch. So a batch
holds pieces of one call alone, in an order that depends on nothing but their words: the same call has the same numbers
whatever was read before it, on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import ENCODER_OUT, Floats
from coach.acts.inputs import Ids, Tokenize

WIDTH = 384
# A batch of a few hundred tokens is some half as fast again as one piece at a time; a larger one gains no more.
BATCH_TOKENS = 256
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
    """Reads the pieces of a call."""

    def __init__(self, path: Path) -> None:
        self._session = session(path)

    def read(self, rows: Sequence[Ids]) -> tuple[Floats, Floats]:
        """Vectors, shape (rows, 384), and logits, shape (rows, labels + 7), of distinct pieces."""
        vectors = np.zeros((len(rows), WIDTH), np.float32)
        logits = np.zeros((len(rows), ENCODER_OUT), np.float32)
        for some in batches(rows):
            ids, mask = padded([rows[n] for n in some])
            vectors[some], logits[some] = self._session.run(None, {"ids": ids, "mask": mask})
        return vectors, logits


def batches(rows: Sequence[Ids]) -> list[list[int]]:
    """Numbers of the rows, those of like length together, so that little of a batch is padding."""
    out: list[list[int]] = []
    for n in sorted(range(len(rows)), key=lambda n: (len(rows[n]), rows[n])):
        if not out or (len(out[-1]) + 1) * len(rows[n]) > BATCH_TOKENS:
            out.append([])
        out[-1].append(n)
    return out


def padded(rows: Sequence[Ids]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask, shape (rows, tokens)."""
    ids, mask = (np.zeros((len(rows), max(map(len, rows))), np.int64) for _ in range(2))
    for n, row in enumerate(rows):
        ids[n, : len(row)], mask[n, : len(row)] = row, 1
    return ids, mask
