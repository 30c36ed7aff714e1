"""`make model`: from the corpus to the artefacts.

`--heads` keeps the encoder and redoes the rest in an hour or so; `--thresholds` keeps all networks and redoes in two
minutes what validation calls decide.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from coach.acts import CallReading
from coach.acts import read_call as read
from coach.acts.encoder import Encoder, tokenizer
from coach.acts.model import load_model
from coach.findings.facts import pushy_features, secured_features, truth_features
from coach.findings.steps import standing
from coach.labels import LABELS, LADDER
from coach.transcript import Turn
from scripts import calibrate, context, export
from scripts.augment import plain_stretches, surrounded
from scripts.corpus import LabelledCall, load, part, split
from scripts.finetune import Plan, fine_tune
from scripts.network import CALL_HEADS
from scripts.prepare import ARTIFACTS, WORK, Prepared, prepare, weights

SEEDS = (2, 3)
# How often more the context model reads a call that the encoder has not seen: by validation calls.
MORE = 2
UNSURE = (0.35, 0.65)
NEUTRAL = {"scale": 1.0, "shift": 0.0, "threshold": 0.3, "sure": 0.5}


def encoder(calls: Sequence[LabelledCall], plan: Plan, folder: Path) -> None:
    """Fine-tunes the encoder and writes it as int8 ONNX; the dear step, an hour or so on two cores."""
    print(f"{len(calls)} calls, {sum(len(c.texts) for c in calls)} turns", flush=True)
    WORK.mkdir(exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    read = tokenizer(weights() / "tokenizer.json")
    net = fine_tune(calls, read, weights(), plan, WORK / "encoder.pt")
    export.tokenizer(weights() / "tokenizer.json", folder)
    export.encoder(net, folder)


def heads(data: Prepared, folder: Path) -> None:
    """Everything after the encoder: the cheap model, the context model, calibration, call heads."""
    export.linear(data.full, folder)
    readers = context.Readers(data.the_gate, Encoder(folder / "encoder.onnx"), data.tokenize)
    seen = context.variants(data.calls, data.folds, readers)
    strangers = [s for s in seen if part(s[0].call.id) == "stack"]
    nets = context.train_each(seen + MORE * strangers, SEEDS)
    export.context(nets, folder)
    settle(data.validation, {"gate": data.gate, "rungs": rung_shares(data.calls)}, folder)


def settle(valid: Sequence[LabelledCall], known: Any, folder: Path) -> None:
    """What is chosen on validation calls: calibration, thresholds, the linear heads of the three questions.

    `known` is what training calls decided already: the gate, and how common each rung is.
    """
    known = known | {"calibration": dict.fromkeys(LABELS, NEUTRAL), "groups": {}}
    write(folder, known)
    logits, truth = turn_logits(valid, folder), np.concatenate([c.targets for c in valid])
    known["calibration"] = calibrate.labels(logits, truth)
    known["groups"] = calibrate.groups(logits, truth, known["calibration"])
    write(folder, known)
    questions, thresholds = call_heads([*valid, *amid_talk(valid)], folder)
    write(folder, known | {"questions": questions, "question_thresholds": thresholds})
    print(f"artefacts in {folder}: {sum(f.stat().st_size for f in folder.iterdir()) / 1e6:.1f} MB")


def amid_talk(calls: Sequence[LabelledCall]) -> list[LabelledCall]:
    """Each call amid plain talk of the others: its answers stay what they were, however long the talk."""
    rng, talk = random.Random(2), plain_stretches(calls)
    return [surrounded(call, talk, rng) for call in calls]


def rung_shares(calls: Sequence[LabelledCall]) -> list[float]:
    """How common each rung of the ladder is among the steps that stand at the end of these calls."""
    found = Counter(c.call["next_step"]["action"] for c in calls if c.call["next_step"])
    return [round((found[rung] + 1) / (found.total() + len(LADDER)), 4) for rung in LADDER]


def write(folder: Path, known: Any) -> None:
    """heads.json, then forgets any model loaded from the folder."""
    held = {
        "labels": list(LABELS),
        "questions": {},
        "question_thresholds": {},
        **known,
        "call_heads": [list(h) for h in CALL_HEADS],
        "question_bands": {name: list(UNSURE) for name in ("secured", "truth_asked", "pushy")},
    }
    (folder / "heads.json").write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    load_model.cache_clear()


def spoken(call: LabelledCall) -> tuple[Turn, ...]:
    """A labelled call's turns, as the reader would give them."""
    return tuple(Turn(n, r, 0, t) for n, (r, t) in enumerate(zip(call.roles, call.texts, strict=True)))


def turn_logits(calls: Sequence[LabelledCall], folder: Path) -> Any:
    """Logits of all turns: with a neutral calibration a probability says just that."""
    model = load_model(folder)
    p = np.concatenate([read(spoken(call), model).probabilities for call in calls])
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def call_heads(calls: Sequence[LabelledCall], folder: Path) -> tuple[dict[str, Any], dict[str, float]]:
    """The linear heads of the three questions."""
    readings: list[CallReading] = [read(spoken(c), load_model(folder)) for c in calls]
    rows = {
        "secured": [secured_features(r, standing(r.acts, len(c.texts))) for r, c in zip(readings, calls, strict=True)],
        "truth_asked": [truth_features(r) for r in readings],
        "pushy": [pushy_features(r) for r in readings],
    }
    truth = {
        "secured": [bool(c.call["next_step_secured"]) for c in calls],
        "truth_asked": [bool(c.call["truth_asked"]) for c in calls],
        "pushy": [c.call["pushy"] >= 2 for c in calls],
    }
    fitted = {name: calibrate.question(rows[name], truth[name]) for name in rows}
    return {name: head for name, (head, _) in fitted.items()}, {name: t for name, (_, t) in fitted.items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    keep = parser.add_mutually_exclusive_group()
    keep.add_argument("--heads", action="store_true", help="keep the encoder, redo the rest")
    keep.add_argument("--thresholds", action="store_true", help="keep all networks, redo what validation calls decide")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--out", type=Path, default=ARTIFACTS)
    args = parser.parse_args()
    torch.set_num_threads(2)
    if args.thresholds:
        held = json.loads((args.out / "heads.json").read_text("utf-8"))
        settle(split(load())["validation"], {name: held[name] for name in ("gate", "rungs")}, args.out)
        return
    if not args.heads:
        encoder(split(load())["train"], Plan(epochs=args.epochs), args.out)
    heads(prepare(("train", "stack")), args.out)


if __name__ == "__main__":
    main()
