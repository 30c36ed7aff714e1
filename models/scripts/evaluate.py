"""`make evaluate`: reads the held-out calls with the shipped model and writes models/metrics/*.json."""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track

from coach.acts import Model, load_model
from coach.acts.model import FILES
from coach.analyzer import analyze
from coach.errors import CoachError
from coach.label_format import label_record
from coach.labels import LABELS, allowed
from coach.readers import read_calls
from scripts import describe, robustness, rules, speed
from scripts.corpus import MODELS, TEST_VOICES, LabelledCall, load, split
from scripts.errors import worst
from scripts.measures import (
    DRAWS,
    NAMES,
    QUESTIONS,
    SEED,
    THREE,
    calibration_error,
    call_values,
    confusion,
    question,
    turn_table,
    write_json,
)
from scripts.reading import Read, pairs, read_by_encoder, read_one, summary

METRICS = MODELS / "metrics"
BENCHMARK = MODELS.parents[1] / "shared" / "benchmark"


def read_all(calls: Sequence[LabelledCall], model: Model) -> list[Read]:
    """Every call as it stands."""
    return [read_one(call, model) for call in track(calls, "Reading calls")]


def report(reads: Sequence[Read], waiting: Sequence[Read], model: Model) -> dict[str, Any]:
    """Everything in test.json; `waiting` are calls of voices kept out of the training."""
    return {
        "model": model.digest,
        "files": {name: (model.folder / name).stat().st_size for name in FILES},
        "calls": len(reads),
        "turns": sum(len(r.call.texts) for r in reads),
        "interval": {"draws": DRAWS, "seed": SEED, "over": "calls"},
        "turn": turn_table([r.counts(NAMES) for r in reads]),
        "call": {q: question(pairs(reads, q)) for q in QUESTIONS} | {"specific": specific(reads)},
        "rule_or_head": rules.compared(reads),
        "calibration": calibration(reads),
        "confusion": {q: confusion(pairs(reads, q)) for q in ("call_type", "outcome", "action")},
        "strangers": strangers(reads, waiting),
        "sources": sources(reads),
        "errors": worst(reads),
    }


def strangers(reads: Sequence[Read], waiting: Sequence[Read]) -> dict[str, Any]:
    """Calls of voices that wrote no training call beside the others."""
    rows = {
        "voices in training": [r for r in reads if not r.call.id.startswith(TEST_VOICES)],
        "voices not in training": [r for r in reads if r.call.id.startswith(TEST_VOICES)],
        "voices waiting": waiting,
    }
    return {name: {"calls": len(some), **summary(some)} for name, some in rows.items() if some}


def specific(reads: Sequence[Read]) -> dict[str, Any]:
    """How often a step of the corpus that is on one day, or is not, is found to be so."""
    steps = [(r.call.call["next_step"], r.record["next_step"] or {}) for r in reads if r.call.call["next_step"]]
    right = [g["specific"] == s.get("specific") for g, s in steps]
    found = [g["specific"] == s["specific"] for g, s in steps if s]
    return {
        "n": len(steps),
        "accuracy": sum(right) / len(right),
        "found": len(found),
        "accuracy_where_found": sum(found) / len(found),
    }


def sources(reads: Sequence[Read]) -> dict[str, Any]:
    """Calls, turns and figures by voice."""
    voices = sorted({r.call.id[:2] for r in reads})
    out = {}
    for voice in voices:
        mine = [r for r in reads if r.call.id[:2] == voice]
        out[voice] = {"calls": len(mine), "turns": sum(len(r.call.texts) for r in mine), **summary(mine)}
    return out


def calibration(reads: Sequence[Read]) -> dict[str, Any]:
    """Whether probabilities come true, by label and by question."""
    probability = np.concatenate([r.analysis.reading.probabilities for r in reads])
    truth = np.concatenate([r.call.targets for r in reads])
    roles = [role for r in reads for role in r.call.roles]
    labels = {}
    for k, label in enumerate(LABELS):
        may = np.array([allowed(label, role) for role in roles])
        p, y = probability[may, k], truth[may, k]
        labels[label] = calibration_error(p, y) | {"above_tenth": calibration_error(p[p >= 0.1], y[p >= 0.1])}
    return {"labels": labels, "call": {q: _question_error(reads, q) for q in (*THREE, "call_type", "outcome")}}


def _question_error(reads: Sequence[Read], name: str) -> dict[str, Any]:
    if name in THREE:
        key = {"next_step_secured": "secured", "truth_asked": "truth", "overly_pushy": "pushy"}[name]
        p = [getattr(r.analysis.call.facts, f"{key}_probability") for r in reads]
        y = [bool(call_values(r.call.call)[name]) for r in reads]
    else:
        found = [rules.class_confidence(r.analysis.reading)[name] for r in reads]
        p = [sure for _, sure in found]
        y = [r.call.call[name] == value for r, (value, _) in zip(reads, found, strict=True)]
    return calibration_error(np.array(p), np.array(y, float))


def dev_figures(model: Model) -> dict[str, Any]:
    """The development benchmark's figures by its own measure; nothing is chosen by them."""
    spec = importlib.util.spec_from_file_location("measure", BENCHMARK / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    calls = BENCHMARK / "dev" / "calls.jsonl"
    found = {}
    for call in track(list(read_calls(calls.read_bytes(), calls.name)), "Reading the development calls"):
        if isinstance(call, CoachError):
            raise call
        found[call.id] = label_record(analyze(call, model))
    gold = measure.load(BENCHMARK / "dev" / "gold.jsonl")
    return {"model": model.digest, **measure.measure(gold, json.loads(json.dumps(found)))}


def some(calls: Sequence[LabelledCall], count: int | None) -> Sequence[LabelledCall]:
    """About so many of the calls, or all."""
    return calls[:: max(1, len(calls) // count)] if count else calls


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--artifacts", type=Path, default=None, help="another model's folder")
    parser.add_argument("--out", type=Path, default=METRICS)
    parser.add_argument("--calls", type=int, default=None, help="only about so many test calls (to try the code)")
    args = parser.parse_args()
    console, model = Console(), load_model(args.artifacts)
    console.print(f"Model {model.digest}")
    write_json(args.out / "corpus.json", describe.corpus())
    parts = split(load())
    held_out, waiting = (some(parts[name], args.calls) for name in ("test", "waiting"))
    reads = read_all(held_out, model)
    write_json(args.out / "test.json", report(reads, read_all(waiting, model), model))
    through = np.concatenate([read_by_encoder(r) for r in reads])
    write_json(args.out / "speed.json", speed.measure(parts["test"], model, float(through.mean())))
    if (BENCHMARK / "dev").is_dir():
        write_json(args.out / "dev.json", dev_figures(model))
    # Eight readings of a call: a third of the calls is enough to see what breaks.
    write_json(args.out / "robustness.json", {"model": model.digest, **robustness.report(reads[::3], model)})
    console.print(f"Written to {args.out}; `python -m scripts.tables` puts the tables into the card.")


if __name__ == "__main__":
    main()
