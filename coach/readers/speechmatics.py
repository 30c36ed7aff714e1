"""Speechmatics: results with the speaker in the alternative, or words with speakers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.readers.words import Stretches, Word, interleaved, runs


def sniff(source: Source) -> bool:
    """Results that are words and marks, or the first version's words with a duration."""
    top = obj(source.value)
    result, word = first(top.get("results")), first(top.get("words"))
    return ("start_time" in result and "alternatives" in result) or ("time" in word and "duration" in word)


def pieces(source: Source) -> Iterable[Piece]:
    """Runs of words of one speaker, or of one channel."""
    top = obj(source.value)
    results = objects(top.get("results"))
    if not results:
        return runs(_first_version(top))
    channels = dict.fromkeys(text(r, "channel") for r in results)
    if len(channels) > 1:
        return interleaved(
            (_word(r, channel) for r in results if text(r, "channel") == channel) for channel in channels
        )
    return runs(_word(r, "") for r in results)


def _word(result: Object, channel: str) -> Word:
    best = first(result.get("alternatives"))
    glued = result.get("type") == "punctuation" and result.get("attaches_to", "previous") == "previous"
    speaker = voice(channel, "Channel") or voice(best.get("speaker"))
    return Word(text(best, "content"), speaker, seconds(result, "start_time"), seconds(result, "end_time"), glued)


def _first_version(top: Object) -> Iterator[Word]:
    stretches = Stretches((seconds(s, "time"), voice(s.get("name"))) for s in objects(top.get("speakers")))
    for word in objects(top.get("words")):
        start, length = seconds(word, "time"), seconds(word, "duration")
        end = start + length if start is not None and length is not None else None
        yield Word(text(word, "name"), stretches.at(start), start, end)
