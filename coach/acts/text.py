"""Words as the model reads them: lower case, one gender, one first name, long turns in pieces."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

PIECE_WORDS = 48
# A turn this much longer than a piece is cut; a slightly longer one stays whole.
SLACK_WORDS = 12
# No word anyone says is longer (characters); what is longer is not remembered, for it would fill memory.
LONGEST_WORD = 64

# Nothing about the person moves a score: pronouns and titles lose their gender before the model sees them.
NEUTRAL = {
    "he": "they", "she": "they", "him": "them", "her": "them", "his": "them", "hers": "them",
    "himself": "themself", "herself": "themself", "he's": "they's", "she's": "they's", "he'd": "they'd",
    "she'd": "they'd", "he'll": "they'll", "she'll": "they'll", "ma'am": "sir", "madam": "sir", "missus": "mister",
    "mrs": "mr", "ms": "mr", "miss": "mister", "husband": "spouse", "wife": "spouse", "husband's": "spouse's",
    "wife's": "spouse's", "lady": "person", "gentleman": "person", "ladies": "people", "gentlemen": "people",
}  # fmt: skip
ANY_NAME = "sam"
_WORD = re.compile(r"(?:[^\W\d_]|')+")
_SENTENCE = re.compile(r"[^.?!]+[.?!]*\s*")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "."})


@cache
def first_names() -> frozenset[str]:
    """First names that are read as one name (a list of our own; words that are also names are not on it)."""
    text = resources.files("coach.acts").joinpath("names.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and line[0] != "#")


def normalise(text: str) -> str:
    """The text as the model reads it: lower case, straight quotes, neutral pronouns, one first name."""
    words = text.translate(_QUOTES).lower().split()
    known = all(len(word) <= LONGEST_WORD for word in words)
    return " ".join(map(_remembered if known else _normalised, words))


def _normalised(word: str) -> str:
    return _WORD.sub(lambda m: _neutral(m[0]), word)


# Talk says the same few thousand words over and over.
_remembered = lru_cache(1 << 14)(_normalised)


def _neutral(word: str) -> str:
    if word in NEUTRAL:
        return NEUTRAL[word]
    stem, dot, rest = word.partition("'")
    return ANY_NAME + dot + rest if stem in first_names() else word


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences, by their end marks; recognised speech without marks is one sentence."""
    return [(m.start(), m.start() + len(m[0].rstrip())) for m in _SENTENCE.finditer(text) if m[0].strip()]


def pieces(text: str) -> list[tuple[int, int]]:
    """Spans of at most `PIECE_WORDS` words, cut at sentence ends where there are any; short turns whole."""
    if len(text.split()) <= PIECE_WORDS + SLACK_WORDS:
        return [(0, len(text))]
    out: list[tuple[int, int]] = []
    room = 0
    for start, end, words in _runs(text):
        if out and words <= room:
            out[-1] = (out[-1][0], end)
            room -= words
        else:
            out.append((start, end))
            room = PIECE_WORDS - words
    return out


def _runs(text: str) -> list[tuple[int, int, int]]:
    """Sentences, and runs of words where a sentence is longer than a piece: (start, end, words)."""
    runs = []
    for start, end in sentences(text) or [(0, len(text))]:
        words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
        for n in range(0, len(words), PIECE_WORDS):
            part = words[n : n + PIECE_WORDS]
            runs.append((part[0][0], part[-1][1], len(part)))
    return runs
