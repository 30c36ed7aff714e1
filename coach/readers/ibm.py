"""IBM Watson: words with times in results, speakers by time beside them."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, number, objects, seconds, voice, walk
from coach.readers.source import Source
from coach.readers.words import Stretches, Word, runs

# IBM writes a hesitation as a token of its own; people say "uh".
_SPOKEN = {"%HESITATION": "uh"}


def sniff(source: Source) -> bool:
    """Alternatives whose words are triples of word, start and end."""
    return bool(_answer(source))


def pieces(source: Source) -> Iterator[Piece]:
    """Runs of words of one speaker; a piece a result where no speakers were asked for."""
    answer = _answer(source)
    labels = objects(answer.get("speaker_labels"))
    stretches = Stretches((seconds(label, "from"), voice(label.get("speaker"))) for label in labels)
    results = [list(_words(result, stretches)) for result in objects(answer.get("results"))]
    if labels:
        yield from runs(word for words in results for word in words)
        return
    for words in results:
        text = " ".join(w.text for w in words)
        yield Piece("", text, words[0].start if words else None, words[-1].end if words else None)


def _answer(source: Source) -> Object:
    return next((item for item in walk(source.value) if _timed(first(item.get("results")))), {})


def _timed(result: Object) -> bool:
    return isinstance(first(result.get("alternatives")).get("timestamps"), list)


def _words(result: Object, stretches: Stretches) -> Iterator[Word]:
    stamps = first(result.get("alternatives")).get("timestamps")
    for stamp in stamps if isinstance(stamps, list) else ():
        if isinstance(stamp, list) and len(stamp) == 3 and isinstance(stamp[0], str):
            start = number(stamp[1])
            yield Word(_SPOKEN.get(stamp[0], stamp[0]), stretches.at(start), start, number(stamp[2]))
