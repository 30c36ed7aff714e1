"""Fine-tunes the encoder on single turns with the two before them. The dear step of `make model`."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from coach.acts.features import Floats
from coach.acts.inputs import ModelTurn, Tokenize, sequences
from scripts.augment import training_variant
from scripts.corpus import LabelledCall
from scripts.network import LABEL_COUNT, Encoder, batch, by_turn

# Pools of turns of like length are cut into batches, so that little of a batch is padding.
POOL = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fine-tune: rates, size of a batch, how often to go through the calls, the seed."""

    epochs: int = 4
    size: int = 20
    body_rate: float = 8e-5
    head_rate: float = 1.5e-3
    seed: int = 0


def turns_worth_reading(calls: Sequence[LabelledCall], linear: Sequence[Floats], gate: float) -> list[tuple[int, int]]:
    """(call, turn) of every turn that the gate lets through, and every labelled one."""
    return [
        (n, t)
        for n, call in enumerate(calls)
        for t in range(len(call.texts))
        if linear[n][t, -1] > gate or call.targets[t].any()
    ]


def fine_tune(
    calls: Sequence[LabelledCall],
    keep: list[tuple[int, int]],
    tokenize: Tokenize,
    weights: Path,
    plan: Plan,
    keep_at: Path,
) -> Encoder:
    """A fine-tuned encoder, saved at `keep_at` after each epoch; equal data and seed give equal predictions."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    y = np.concatenate([c.targets for c in calls])
    prior = torch.tensor(np.log((y.sum(0) + 1) / (len(y) - y.sum(0))), dtype=torch.float32)
    net = Encoder(weights, prior)
    net.body.compile(dynamic=True)
    steps = plan.epochs * (len(keep) // plan.size + POOL)
    optimizer, schedule = _optimizer(net, plan, steps)
    started = time.monotonic()
    for epoch in range(plan.epochs):
        variants = [training_variant(c, rng) for c in calls]
        net.train()
        total, batches = 0.0, _batches(keep, variants, plan.size, rng)
        for n, items in enumerate(batches):
            loss = _loss(net, calls, variants, items, tokenize)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            total += loss.item()
            if n % 50 == 49:
                print(
                    f"epoch {epoch} {n + 1}/{len(batches)} loss {total / 50:.3f} {time.monotonic() - started:.0f} s",
                    flush=True,
                )
                total = 0.0
        torch.save(net.state_dict(), keep_at)
    return net.eval()


def _optimizer(
    net: Encoder, plan: Plan, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    body = [p for name, p in net.named_parameters() if name.startswith("body.") and p.requires_grad]
    head = [p for name, p in net.named_parameters() if not name.startswith("body.")]
    groups = [{"params": body, "lr": plan.body_rate}, {"params": head, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = 0.06 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.02, 1 - s / steps)))
    return optimizer, schedule


def _batches(
    keep: list[tuple[int, int]], variants: Sequence[tuple[ModelTurn, ...]], size: int, rng: random.Random
) -> list[list[tuple[int, int]]]:
    items = keep[:]
    rng.shuffle(items)
    out = []
    for start in range(0, len(items), size * POOL):
        pool = sorted(items[start : start + size * POOL], key=lambda i: len(variants[i[0]][i[1]].text))
        out += [pool[n : n + size] for n in range(0, len(pool), size)]
    rng.shuffle(out)
    return out


def _loss(
    net: Encoder,
    calls: Sequence[LabelledCall],
    variants: Sequence[tuple[ModelTurn, ...]],
    items: list[tuple[int, int]],
    tokenize: Tokenize,
) -> Tensor:
    inputs, owner = [], []
    for row, (call, turn) in enumerate(items):
        read = sequences(variants[call], turn, tokenize)
        inputs += read
        owner += [row] * len(read)
    _, logits = net(*batch(inputs))
    logits = by_turn(logits, owner, len(items))
    target = torch.tensor(np.stack([calls[c].targets[t] for c, t in items]))
    action = torch.tensor([int(calls[c].actions[t]) for c, t in items])
    return turn_loss(logits, target, action) / len(items)


def turn_loss(logits: Tensor, target: Tensor, action: Tensor) -> Tensor:
    """Summed cross-entropy of the labels, and of the rung where there is a proposal."""
    loss = F.binary_cross_entropy_with_logits(logits[:, :LABEL_COUNT], target, reduction="sum")
    asked = action >= 0
    if asked.any():
        loss = loss + 0.5 * F.cross_entropy(logits[asked][:, LABEL_COUNT:], action[asked], reduction="sum")
    return loss
