"""Fine-tunes the encoder on stretches of calls, each turn in the light of those before and after it. The dear step."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from coach.acts.encoder import ids, pool
from coach.acts.inputs import ModelTurn, Tokenize
from coach.acts.linear import owners
from coach.acts.windows import of_all
from scripts.augment import training_variant
from scripts.corpus import LabelledCall
from scripts.network import LABEL_COUNT, Encoder, by_turn

# A stretch of a call: (call, first turn, turn after the last).
Stretch = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fine-tune: rates, turns in a stretch and in a step, how often to go through the calls, the seed."""

    epochs: int = 4
    stretch: int = 14
    step: int = 28
    body_rate: float = 1e-4
    head_rate: float = 1.2e-3
    seed: int = 0


def fine_tune(calls: Sequence[LabelledCall], tokenize: Tokenize, weights: Path, plan: Plan, keep_at: Path) -> Encoder:
    """A fine-tuned encoder, saved at `keep_at` after each epoch; equal data and seed give equal predictions."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    y = np.concatenate([c.targets for c in calls])
    prior = torch.tensor(np.log((y.sum(0) + 1) / (len(y) - y.sum(0))), dtype=torch.float32)
    net = Encoder(weights, prior)
    net.body.compile(dynamic=True)
    learner = _Learner(net, plan, plan.epochs * (len(y) // plan.step + 1))
    for epoch in range(plan.epochs):
        variants = [training_variant(c, rng) for c in calls]
        steps = _steps(calls, plan, rng)
        for n, stretches in enumerate(steps):
            learner.step(_loss(net, calls, variants, stretches, tokenize))
            if n % 50 == 49 or n + 1 == len(steps):
                learner.say(f"epoch {epoch} {n + 1}/{len(steps)}")
        torch.save(net.state_dict(), keep_at)
    # A compiled network cannot be exported; the same weights in a fresh one can.
    made = Encoder(weights)
    made.load_state_dict(net.state_dict())
    return made.eval()


class _Learner:
    """Optimiser, schedule and the running loss."""

    def __init__(self, net: Encoder, plan: Plan, steps: int) -> None:
        self.parameters = list(net.parameters())
        body = [p for p in net.body.parameters() if p.requires_grad]
        head = [p for name, p in net.named_parameters() if not name.startswith("body.")]
        groups = [{"params": body, "lr": plan.body_rate}, {"params": head, "lr": plan.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        warm = 0.06 * steps
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda s: min((s + 1) / warm, max(0.02, 1 - s / steps))
        )
        self.started, self.total, self.count = time.monotonic(), 0.0, 0

    def step(self, loss: Tensor) -> None:
        """One step down."""
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.schedule.step()
        self.total, self.count = self.total + loss.item(), self.count + 1

    def say(self, where: str) -> None:
        """The mean loss since it last spoke."""
        print(f"{where} loss {self.total / self.count:.3f} {time.monotonic() - self.started:.0f} s", flush=True)
        self.total, self.count = 0.0, 0


def _steps(calls: Sequence[LabelledCall], plan: Plan, rng: random.Random) -> list[list[Stretch]]:
    """All calls cut into stretches at a random offset, dealt into steps of about equal size."""
    stretches: list[Stretch] = []
    for n, call in enumerate(calls):
        total = len(call.texts)
        cuts = [0, *range(rng.randrange(1, plan.stretch + 1), total, plan.stretch), total]
        stretches += [(n, a, b) for a, b in pairwise(cuts) if b > a]
    rng.shuffle(stretches)
    steps: list[list[Stretch]] = [[]]
    for stretch in stretches:
        if sum(b - a for _, a, b in steps[-1]) >= plan.step:
            steps.append([])
        steps[-1].append(stretch)
    return steps


def _loss(
    net: Encoder,
    calls: Sequence[LabelledCall],
    variants: Sequence[tuple[ModelTurn, ...]],
    stretches: Sequence[Stretch],
    tokenize: Tokenize,
) -> Tensor:
    """Loss a turn."""
    logits = torch.cat([read(net, variants[n][a:b], tokenize) for n, a, b in stretches])
    target = torch.tensor(np.concatenate([calls[n].targets[a:b] for n, a, b in stretches]))
    action = torch.tensor(np.concatenate([calls[n].actions[a:b] for n, a, b in stretches]))
    return turn_loss(logits, target, action) / len(logits)


def read(net: Encoder, turns: Sequence[ModelTurn], tokenize: Tokenize) -> Tensor:
    """Logits (turns, labels + 7) of a stretch of turns."""
    found = [net(torch.from_numpy(ids(w)), torch.from_numpy(pool(w)))[1] for w in of_all(turns, tokenize)]
    return by_turn(torch.cat(found), owners(turns), len(turns))


def turn_loss(logits: Tensor, target: Tensor, action: Tensor) -> Tensor:
    """Summed cross-entropy of the labels, and of the rung where there is a proposal."""
    loss = F.binary_cross_entropy_with_logits(logits[:, :LABEL_COUNT], target, reduction="sum")
    asked = action >= 0
    if asked.any():
        loss = loss + F.cross_entropy(logits[asked][:, LABEL_COUNT:], action[asked], reduction="sum")
    return loss
