"""What the encoder reads together, and which pieces it reads at all."""

from __future__ import annotations

import random

import numpy as np
import pytest

from coach.acts.encoder import pool
from coach.acts.gate import BEFORE, MARKS, Gate, allowed, wanted
from coach.acts.inputs import CLS, Ids
from coach.acts.windows import AGAIN, MOST, Window, windows


def piece(n: int, tokens: int) -> Ids:
    """A piece whose tokens tell which it is."""
    return (1000 + n,) * tokens


def judged(found: list[Window]) -> list[int]:
    """Numbers of the pieces judged, in order."""
    return [window.ids[start] - 1000 for window in found for start, _ in window.spans]


@pytest.mark.parametrize("seed", range(40))
def test_every_piece_is_judged_once_in_order_and_whole(seed: int) -> None:
    rng = random.Random(seed)
    pieces = {n: piece(n, rng.randint(3, 84)) for n in range(rng.randint(1, 80)) if rng.random() < 0.8}
    found = windows(pieces)
    assert judged(found) == sorted(pieces)
    for window in found:
        assert window.ids[0] == CLS
        assert len(window.ids) <= MOST
        assert [window.ids[a:b] for a, b in window.spans] == [pieces[window.ids[a] - 1000] for a, _ in window.spans]


def test_nothing_to_read_is_no_window() -> None:
    assert windows({}) == []


def test_pieces_with_a_gap_between_them_do_not_see_each_other() -> None:
    found = windows({0: piece(0, 5), 1: piece(1, 5), 3: piece(3, 5)})
    assert [set(window.ids) - {CLS} for window in found] == [{1000, 1001}, {1003}]


def test_the_next_window_begins_with_the_last_pieces_of_the_one_before() -> None:
    first, second, *_ = windows({n: piece(n, 30) for n in range(30)})
    again = second.ids[1 : second.spans[0][0]]
    assert 0 < len(again) <= AGAIN
    assert set(again) < set(first.ids)
    assert second.spans[0][0] > 1


def test_a_piece_longer_than_a_window_is_read_alone() -> None:
    found = windows({0: piece(0, 4), 1: piece(1, 2 * MOST), 2: piece(2, 4)})
    assert judged(found) == [0, 1, 2]


def test_the_weights_of_a_piece_make_a_mean_of_its_tokens() -> None:
    (window,) = windows({0: piece(0, 4), 1: piece(1, 7)})
    weights = pool(window)
    assert weights.shape == (2, 12)
    assert np.allclose(weights @ np.array(window.ids), [1000, 1001])
    assert weights[:, 0].sum() == 0


def gate(words: int, share: float = 0.0) -> Gate:
    """Promise is the only feature."""
    return Gate((1.0,), 0.0, words, share)


def promise(*values: float) -> np.ndarray:
    """One feature a piece."""
    return np.array(values, np.float32)[:, None]


def test_a_short_call_is_read_whole() -> None:
    assert wanted(gate(words=100), promise(-9, -9, -9), ["so it goes"] * 3) == [0, 1, 2]


def test_of_a_long_call_the_most_promising_are_read_with_those_before() -> None:
    values = [-5.0] * 20
    values[10] = 2.0
    pieces, words = ["word"] * 20, (1 + MARKS) * (BEFORE + 1)
    assert wanted(gate(1, share=words / (20 * (1 + MARKS))), promise(*values), pieces) == list(range(10 - BEFORE, 11))


def test_reading_stops_where_the_words_are_spent() -> None:
    assert wanted(gate(words=3), promise(1, 2), ["one two three four", "five six"]) == []


def test_of_a_longer_call_fewer_words_are_read_until_the_share_is_more() -> None:
    ours = gate(words=1000, share=0.1)
    assert [allowed(ours, n) for n in (250, 1000, 4000, 16000)] == [2000, 1000, 500, 1600]
    read = wanted(gate(words=10, share=0.25), promise(*np.linspace(0, 1, 1000)), ["word"] * 1000)
    assert 240 <= len(read) <= 250
    assert read[-1] == 999
