"""Fireflies: sentences with speaker names, times in seconds."""

from __future__ import annotations

from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, first, objects, seconds, text, voice, walk
from coach.readers.source import Source


def sniff(source: Source) -> bool:
    """A list of sentences, or the bare list as the app downloads it."""
    return bool(_sentences(source)[1])


def calls(source: Source) -> Calls:
    """The one call."""
    top, sentences = _sentences(source)
    yield Call([_piece(s) for s in sentences], id=text(top, "id") or None)


def _sentences(source: Source) -> tuple[Object, list[Object]]:
    if _is_sentence(first(source.value)):
        return {}, objects(source.value)
    for item in walk(source.value):
        if _is_sentence(first(item.get("sentences"))):
            return item, objects(item["sentences"])
    return {}, []


def _is_sentence(item: Object) -> bool:
    return "speaker_name" in item and ("start_time" in item or "startTime" in item)


def _piece(item: Object) -> Piece:
    return Piece(
        text(item, "speaker_name") or voice(item.get("speaker_id")),
        text(item, "text", "sentence", "raw_text"),
        seconds(item, "start_time", "startTime"),
        seconds(item, "end_time", "endTime"),
    )
