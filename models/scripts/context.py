"""Trains the model of the whole call over what the encoder read. Within the hour on two cores."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from rich.progress import track
from torch import Tensor, nn
from torch.nn import functional as F

from coach.acts.encoder import Encoder
from coach.acts.gate import Gate
from coach.acts.inputs import ModelTurn, Tokenize
from coach.acts.linear import Linear
from coach.acts.reading import read_turns
from coach.labels import CALL_TYPES, LADDER, OUTCOMES
from scripts.augment import plain_stretches, plain_variant, surrounded, training_variant
from scripts.corpus import LabelledCall, part
from scripts.finetune import turn_loss
from scripts.network import CALL_HEADS, Context

CALLS_A_STEP = 4
CALL_WEIGHT = 2.0


@dataclass(frozen=True)
class Readers:
    """What reads every call alike."""

    gate: Gate
    encoder: Encoder
    tokenize: Tokenize


@dataclass(frozen=True)
class Seen:
    """One variant of a call as the context model gets it: vectors, features, encoder logits, what to answer."""

    vectors: Tensor
    features: Tensor
    logits: Tensor
    call: LabelledCall


def see(call: LabelledCall, turns: tuple[ModelTurn, ...], linear: Linear, readers: Readers) -> Seen:
    """Reads a variant with the cheap model and the encoder, as much as the gate lets through."""
    reading = read_turns(turns, linear, readers.gate, readers.encoder, readers.tokenize)
    return Seen(torch.tensor(reading.vectors), torch.tensor(reading.features), torch.tensor(reading.logits), call)


def variants(
    calls: Sequence[LabelledCall], folds: Sequence[Linear], readers: Readers, extra: int = 1
) -> list[list[Seen]]:
    """Each call as it stands, `extra` times as a recogniser would have written it, and as often amid plain talk.

    The talk is of calls that the encoder has not seen: of its own training calls it knows too well what is plain.
    """
    rng, talk = random.Random(1), plain_stretches([c for c in calls if part(c.id) == "stack"])
    forms = [[(call, plain_variant(call)), *_others(call, talk, extra, rng)] for call in calls]

    def seen(n: int) -> list[Seen]:
        return [see(call, turns, folds[n], readers) for call, turns in forms[n]]

    with ThreadPoolExecutor(2) as pool:
        return list(track(pool.map(seen, range(len(calls))), "Reading the training calls", len(calls)))


def _others(
    call: LabelledCall, talk: Sequence[LabelledCall], extra: int, rng: random.Random
) -> list[tuple[LabelledCall, tuple[ModelTurn, ...]]]:
    amid = [surrounded(call, talk, rng) for _ in range(extra)]
    return [(c, training_variant(c, rng)) for c in [call] * extra + amid]


def train_each(seen: Sequence[list[Seen]], seeds: Sequence[int]) -> list[Context]:
    """A context model a seed, two at a time: each on one thread, for its steps are too short to share."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seen.pt"
        torch.save(list(seen), path)
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            made = list(pool.map(_weights, [path] * len(seeds), seeds))
    return [_with(weights) for weights in made]


def _weights(path: Path, seed: int) -> dict[str, Tensor]:
    torch.set_num_threads(1)
    net = train(torch.load(path, weights_only=False), seed=seed)
    return {name: value.detach() for name, value in net.state_dict().items()}


def _with(weights: dict[str, Tensor]) -> Context:
    net = Context()
    net.load_state_dict(weights)
    return net.eval()


def train(seen: Sequence[list[Seen]], epochs: int = 10, seed: int = 0) -> Context:
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
            loss = _loss(net, some) / sum(len(s.vectors) for s in some)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    return net.eval()


def _loss(net: Context, some: Sequence[Seen]) -> Tensor:
    total = torch.zeros(())
    for s, (turn, call) in zip(some, net.several([(s.vectors, s.features, s.logits) for s in some]), strict=True):
        target, action = torch.tensor(s.call.targets), torch.tensor(s.call.actions)
        total = total + turn_loss(turn, target, action) + CALL_WEIGHT * call_loss(call, s.call.call)
    return total


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
