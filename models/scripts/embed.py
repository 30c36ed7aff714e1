"""Turns as vectors by simpler means than ours: mean word vectors, and the encoder as it came.

Run in the training environment, which has torch: writes models/scratch/vectors.npz, from which `scripts.compare` goes
on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.progress import track

from coach.acts.encoder import tokenizer
from coach.acts.features import ROLES, Floats
from coach.acts.text import normalise
from scripts.corpus import LabelledCall, load
from scripts.prepare import WORK, weights

BATCH, MOST_TOKENS = 64, 96
VECTORS = WORK / "vectors.npz"


def word_vectors(calls: Sequence[LabelledCall]) -> Floats:
    """Mean of the pre-trained token embeddings of each turn's own words, and its role."""
    from safetensors.numpy import load_file

    table = load_file(weights() / "model.safetensors")["embeddings.word_embeddings.weight"]
    return _with_roles(calls, np.stack([table[ids].mean(0) for ids in _ids(calls)]))


def frozen(calls: Sequence[LabelledCall]) -> Floats:
    """The pre-trained encoder's mean vector of each turn's own words, nothing fine-tuned, and its role."""
    import torch
    from transformers import AutoModel

    net = AutoModel.from_pretrained(weights(), add_pooling_layer=False).eval()
    ids = _ids(calls)
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    out = np.zeros((len(ids), net.config.hidden_size), np.float32)
    for start in track(range(0, len(order), BATCH), "Frozen encoder"):
        rows = order[start : start + BATCH]
        longest = max(len(ids[n]) for n in rows)
        tokens, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
        for k, n in enumerate(rows):
            tokens[k, : len(ids[n])], mask[k, : len(ids[n])] = torch.tensor(ids[n]), 1
        with torch.inference_mode():
            states = net(input_ids=tokens, attention_mask=mask).last_hidden_state * mask[..., None]
        out[rows] = (states.sum(1) / mask.sum(1, keepdim=True)).numpy()
    return _with_roles(calls, out)


def _ids(calls: Sequence[LabelledCall]) -> list[list[int]]:
    tokenize = tokenizer(weights() / "tokenizer.json")
    return [[101, *tokenize(normalise(t))[:MOST_TOKENS], 102] for c in calls for t in c.texts]


def _with_roles(calls: Sequence[LabelledCall], vectors: Floats) -> Floats:
    roles = np.array([[float(r is role) for role in ROLES] for c in calls for r in c.roles], np.float32)
    return np.asarray(np.column_stack([vectors, roles]), np.float32)


def main() -> None:
    """Command line."""
    calls = load()
    WORK.mkdir(exist_ok=True)
    np.savez(VECTORS, words=word_vectors(calls), frozen=frozen(calls))


if __name__ == "__main__":
    main()
