"""The networks: an encoder that reads a window of a call, and a recurrent reading of the whole call over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence
from transformers import AutoModel

from coach.acts.features import ENCODER_OUT, PLAIN
from coach.labels import LABELS

LABEL_COUNT = len(LABELS)
FEATURES = PLAIN + 1 + LABEL_COUNT + 1 + ENCODER_OUT
WIDTH = 384
# Call questions and their number of classes: type, outcome, pushy 0..3, secured, truth asked, action (none + 7).
CALL_HEADS = (
    ("call_type", 4),
    ("outcome", 3),
    ("pushy", 4),
    ("secured", 1),
    ("truth_asked", 1),
    ("action", 8),
)


class Encoder(nn.Module):
    """MiniLM over a window of a call: for each piece the mean of its tokens, label and action logits.

    The embeddings and the lowest layer stay as they were pre-trained: they learn little and cost time.
    """

    def __init__(self, weights: Path, prior: Tensor | None = None) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(
            weights, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        frozen = [*self.body.embeddings.parameters(), *self.body.encoder.layer[0].parameters()]
        for parameter in frozen:
            parameter.requires_grad = False
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(0.1)
        self.hidden = nn.Sequential(nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(0.1))
        self.out = nn.Linear(256, ENCODER_OUT)
        if prior is not None:
            self.out.bias.data[:LABEL_COUNT] = prior

    def forward(self, ids: Tensor, pool: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (pieces, 384) and logits (pieces, labels + 7), of ids (1, tokens) and weights (pieces, tokens)."""
        vector = self.norm(pool @ self.body(input_ids=ids).last_hidden_state[0])
        return vector, self.out(self.hidden(self.drop(vector)))


def by_turn(logits: Tensor, owner: NDArray[np.int64], turns: int) -> Tensor:
    """A long turn does what its strongest piece does, label by label."""
    index = torch.from_numpy(owner)[:, None].expand(-1, logits.shape[1])
    return torch.full((turns, logits.shape[1]), -30.0).scatter_reduce(0, index, logits, "amax")


class Context(nn.Module):
    """A recurrent reading of the whole call in both directions that corrects the encoder's logits.

    What the encoder is not shown: who refused what before, what is being answered, where in the call we are.
    """

    def __init__(self, hidden: int = 128, dropout: float = 0.3) -> None:
        super().__init__()
        self.vector, self.plain = nn.Linear(WIDTH, 96), nn.Linear(FEATURES, 96)
        self.drop = nn.Dropout(dropout)
        self.reader = nn.GRU(192, hidden, batch_first=True, bidirectional=True)
        self.change = nn.Sequential(
            nn.Linear(2 * hidden + 192, 128), nn.GELU(), nn.Dropout(dropout), nn.Linear(128, ENCODER_OUT)
        )
        nn.init.zeros_(self.change[3].weight)
        nn.init.zeros_(self.change[3].bias)
        self.gain = nn.Parameter(torch.ones(ENCODER_OUT))
        self.attend = nn.Linear(2 * hidden, len(CALL_HEADS))
        self.heads = nn.ModuleList(
            nn.Sequential(nn.Dropout(dropout), nn.Linear(4 * hidden, size)) for _, size in CALL_HEADS
        )

    def forward(self, vectors: Tensor, features: Tensor, logits: Tensor) -> tuple[Tensor, Tensor]:
        """Turn logits (turns, labels + 7) and the call heads' logits side by side (21,)."""
        x = self._into(vectors, features)
        states = self.reader(self.drop(x)[None])[0][0]
        return self._turns(states, x, logits), self._call(states)

    def several(self, calls: Sequence[tuple[Tensor, Tensor, Tensor]]) -> list[tuple[Tensor, Tensor]]:
        """The same for several calls side by side, in half the time: what it is trained with."""
        lengths = [len(vectors) for vectors, _, _ in calls]
        vectors, features, logits = (torch.cat(parts) for parts in zip(*calls, strict=True))
        x = self._into(vectors, features)
        packed = pack_sequence(self.drop(x).split(lengths), enforce_sorted=False)
        padded = pad_packed_sequence(self.reader(packed)[0], batch_first=True)[0]
        states = [read[:n] for read, n in zip(padded, lengths, strict=True)]
        turns = self._turns(torch.cat(states), x, logits).split(lengths)
        return [(turn, self._call(read)) for turn, read in zip(turns, states, strict=True)]

    def _into(self, vectors: Tensor, features: Tensor) -> Tensor:
        return torch.cat([F.gelu(self.vector(self.drop(vectors))), F.gelu(self.plain(features))], 1)

    def _turns(self, states: Tensor, x: Tensor, logits: Tensor) -> Tensor:
        return logits * self.gain + self.change(torch.cat([states, self.drop(x)], 1))

    def _call(self, states: Tensor) -> Tensor:
        summary = torch.softmax(self.attend(states), 0).transpose(0, 1) @ states
        highest = states.max(0).values
        return torch.cat([head(torch.cat([summary[k], highest])) for k, head in enumerate(self.heads)])
