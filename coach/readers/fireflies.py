"""Fireflies: sentences with speaker names, times in seconds."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, first, ident, objects, seconds, text, voice, walk
from coach.readers.source import Source

_WIDTH = 20


def sniff(source: Source) -> bool:
    """A list of sentences, or the bare list as the app downloads it."""
    return any(_calls(source, _WIDTH))


def calls(source: Source) -> Calls:
    """Each call of the answer."""
    for call in _calls(source, None):
        yield Call([_piece(s) for s in objects(call["sentences"])], id=ident(call, "id"))


def _calls(source: Source, width: int | None) -> Iterator[Object]:
    if _is_sentence(first(source.value)):
        yield {"sentences": source.value}
    else:
        yield from (item for item in walk(source.value, width=width) if _is_sentence(first(item.get("sentences"))))


def _is_sentence(item: Object) -> bool:
    return "speaker_name" in item and ("start_time" in item or "startTime" in item)


def _piece(item: Object) -> Piece:
    return Piece(
        text(item, "speaker_name") or voice(item.get("speaker_id")),
        text(item, "text", "sentence", "raw_text"),
        seconds(item, "start_time", "startTime"),
        seconds(item, "end_time", "endTime"),
    )
