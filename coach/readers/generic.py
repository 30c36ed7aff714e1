"""Other JSON that is plainly a transcript: a list of objects with words and a speaker or a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coach.readers.clock import to_seconds
from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, ident, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.role_words import role_word

_TEXT = ("text", "transcript", "utterance", "content", "message", "sentence", "words", "body")
_SPEAKER = ("speaker", "speaker_name", "speakerName", "speaker_label", "participant", "role", "author",
            "from", "user", "name", "speaker_id", "speakerId")  # fmt: skip
_START = ("start", "start_time", "startTime", "start_ms", "startMs", "timestamp", "time", "offset", "begin")
_END = ("end", "end_time", "endTime", "end_ms", "endMs", "stop")
_LISTS = ("transcript", "utterances", "segments", "sentences", "messages", "turns", "conversation", "entries",
          "dialogue", "data", "results", "monologues", "items", "transcription", "calls")  # fmt: skip
_IDS = ("id", "call_id", "callId", "conversation_id", "conversationId")
_MOST = 0.8
_DEPTH = 5
_SAMPLE = 2000


def sniff(source: Source) -> bool:
    """A list of which most items have words and a speaker or a time."""
    return any(_lists(source.value, width=20))


def calls(source: Source) -> Calls:
    """A call for the first such list, and for each that stands in the same place in the objects beside it."""
    found = _lists(source.value, width=None)
    first = next(found)
    same = [first, *(each for each in found if "[]" in each.path and each.path == first.path)]
    if any(_who(item) for each in same for item in each.items) or not all(_speaks(each.holder) for each in same):
        yield from (Call(_pieces(each.items), ident(each.holder, *_IDS)) for each in same)
    else:  # one call of monologues, each a speaker with a list of sentences
        yield Call(tuple(_pieces([{**item, "speaker": _who(each.holder)} for each in same for item in each.items])))


def _pieces(items: list[Object]) -> Iterator[Piece]:
    """One piece an item."""
    starts = [seconds(item, *_START) for item in items]
    factor = to_seconds(starts, sum(len(text(item, *_TEXT).split()) for item in items))
    for item, start in zip(items, starts, strict=True):
        end = seconds(item, *_END)
        yield Piece(
            _who(item),
            text(item, *_TEXT),
            None if start is None else start * factor,
            None if end is None else end * factor,
            role_word(text(item, "role")),
        )


@dataclass(frozen=True, slots=True)
class _List:
    """A list somewhere in the JSON: its keys from the top, "[]" for a list, and the object it is a part of."""

    path: tuple[str, ...]
    holder: Object
    items: list[Object]


def _lists(value: Any, width: int | None, path: tuple[str, ...] = (), holder: Object | None = None) -> Iterator[_List]:
    """The lists that are transcripts, the outer ones and the likelier keys first."""
    if isinstance(value, list):
        items = objects(value) if not path or path[-1] in _LISTS else []
        if _is_transcript(items):
            yield _List(path, holder or {}, items)
            return
        for item in value[:width] if len(path) < _DEPTH else ():
            yield from _lists(item, width, (*path, "[]"), holder)
    elif isinstance(value, dict) and len(path) < _DEPTH:
        for key in sorted(value, key=lambda k: _LISTS.index(k) if k in _LISTS else len(_LISTS)):
            yield from _lists(value[key], width, (*path, key), value)


def _is_transcript(items: list[Object]) -> bool:
    items = items[:_SAMPLE]
    good = [item for item in items if text(item, *_TEXT).strip() and (_who(item) or seconds(item, *_START) is not None)]
    return len(good) > 0 and len(good) >= _MOST * len(items)


def _speaks(holder: Object) -> bool:
    return any(key.startswith("speaker") and holder.get(key) is not None for key in _SPEAKER if key in holder)


def _who(item: Object) -> str:
    """The speaker's name, also where the speaker is an object of its own."""
    values = (item.get(key) for key in _SPEAKER)
    names = (
        text(obj(v), "name", "display_name", "displayName", "id") if isinstance(v, dict) else voice(v) for v in values
    )
    return next((name for name in names if name), "")
