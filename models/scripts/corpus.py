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
# Voices whose calls are dealt more widely. The encoder does not see their part called "stack": from it the context
# model learns how far to trust the encoder on calls that it has not seen.
LATER_VOICES = ("va", "vb", "vc", "wa", "wb", "wc", "wd", "we", "wf")
PARTS = ("train", "stack", "validation", "test")


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
    share = int(sha256(call_id.encode()).hexdigest()[:8], 16) / 16**8
    if call_id.startswith(LATER_VOICES):
        return "test" if share < 0.12 else "validation" if share < 0.24 else "stack" if share < 0.48 else "train"
    return "test" if share < 0.05 else "validation" if share < 0.18 else "train"


def split(calls: list[LabelledCall]) -> dict[str, list[LabelledCall]]:
    """Calls by part."""
    return {p: [c for c in calls if part(c.id) == p] for p in PARTS}
