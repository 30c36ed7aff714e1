"""Amazon Transcribe: items with speaker labels, channels, or ready segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text
from coach.readers.source import Source
from coach.readers.words import Stretches, Word, interleaved, runs


def sniff(source: Source) -> bool:
    """Results with items of alternatives that have content."""
    results = _results(source)
    return "content" in first(first(results.get("items")).get("alternatives")) or "transcript" in first(
        results.get("audio_segments")
    )


def pieces(source: Source) -> Iterable[Piece]:
    """Channels, else segments with a speaker, else words with speaker labels."""
    results = _results(source)
    channels = objects(obj(results.get("channel_labels")).get("channels"))
    if channels:
        return interleaved(_words(objects(c.get("items")), text(c, "channel_label")) for c in channels)
    segments = objects(results.get("audio_segments"))
    if segments and all(text(s, "transcript") for s in segments):
        return map(_segment, segments)
    return runs(_labelled(results))


def _results(source: Source) -> Object:
    return obj(obj(source.value).get("results"))


def _segment(segment: Object) -> Piece:
    start, end = seconds(segment, "start_time"), seconds(segment, "end_time")
    return Piece(text(segment, "speaker_label"), text(segment, "transcript"), start, end)


def _labelled(results: Object) -> Iterator[Word]:
    """Words with the speaker their own label, or else the segment they fall into, gives."""
    segments = objects(obj(results.get("speaker_labels")).get("segments"))
    items = [item for s in segments for item in objects(s.get("items"))]
    labelled = items or segments
    stretches = Stretches((seconds(s, "start_time"), text(s, "speaker_label")) for s in labelled)
    speaker = ""
    for word in _words(objects(results.get("items")), ""):
        speaker = word.speaker or (stretches.at(word.start) if word.start is not None else speaker)
        yield Word(word.text, speaker, word.start, word.end, word.glued)


def _words(items: Iterable[Object], speaker: str) -> Iterator[Word]:
    for item in items:
        content = text(first(item.get("alternatives")), "content")
        who = speaker or text(item, "speaker_label")
        mark = item.get("type") == "punctuation"
        yield Word(content, who, seconds(item, "start_time"), seconds(item, "end_time"), mark)
