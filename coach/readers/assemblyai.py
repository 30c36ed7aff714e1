"""AssemblyAI: utterances by speaker, else words; times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.readers.words import Word, runs


def sniff(source: Source) -> bool:
    """Utterances or words with `text`, beside the whole text."""
    top = obj(source.value)
    return "segments" not in top and (_is_piece(first(top.get("utterances"))) or _is_piece(first(top.get("words"))))


def _is_piece(item: Object) -> bool:
    return "text" in item and "start" in item


def pieces(source: Source) -> Iterable[Piece]:
    """One piece an utterance, or runs of words."""
    top = obj(source.value)
    utterances = objects(top.get("utterances"))
    if utterances:
        return [Piece(_who(u), text(u, "text"), _ms(u, "start"), _ms(u, "end")) for u in utterances]
    words = objects(top.get("words"))
    return runs(Word(text(w, "text"), _who(w), _ms(w, "start"), _ms(w, "end")) for w in words)


def _who(item: Object) -> str:
    return voice(item.get("speaker")) or voice(item.get("channel"), "Channel")


def _ms(item: Object, key: str) -> float | None:
    return seconds(item, key, scale=0.001)
