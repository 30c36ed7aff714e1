"""Which rung the next step of a call stands on."""

from __future__ import annotations

import numpy as np

from coach.acts import CallReading
from coach.findings.facts import chosen_step
from coach.labels import LABELS, LADDER, RECAP
from coach.report import Act
from coach.transcript import Quote, Role, Turn

TURNS = tuple(
    Turn(n, role, n % 2, text)
    for n, (role, text) in enumerate(
        [
            (Role.REP, "Could we talk again on Tuesday?"),
            (Role.PROSPECT, "Yes, fine."),
            (Role.REP, "So Tuesday, half an hour at your office."),
        ]
    )
)
SAME = [1 / len(LADDER)] * len(LADDER)


def act(turn: int, label: str) -> Act:
    return Act(turn, label, 0.9, Quote(turn, 0, len(TURNS[turn].text), TURNS[turn].text), LADDER[0])


def reading(acts: tuple[Act, ...], rungs: dict[int, dict[str, float]]) -> CallReading:
    """A call whose turns lean to the rungs named, 0..1, and whose whole leans to none."""
    actions = np.full((len(TURNS), len(LADDER)), 0.05, dtype=np.float32)
    for turn, named in rungs.items():
        for rung, p in named.items():
            actions[turn, LADDER.index(rung)] = p
    whole = {"action": np.zeros(len(LADDER) + 1, dtype=np.float32)}
    return CallReading(acts, np.zeros((len(TURNS), len(LABELS)), dtype=np.float32), actions, whole)


ASKED = (act(0, "next_step.propose"), act(1, "response.accept"))
RECAPPED = (*ASKED, act(2, RECAP))


def test_the_recap_decides_between_rungs_the_ask_leaves_open() -> None:
    open_ask = {0: {"call_back": 0.4, "meeting": 0.35}, 2: {"meeting": 0.9}}
    without = chosen_step(reading(ASKED, open_ask), TURNS, True, SAME)
    recapped = chosen_step(reading(RECAPPED, open_ask), TURNS, True, SAME)
    assert without is not None
    assert recapped is not None
    assert (without.action, recapped.action) == ("call_back", "meeting")


def test_a_plain_ask_outweighs_its_recap() -> None:
    step = chosen_step(reading(RECAPPED, {0: {"call_back": 0.9}, 2: {"meeting": 0.5}}), TURNS, True, SAME)
    assert step is not None
    assert step.action == "call_back"


def test_between_equals_the_rarer_rung_is_named() -> None:
    common = [0.4 if rung == "call_back" else 0.1 for rung in LADDER]
    step = chosen_step(reading(ASKED, {0: {"call_back": 0.4, "meeting": 0.35}}), TURNS, True, common)
    assert step is not None
    assert step.action == "meeting"


def test_nothing_stands_where_nothing_was_secured() -> None:
    assert chosen_step(reading(ASKED, {0: {"meeting": 0.9}}), TURNS, False, SAME) is None
