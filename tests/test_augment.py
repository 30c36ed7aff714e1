"""What training changes in a call changes no more than it says."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "models"))

from scripts.augment import renamed

from coach.acts.text import first_names

TEXTS = ("Hi Maria, is Bob's van back?", "maria? No, will you call MARIA, or Mark, on Tuesday?", "Peter-Paul, maybe")


@pytest.mark.parametrize("seed", range(20))
def test_a_name_becomes_one_that_no_list_holds_and_all_else_stays(seed: int) -> None:
    first, second, third = renamed(TEXTS, random.Random(seed))
    maria, bob = first.split()[1][:-1], first.split()[3][:-2]
    assert first == f"Hi {maria}, is {bob}'s van back?"
    assert second == f"{maria.lower()}? No, will you call {maria}, or Mark, on Tuesday?"
    peter, paul = third.removesuffix(", maybe").split("-")
    new = {maria, bob, peter, paul}
    assert len(new) == 4
    assert all(name.istitle() and name.lower() not in first_names() for name in new)


def test_the_same_seed_gives_the_same_names() -> None:
    assert renamed(TEXTS, random.Random(3)) == renamed(TEXTS, random.Random(3))
    assert renamed(TEXTS, random.Random(3)) != renamed(TEXTS, random.Random(4))
