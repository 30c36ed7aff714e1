"""Deepgram: utterances, else paragraphs, else words; speakers by number, or one a channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.readers.words import Word, interleaved, runs


def sniff(source: Source) -> bool:
    """Results with channels or utterances whose words are in `transcript`."""
    results = _results(source)
    return "transcript" in first(results.get("utterances")) or "alternatives" in first(results.get("channels"))


def pieces(source: Source) -> Iterable[Piece]:
    """The most exact thing the file has."""
    results = _results(source)
    channels = objects(results.get("channels"))
    utterances = objects(results.get("utterances"))
    many = len(channels) > 1 or len({voice(u.get("channel")) for u in utterances}) > 1
    if utterances:
        return [_utterance(u, many) for u in utterances]
    if many:
        return interleaved(_words(channel, voice(n, "Channel")) for n, channel in enumerate(channels))
    return _one_channel(first(channels))


def _results(source: Source) -> Object:
    return obj(obj(source.value).get("results"))


def _utterance(item: Object, many: bool) -> Piece:
    who = voice(item.get("channel"), "Channel") if many else voice(item.get("speaker"))
    return Piece(who, text(item, "transcript"), seconds(item, "start"), seconds(item, "end"))


def _one_channel(channel: Object) -> Iterator[Piece]:
    best = first(channel.get("alternatives"))
    paragraphs = objects(obj(best.get("paragraphs")).get("paragraphs"))
    if not paragraphs:
        return runs(_words(channel, ""))
    return (
        Piece(voice(p.get("speaker")), text(s, "text"), seconds(s, "start"), seconds(s, "end"))
        for p in paragraphs
        for s in objects(p.get("sentences"))
    )


def _words(channel: Object, speaker: str) -> Iterator[Word]:
    best = first(channel.get("alternatives"))
    for word in objects(best.get("words")):
        who = speaker or voice(word.get("speaker"))
        yield Word(text(word, "punctuated_word", "word"), who, seconds(word, "start"), seconds(word, "end"))
    if not best.get("words"):
        yield Word(text(best, "transcript"), speaker)
