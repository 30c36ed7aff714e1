"""What each turn does: labels with calibrated probabilities and the words that carry them.

Cheap first: a linear model reads every piece of every turn; the encoder reads those that may carry something; a small
recurrent model reads the whole call and corrects both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.acts.decide import decided
from coach.acts.features import Floats
from coach.acts.inputs import model_turns
from coach.acts.model import Model, load_model, sigmoid
from coach.acts.quotes import Found, carrying_words
from coach.acts.reading import read_turns
from coach.labels import LABELS, LADDER, PROPOSE
from coach.report import Act
from coach.transcript import Turn

__all__ = ["CallReading", "Model", "load_model", "read_call", "unsure"]

# Logits are rounded before anything is decided, so that the last bits of a sum never decide an answer.
DECIMALS = 3


@dataclass(frozen=True)
class CallReading:
    """What the model says of a call.

    Attributes:
        acts: labels given (`coach.acts.decide`), in order of turn.
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
    seen = read_turns(as_read, model.linear, model.gate, model.encoder, model.tokenize)
    turn_logits, call_logits = model.context.run(
        None, {"vectors": seen.vectors, "features": seen.features, "logits": seen.logits}
    )
    turn_logits = np.round(turn_logits, DECIMALS)
    probabilities = calibrate(turn_logits[:, : len(LABELS)], model)
    actions = _softmax(turn_logits[:, len(LABELS) :])
    acts = tuple(_acts(turns, probabilities, actions, seen.pieces, model))
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
    probabilities: Floats,
    actions: Floats,
    pieces: np.ndarray,
    model: Model,
) -> list[Act]:
    chosen = decided(probabilities, [turn.role for turn in turns], model.calibration, model.groups)
    given = [(int(n), int(k)) for n, k in np.argwhere(chosen)]
    quotes = carrying_words([Found(turns[n], LABELS[k], int(pieces[n, k])) for n, k in given], model.linear)
    out = []
    for (n, k), quote in zip(given, quotes, strict=True):
        has_action = LABELS[k] in (PROPOSE, "response.offer")
        action = LADDER[int(actions[n].argmax())] if has_action else None
        out.append(Act(n, LABELS[k], round(float(probabilities[n, k]), 3), quote, action))
    return out


def unsure(act: Act, model: Model) -> bool:
    """Whether the act is so little likely that a person should look."""
    return act.probability < model.calibration[act.label].sure
