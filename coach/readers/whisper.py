"""Whisper, WhisperX and whisper.cpp: segments, the words of one segment by more than one speaker."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.plain import pieces_of_lines
from coach.readers.source import Source
from coach.readers.words import Word, runs

_BARE = {"text", "task", "language", "duration", "usage", "logprobs", "segments", "words"}


def sniff_whisperx(source: Source) -> bool:
    """Segments of which one near the top has a speaker, or words with a score."""
    head = _segments(source)[:50]
    return any("speaker" in s for s in head) or "score" in first(first(head).get("words"))


def sniff(source: Source) -> bool:
    """Segments with text and times."""
    return bool(_segments(source) or _bare_text(source))


def pieces(source: Source) -> Iterator[Piece]:
    """One piece a segment, or one a voice in it; the bare text where there is no more."""
    yield from pieces_of_lines(_bare_text(source).splitlines())
    for segment in _segments(source):
        words = list(_words(segment))
        if len({word.speaker for word in words}) > 1:
            yield from runs(words)
        else:
            yield _piece(segment)


def _piece(segment: Object) -> Piece:
    offsets = obj(segment.get("offsets"))
    start = seconds(offsets, "from", scale=0.001) if offsets else seconds(segment, "start")
    end = seconds(offsets, "to", scale=0.001) if offsets else seconds(segment, "end")
    return Piece(voice(segment.get("speaker")), text(segment, "text"), start, end)


def _words(segment: Object) -> Iterator[Word]:
    """The words; one that was not aligned belongs to whoever spoke the word before it."""
    speaker = voice(segment.get("speaker"))
    for word in objects(segment.get("words")):
        speaker = voice(word.get("speaker")) or speaker
        yield Word(text(word, "word", "text").strip(), speaker, seconds(word, "start"), seconds(word, "end"))


def _bare_text(source: Source) -> str:
    """The text of an answer that has nothing else, as the interface gives it by default."""
    top = obj(source.value)
    return text(top, "text") if not _segments(source) and top.keys() <= _BARE else ""


def _segments(source: Source) -> list[Object]:
    value = source.value
    found = value if isinstance(value, list) else obj(value).get("segments") or obj(value).get("transcription")
    head = first(found)
    return objects(found) if "text" in head and ("start" in head or "offsets" in head) else []
