"""Other JSON that is plainly a transcript: a list of objects with words and a speaker or a time."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.clock import to_seconds
from coach.readers.draft import Piece
from coach.readers.fields import Object, obj, objects, seconds, text, voice, walk
from coach.readers.source import Source

_TEXT = ("text", "transcript", "utterance", "content", "message", "sentence", "words", "body")
_SPEAKER = ("speaker", "speaker_name", "speakerName", "speaker_label", "participant", "role", "author",
            "from", "user", "name", "speaker_id", "speakerId")  # fmt: skip
_START = ("start", "start_time", "startTime", "start_ms", "startMs", "timestamp", "time", "offset", "begin")
_END = ("end", "end_time", "endTime", "end_ms", "endMs", "stop")
_LISTS = ("transcript", "utterances", "segments", "sentences", "messages", "turns", "conversation", "entries",
          "dialogue", "data", "results", "monologues", "items", "transcription")  # fmt: skip
_MOST = 0.8


def sniff(source: Source) -> bool:
    """A list of which most items have words and a speaker or a time."""
    return bool(_items(source))


def pieces(source: Source) -> Iterator[Piece]:
    """One piece an item."""
    items = _items(source)
    starts = [seconds(item, *_START) for item in items]
    factor = to_seconds(starts, sum(len(text(item, *_TEXT).split()) for item in items))
    for item, start in zip(items, starts, strict=True):
        end = seconds(item, *_END)
        yield Piece(
            _who(item),
            text(item, *_TEXT),
            None if start is None else start * factor,
            None if end is None else end * factor,
        )


def _items(source: Source) -> list[Object]:
    lists = [source.value] if isinstance(source.value, list) else []
    lists += [item[key] for item in walk(source.value) for key in _LISTS if isinstance(item.get(key), list)]
    return next((objects(found) for found in lists if _is_transcript(objects(found))), [])


def _is_transcript(items: list[Object]) -> bool:
    good = [item for item in items if text(item, *_TEXT).strip() and (_who(item) or seconds(item, *_START) is not None)]
    return len(good) > 0 and len(good) >= _MOST * len(items)


def _who(item: Object) -> str:
    """The speaker's name, also where the speaker is an object of its own."""
    values = (item.get(key) for key in _SPEAKER)
    names = (
        text(obj(v), "name", "display_name", "displayName", "id") if isinstance(v, dict) else voice(v) for v in values
    )
    return next((name for name in names if name), "")
