"""The call's answers by the guide's words alone, and by the whole-call network alone: what the trained head adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.acts import CallReading
from coach.findings.facts import asked_by_guide, pushy_by_guide
from coach.findings.steps import standing
from coach.labels import CALL_TYPES, LADDER, OUTCOMES
from scripts.measures import THREE, call_values, kappa
from scripts.reading import Read, pairs


def by_rule(read: Read) -> dict[str, Any]:
    """Answers that follow from the labels given, as labels.md has it, with nothing weighed."""
    acts = read.analysis.reading.acts
    steps = standing(acts, len(read.call.texts))
    return {
        "next_step_secured": bool(steps),
        "truth_asked": asked_by_guide(acts),
        "overly_pushy": pushy_by_guide(acts),
        "action": steps[0].action if steps else "none",
    }


def by_network(read: Read) -> dict[str, Any]:
    """Answers of the whole-call network, without the head that weighs them."""
    call = read.analysis.reading.call
    action = int(call["action"].argmax())
    return {
        "next_step_secured": float(call["secured"][0]) > 0,
        "truth_asked": float(call["truth_asked"][0]) > 0,
        "overly_pushy": int(call["pushy"].argmax()) >= 2,
        "action": (*("none",), *LADDER)[action],
    }


def compared(reads: Sequence[Read]) -> dict[str, dict[str, float | None]]:
    """Kappa of each question by rule, by network, and as shipped."""
    out: dict[str, dict[str, float | None]] = {}
    for question in (*THREE, "action"):
        gold = [call_values(r.call.call)[question] for r in reads]
        out[question] = {
            "rule": kappa(list(zip(gold, (by_rule(r)[question] for r in reads), strict=True))),
            "network": kappa(list(zip(gold, (by_network(r)[question] for r in reads), strict=True))),
            "shipped": kappa(pairs(reads, question)),
        }
    return out


def class_confidence(reading: CallReading) -> dict[str, tuple[str, float]]:
    """Likeliest call type and outcome with its probability, by the whole-call network."""
    import numpy as np

    out = {}
    for name, classes in (("call_type", CALL_TYPES), ("outcome", OUTCOMES)):
        powers = np.exp(reading.call[name] - reading.call[name].max())
        best = int(powers.argmax())
        out[name] = (classes[best], float(powers[best] / powers.sum()))
    return out
