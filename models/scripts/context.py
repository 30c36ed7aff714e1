"""Trains the model of the whole call over what the encoder read. Minutes on two cores."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import torch
from rich.progress import track
from sklearn.pipeline import Pipeline
from torch import Tensor, nn
from torch.nn import functional as F

from coach.acts.encoder import Reading, read_turns
from coach.acts.features import features
from coach.acts.inputs import ModelTurn, Tokenize
from coach.acts.linear import logits as linear_logits
from coach.labels import CALL_TYPES, LADDER, OUTCOMES
from scripts.augment import plain_variant, training_variant
from scripts.corpus import LabelledCall
from scripts.finetune import turn_loss
from scripts.network import CALL_HEADS, Context

CALLS_A_STEP = 4
CALL_WEIGHT = 2.0


@dataclass(frozen=True)
class Seen:
    """One variant of a call as the context model gets it: vectors, features, encoder logits, what to answer."""

    vectors: Tensor
    features: Tensor
    logits: Tensor
    call: LabelledCall


def see(
    call: LabelledCall,
    turns: tuple[ModelTurn, ...],
    pipeline: Pipeline,
    gate: float,
    run: Any,
    tokenize: Tokenize,
) -> Seen:
    """Reads a variant with the cheap model and the encoder."""
    cheap = linear_logits(pipeline, turns)
    reading: Reading = read_turns(run, tokenize, turns, [n for n in range(len(turns)) if cheap[n, -1] > gate])
    known = features(turns, cheap, reading.logits)
    return Seen(torch.tensor(reading.vectors), torch.tensor(known), torch.tensor(reading.logits), call)


def variants(
    calls: Sequence[LabelledCall],
    pipelines: Sequence[Pipeline],
    gate: float,
    run: Any,
    tokenize: Tokenize,
    extra: int = 1,
) -> list[list[Seen]]:
    """Each call as it stands and `extra` times as a recogniser would have written it."""
    rng = random.Random(1)
    forms = [[plain_variant(call), *(training_variant(call, rng) for _ in range(extra))] for call in calls]

    def seen(n: int) -> list[Seen]:
        return [see(calls[n], turns, pipelines[n], gate, run, tokenize) for turns in forms[n]]

    with ThreadPoolExecutor(2) as pool:
        return list(track(pool.map(seen, range(len(calls))), "Reading the training calls", len(calls)))


def train(seen: Sequence[list[Seen]], epochs: int = 6, seed: int = 0) -> Context:
    """A trained context model."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Context()
    optimizer = torch.optim.AdamW(net.parameters(), 1e-3, weight_decay=0.02)
    steps = epochs * -(-len(seen) // CALLS_A_STEP)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-3, total_steps=steps)
    for _ in range(epochs):
        net.train()
        order = list(range(len(seen)))
        rng.shuffle(order)
        for start in range(0, len(order), CALLS_A_STEP):
            some = [rng.choice(seen[n]) for n in order[start : start + CALLS_A_STEP]]
            loss = torch.stack([_loss(net, s) for s in some]).sum() / sum(len(s.vectors) for s in some)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    return net.eval()


def _loss(net: Context, seen: Seen) -> Tensor:
    turn, call = net(seen.vectors, seen.features, seen.logits)
    target, action = torch.tensor(seen.call.targets), torch.tensor(seen.call.actions)
    return turn_loss(turn, target, action) + CALL_WEIGHT * call_loss(call, seen.call.call)


def call_loss(logits: Tensor, row: dict[str, Any]) -> Tensor:
    """Cross-entropy of every call question."""
    parts = dict(zip((name for name, _ in CALL_HEADS), logits.split([size for _, size in CALL_HEADS]), strict=True))
    step = row["next_step"]
    classes = {
        "call_type": CALL_TYPES.index(row["call_type"]),
        "outcome": OUTCOMES.index(row["outcome"]),
        "pushy": int(row["pushy"]),
        "action": 1 + LADDER.index(step["action"]) if step else 0,
    }
    yes = {"secured": float(row["next_step_secured"]), "truth_asked": float(row["truth_asked"])}
    terms = [F.cross_entropy(parts[k][None], torch.tensor([v])) for k, v in classes.items()]
    terms += [F.binary_cross_entropy_with_logits(parts[k][0], torch.tensor(v)) for k, v in yes.items()]
    return torch.stack(terms).sum()
