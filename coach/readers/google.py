"""Google Speech-to-Text: results of alternatives, speakers as tags on words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.readers.words import Word, interleaved, runs

_TAGS = ("speakerTag", "speaker_tag", "speakerLabel", "speaker_label")
_STARTS = ("startTime", "start_time", "startOffset", "start_offset")
_ENDS = ("endTime", "end_time", "endOffset", "end_offset")


def sniff(source: Source) -> bool:
    """Results whose alternatives have a transcript, with or without words."""
    best = first(first(_results(source)).get("alternatives"))
    return "transcript" in best and "timestamps" not in best


def pieces(source: Source) -> Iterable[Piece]:
    """Runs of tagged words; by channel; else a piece a result."""
    results = _results(source)
    tagged = [list(_words(r)) for r in results]
    if any(w.speaker for words in tagged for w in words):
        return runs(_without_repeats(tagged))
    channels = sorted({c for r in results if isinstance(c := r.get("channelTag"), int)})
    if len(channels) > 1:
        return interleaved(
            (_renamed(w, n) for r in results if r.get("channelTag") == n for w in _words(r)) for n in channels
        )
    return [_piece(result) for result in results]


def _results(source: Source) -> list[Object]:
    top = obj(source.value)
    return objects(top.get("results")) or objects(obj(top.get("response")).get("results"))


def _without_repeats(results: list[list[Word]]) -> Iterator[Word]:
    """The last result of a diarised answer says everything again, with tags: then it alone counts."""
    last = results[-1]
    heard = [w.start for words in results[:-1] for w in words[:1] if w.start is not None]
    repeats = last and last[0].speaker and last[0].start is not None and heard and last[0].start <= min(heard)
    chosen = [last] if repeats else results
    return (word for words in chosen for word in words)


def _words(result: Object) -> Iterator[Word]:
    for word in objects(first(result.get("alternatives")).get("words")):
        tag = next((word[key] for key in _TAGS if word.get(key)), None)
        yield Word(text(word, "word"), voice(tag), seconds(word, *_STARTS), seconds(word, *_ENDS))


def _renamed(word: Word, channel: int) -> Word:
    return Word(word.text, voice(channel, "Channel"), word.start, word.end)


def _piece(result: Object) -> Piece:
    words = list(_words(result))
    start = words[0].start if words else None
    end = words[-1].end if words else seconds(result, "resultEndTime", "resultEndOffset")
    return Piece("", text(first(result.get("alternatives")), "transcript"), start, end)
