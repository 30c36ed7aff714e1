"""What each turn does: labels with calibrated probabilities and the words that carry them.

Cheap first: a linear model reads every turn and keeps plain talk from the encoder; the encoder reads the
rest with the two turns before; a small recurrent model reads the whole call and corrects both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.acts.encoder import read_turns
from coach.acts.features import Floats, features
from coach.acts.inputs import ModelTurn, model_turns
from coach.acts.model import Calibrated, Model, load_model, sigmoid
from coach.acts.quotes import carrying_words
from coach.labels import LABELS, LADDER, PROPOSE, allowed
from coach.report import Act
from coach.transcript import Turn

__all__ = ["CallReading", "Model", "load_model", "read_call", "unsure"]

# Logits are rounded before anything is decided, so that the last bits of a sum never decide an answer.
DECIMALS = 3


@dataclass(frozen=True)
class CallReading:
    """What the model says of a call.

    Attributes:
        acts: labels above their thresholds, in order of turn.
        probabilities: calibrated, shape (turns, labels), for answers that add up many turns.
        actions: probability of each rung, shape (turns, 7).
        call: logits of the call heads by name (call_type 4, outcome 3, pushy 4, secured 1, truth_asked 1, action 8).
    """

    acts: tuple[Act, ...]
    probabilities: Floats
    actions: Floats
    call: dict[str, Floats]


def read_call(turns: tuple[Turn, ...], model: Model) -> CallReading:
    """Labels every turn of a call."""
    as_read = model_turns(turns)
    linear = model.linear_logits(as_read)
    wanted = [n for n in range(len(turns)) if linear[n, -1] > model.heads["gate"]]
    dear = read_turns(model.encoder, model.tokenize, as_read, wanted)
    turn_logits, call_logits = model.context.run(
        None,
        {"vectors": dear.vectors, "features": features(as_read, linear, dear.logits), "logits": dear.logits},
    )
    turn_logits = np.round(turn_logits, DECIMALS)
    probabilities = calibrate(turn_logits[:, : len(LABELS)], model)
    actions = _softmax(turn_logits[:, len(LABELS) :])
    acts = tuple(_acts(turns, as_read, probabilities, actions, dear.pieces, model))
    return CallReading(acts, probabilities, actions, _by_head(np.round(call_logits, DECIMALS), model))


def calibrate(logits: Floats, model: Model) -> Floats:
    """Calibrated probabilities, shape (turns, labels)."""
    scale = np.array([model.calibration[label].scale for label in LABELS], np.float32)
    shift = np.array([model.calibration[label].shift for label in LABELS], np.float32)
    return sigmoid(logits * scale + shift)


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


def _by_head(call_logits: Floats, model: Model) -> dict[str, Floats]:
    out, start = {}, 0
    for name, size in model.heads["call_heads"]:
        out[name] = call_logits[start : start + size]
        start += size
    return out


def _acts(
    turns: tuple[Turn, ...],
    as_read: tuple[ModelTurn, ...],
    probabilities: Floats,
    actions: Floats,
    pieces: np.ndarray,
    model: Model,
) -> list[Act]:
    out = []
    for n, k in np.argwhere(probabilities >= _thresholds(model)):
        turn, label = turns[n], LABELS[k]
        if not allowed(label, turn.role):
            continue
        quote = carrying_words(turn, label, int(pieces[n, k]), model)
        has_action = label in (PROPOSE, "response.offer")
        action = LADDER[int(actions[n].argmax())] if has_action else None
        out.append(Act(int(n), label, round(float(probabilities[n, k]), 3), quote, action))
    return out


def _thresholds(model: Model) -> Floats:
    return np.array([model.calibration[label].threshold for label in LABELS], np.float32)


def unsure(act: Act, model: Model) -> bool:
    """Whether the act lies in the band in which a person should look."""
    c: Calibrated = model.calibration[act.label]
    return c.low <= act.probability < c.high
