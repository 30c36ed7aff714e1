"""The corpus: labelled whole calls, and how they are split by voice and by call."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.labels import LABELS, LADDER
from coach.transcript import Role

MODELS = Path(__file__).parents[1]
CORPUS = MODELS / "corpus"
# Whole voices that no training call comes from: they tell how the model does on strangers.
TEST_VOICES = ("te", "uf")
# Whole voices kept out of the last training, if there are any: no model has seen them, they choose nothing, and until
# they are trained on they are one test more.
WAITING: tuple[str, ...] = ("mc",)
# What share of a voice's calls (by the beginning of the id) is dealt to the test, to validation, to the stack; the rest
# is trained on. The encoder does not see the stack: from it the context model learns how far to trust the encoder on
# calls that it has not seen.
SHARES = {
    "v": (0.12, 0.12, 0.24),
    "w": (0.12, 0.12, 0.24),
    "xd": (0.12, 0.12, 0.76),
    "x": (0.12, 0.12, 0.06),
    "y": (0.1, 0.1, 0.1),
    "z": (0.1, 0.1, 0.1),
    "s": (0.1, 0.1, 0.3),
    "qf": (0.1, 0.1, 0.4),
    "qh": (0.1, 0.1, 0.4),
    "q": (0.1, 0.1, 0.3),
    "p": (0.1, 0.1, 0.4),
    "o": (0.1, 0.1, 0.8),
    "nb": (0.1, 0.1, 0.15),
    "nd": (0.1, 0.1, 0.15),
    "nh": (0.1, 0.1, 0.15),
    "n": (0.1, 0.1, 0.3),
    "m": (0.1, 0.1, 0.8),
}
OTHERS = (0.05, 0.13, 0.0)
PARTS = ("train", "stack", "validation", "test", "waiting")


@dataclass(frozen=True)
class LabelledCall:
    """A call with its labels.

    Attributes:
        id: the first two letters are the voice that wrote it.
        roles, texts: one per turn.
        targets: shape (turns, labels), 0 or 1.
        actions: rung index of a proposal (or of an offer that became the next step), -1 elsewhere.
        call: the labels of the call as a whole, as in the label file.
    """

    id: str
    roles: tuple[Role, ...]
    texts: tuple[str, ...]
    targets: NDArray[np.float32]
    actions: NDArray[np.int64]
    call: dict[str, Any] = field(repr=False)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Every record of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def load(calls: Path = CORPUS / "calls.jsonl", labels: Path = CORPUS / "labels.jsonl") -> list[LabelledCall]:
    """All labelled calls, in the order of the file."""
    by_id = {row["id"]: row for row in read_jsonl(labels)}
    return [labelled(call, by_id[call["id"]]) for call in read_jsonl(calls)]


def labelled(call: dict[str, Any], row: dict[str, Any]) -> LabelledCall:
    """A call record and its label record as arrays."""
    turns = call["turns"]
    targets = np.zeros((len(turns), len(LABELS)), np.float32)
    actions = np.full(len(turns), -1, np.int64)
    for turn, names in row["turns"].items():
        for name in names:
            label, _, action = name.partition(":")
            targets[int(turn), LABELS.index(label)] = 1
            if action:
                actions[int(turn)] = LADDER.index(action)
    step = row.get("next_step") or {}
    agreed = step.get("agree_turn")
    if step and step["propose_turn"] is None and agreed is not None and actions[agreed] < 0:
        actions[agreed] = LADDER.index(step["action"])
    roles = tuple(Role(t.get("role") or "unknown") for t in turns)
    return LabelledCall(call["id"], roles, tuple(t["text"] for t in turns), targets, actions, row)


def part(call_id: str) -> str:
    """Which of `PARTS` a call is in: some voices whole, the others by a hash of the call's id."""
    if call_id.startswith(TEST_VOICES):
        return "test"
    if call_id.startswith(WAITING):
        return "waiting"
    place = int(sha256(call_id.encode()).hexdigest()[:8], 16) / 16**8
    test, validation, stack = next((s for voice, s in SHARES.items() if call_id.startswith(voice)), OTHERS)
    ends = {"test": test, "validation": test + validation, "stack": test + validation + stack}
    return next((name for name, end in ends.items() if place < end), "train")


def split(calls: list[LabelledCall]) -> dict[str, list[LabelledCall]]:
    """Calls by part."""
    return {p: [c for c in calls if part(c.id) == p] for p in PARTS}
