"""Words that were looked for: where they stand, and what is shown around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.store.search import folded, needles
from web.calls.found import around, places

TEXT = "  The cafe\u0301 isn’t open\non Thursday; \ufb01ne, Straße 5"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("THURSDAY", ["Thursday"]),
        ("isn't", ["isn’t"]),
        ('"open on"', ["open\non"]),
        ("café", ["cafe\u0301"]),
        ("fin", ["\ufb01n"]),
        ("strasse 5", ["Straße", "5"]),
        ("zebra", []),
        ("", []),
    ],
)
def test_places_are_found_however_they_are_spelt(query: str, found: list[str]) -> None:
    assert [TEXT[a:b] for a, b in places(TEXT, needles(query))] == found


@given(st.text(), st.text(min_size=1))
def test_places_are_in_order_and_read_like_a_needle(text: str, query: str) -> None:
    wanted, last = needles(query), 0
    for start, end in places(text, wanted):
        assert last <= start < end <= len(text)
        assert any(" ".join(needle.split()) in " ".join(folded(text[start:end]).split()) for needle in wanted)
        last = end


def test_long_words_are_cut_and_the_place_is_kept() -> None:
    text = "before " * 50 + "needle" + " after" * 50
    shown = around(text, places(text, ["needle"]))
    assert [piece.text for piece in shown if piece.hit] == ["needle"]
    assert shown[0].text == "… "
    assert shown[-1].text == " …"
    assert len("".join(piece.text for piece in shown)) < 220


@given(st.text(max_size=500), st.sampled_from("abe "))
def test_what_is_shown_stands_in_the_text(text: str, query: str) -> None:
    shown = around(text, places(text, needles(query)))
    assert "".join(piece.text for piece in shown).removeprefix("… ").removesuffix(" …") in text
