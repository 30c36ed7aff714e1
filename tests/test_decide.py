"""Which labels a turn is given: what is likely enough, and of a group that is there its likeliest."""

from __future__ import annotations

import numpy as np
import pytest

from coach.acts.decide import decided
from coach.acts.model import Calibrated
from coach.labels import LABELS
from coach.transcript import Role

LIKELY = Calibrated(scale=1.0, shift=0.0, threshold=0.4, sure=0.55)
PLAIN = dict.fromkeys(LABELS, LIKELY)
GROUPS = {"truth": LIKELY, "pressure": LIKELY}
KINDS = {"pressure.guilt": 0.25, "pressure.ignored_no": 0.28, "pressure.urgency": 0.2}


def given(chances: dict[str, float], role: Role = Role.REP, labels=PLAIN, groups=GROUPS) -> set[str]:
    row = np.array([[chances.get(label, 0.01) for label in LABELS]], np.float32)
    return {LABELS[k] for k in np.flatnonzero(decided(row, [role], labels, groups)[0])}


def test_what_is_likely_enough_is_given() -> None:
    assert given({"next_step.propose": 0.4, "truth.probe": 0.6, "truth.feedback": 0.39}) == {
        "next_step.propose",
        "truth.probe",
    }


def test_a_turn_that_surely_pushes_is_given_its_likeliest_kind() -> None:
    assert given(KINDS) == {"pressure.ignored_no"}


def test_likely_is_measured_by_what_the_label_asks_for() -> None:
    rare = PLAIN | {"pressure.urgency": Calibrated(1.0, 0.0, threshold=0.22, sure=0.4)}
    assert given(KINDS, labels=rare) == {"pressure.urgency"}


def test_where_a_kind_is_given_the_group_adds_none() -> None:
    assert given(KINDS | {"pressure.guilt": 0.5}) == {"pressure.guilt"}


def test_a_group_that_is_unlikely_adds_nothing() -> None:
    assert given({"pressure.guilt": 0.2, "pressure.urgency": 0.1}) == set()


def test_a_group_adds_nothing_to_a_turn_of_another_role() -> None:
    assert given(KINDS, Role.PROSPECT) == set()


def test_without_the_group_no_label_of_it_is_enough() -> None:
    assert given(KINDS, groups={}) == set()


def test_an_answer_of_unknown_kind_is_none() -> None:
    assert given({"response.accept": 0.35, "response.decline": 0.35, "response.maybe": 0.35}, Role.PROSPECT) == set()


@pytest.mark.parametrize("role", [Role.REP, Role.UNKNOWN])
def test_every_turn_is_decided_by_itself(role: Role) -> None:
    rows = np.array([[KINDS.get(label, 0.01) for label in LABELS], [0.01] * len(LABELS)], np.float32)
    assert decided(rows, [role, role], PLAIN, GROUPS).any(axis=1).tolist() == [True, False]
