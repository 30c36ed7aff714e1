"""Words as the model reads them."""

from __future__ import annotations

from coach.acts import text


def test_a_person_is_read_as_anyone() -> None:
    assert text.normalise("She\u2019s Maria\u2019s HUSBAND") == "they's sam's spouse"


def test_names_with_accents_are_names() -> None:
    assert text.normalise("José, Léa and Ngozi's mum") == "sam, sam and sam's mum"


def test_a_word_no_one_says_reads_alike_and_is_not_remembered() -> None:
    text.normalise("she said")
    before = text._remembered.cache_info().currsize
    junk = "x" * (text.LONGEST_WORD + 1)
    assert text.normalise(f"she {junk}") == f"they {junk}"
    assert text._remembered.cache_info().currsize == before
