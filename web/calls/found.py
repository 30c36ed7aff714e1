"""Where words that were looked for stand: the places in a text, and the words around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.render.marks import Hit
from coach.report import SpokenTurn
from coach.store.search import folded

# Characters shown before and after a place; cut at words.
BEFORE, AFTER = 60, 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of shown text; `hit` where it is what was looked for."""

    text: str
    hit: bool


def places(text: str, needles: Sequence[str]) -> list[tuple[int, int]]:
    """(start, end) of everything in the text that reads like one of the needles, which are folded; none overlap."""
    plain = " ".join(folded(text).split())
    wanted = [needle for needle in needles if needle in plain]
    if not wanted:
        return []
    mapped, origins = _mapped(text)
    spans = sorted((origins[at][0], origins[at + len(n) - 1][1]) for n in wanted for at in _all(mapped, n))
    return list(_joined(spans))


def hits(turns: Iterable[SpokenTurn], needles: Sequence[str]) -> dict[int, list[Hit]]:
    """What was found in each turn that has any, numbered from 1 over the call."""
    found: dict[int, list[Hit]] = {}
    number = 0
    for turn in turns:
        for start, end in places(turn.text, needles):
            number += 1
            found.setdefault(turn.index, []).append(Hit(number, start, end))
    return found


def around(text: str, spots: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The words around the first place, about two lines of them, all places in them marked; or the first words."""
    first = spots[0] if spots else (0, 0)
    start, end = max(0, first[0] - BEFORE), min(len(text), first[1] + AFTER)
    # Whole words, unless one is longer than a word is.
    start = text.find(" ", start, first[0]) + 1 or start if start else 0
    end = text.rfind(" ", first[1], end) if end < len(text) and text.rfind(" ", first[1], end) >= 0 else end
    inside = {(a, min(b, end)) for a, b in spots if a < end}
    edges = sorted({start, end, *(edge for span in inside for edge in span)})
    pieces = [Piece(text[a:b], (a, b) in inside) for a, b in pairwise(edges)]
    before, after = [Piece("… ", False)] * (start > 0), [Piece(" …", False)] * (end < len(text))
    return (*before, *pieces, *after)


def _all(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + len(needle))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def _mapped(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text folded as it is for the search, and for each of its characters where it comes from."""
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        part = folded(text[start:end])
        if not part.strip():
            part = " " if part and parts and parts[-1] != " " else ""
        parts.append(part)
        origins += [(start, end)] * len(part)
    return "".join(parts), origins


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each letter with the accents that follow it."""
    starts = [n for n, char in enumerate(text) if not n or not unicodedata.combining(char)]
    return pairwise([*starts, len(text)])
