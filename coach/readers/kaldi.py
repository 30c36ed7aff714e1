"""Kaldi as the BBC runs it: words, and a segmentation that says who speaks when."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice, walk
from coach.readers.source import Source
from coach.readers.words import Stretches, Word, runs


def sniff(source: Source) -> bool:
    """Words with `punct`, or a segmentation beside them."""
    return bool(_answer(source))


def pieces(source: Source) -> Iterator[Piece]:
    """Runs of words of one speaker."""
    answer = _answer(source)
    segments = objects(obj(answer.get("segmentation")).get("segments"))
    stretches = Stretches((seconds(s, "start"), voice(obj(s.get("speaker")).get("@id"))) for s in segments)
    return runs(_word(w, stretches) for w in objects(answer["words"]))


def _word(word: Object, stretches: Stretches) -> Word:
    start = seconds(word, "start")
    return Word(text(word, "punct", "word"), stretches.at(start), start, seconds(word, "end"))


def _answer(source: Source) -> Object:
    return next((item for item in walk(source.value, 2) if _is_kaldi(item)), {})


def _is_kaldi(item: Object) -> bool:
    word = first(item.get("words"))
    return "word" in word and "start" in word and ("punct" in word or "segmentation" in item)
