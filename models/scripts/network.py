"""The two networks: an encoder that reads a turn with the two before it, and a model of the whole call over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoModel

from coach.acts.features import ENCODER_OUT, PLAIN
from coach.acts.inputs import Input
from coach.labels import LABELS

LABEL_COUNT = len(LABELS)
FEATURES = PLAIN + LABEL_COUNT + 1 + ENCODER_OUT
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


def batch(inputs: Sequence[Input], multiple: int = 8) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, attention mask, token types (1 = context) and mask of the piece's own tokens."""
    length = -(-max(len(i.ids) for i in inputs) // multiple) * multiple
    ids, mask, types, own = (torch.zeros(len(inputs), length, dtype=torch.long) for _ in range(4))
    for row, item in enumerate(inputs):
        n = len(item.ids)
        ids[row, :n] = torch.tensor(item.ids)
        mask[row, :n] = 1
        types[row, item.current : n] = 1
        own[row, : item.current] = 1
    return ids, mask, types, own


class Encoder(nn.Module):
    """MiniLM over a turn and its context, mean of the turn's own tokens, label and action logits.

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
        self.drop = nn.Sequential(nn.LayerNorm(WIDTH), nn.Dropout(0.1))
        self.hidden = nn.Sequential(nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(0.1))
        self.out = nn.Linear(256, ENCODER_OUT)
        if prior is not None:
            self.out.bias.data[:LABEL_COUNT] = prior

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, own: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (rows, 384) and logits (rows, labels + 7)."""
        states = self.body(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        weight = own[..., None].to(states.dtype)
        vector = (states * weight).sum(1) / weight.sum(1)
        return vector, self.out(self.hidden(self.drop(vector)))


def by_turn(logits: Tensor, owner: Sequence[int], turns: int) -> Tensor:
    """The highest logit of a turn's pieces: a long turn does what its strongest piece does."""
    index = torch.tensor(owner)[:, None].expand(-1, logits.shape[1])
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
        x = torch.cat([F.gelu(self.vector(self.drop(vectors))), F.gelu(self.plain(features))], 1)
        states = self.reader(self.drop(x)[None])[0][0]
        turn = logits * self.gain + self.change(torch.cat([states, self.drop(x)], 1))
        summary = torch.softmax(self.attend(states), 0).transpose(0, 1) @ states
        highest = states.max(0).values
        call = [head(torch.cat([summary[k], highest])) for k, head in enumerate(self.heads)]
        return turn, torch.cat(call)
