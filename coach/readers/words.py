"""From timed words to utterances: runs of words of one speaker, with the punctuation joined on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from coach.readers.draft import Piece

_CLOSING = frozenset(".,?!;:…%)]}’”")
_STOPS = (".", "?", "!", "…")
_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark; `glued` marks join the word before without a space."""

    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None
    glued: bool = False


def runs(words: Iterable[Word], cut: bool = False) -> Iterator[Piece]:
    """Utterances from words.

    Args:
        words: in order.
        cut: also end an utterance at the end of a sentence and at a pause. Always so for words that
            have no speaker, where nothing else would ever end one.
    """
    run: list[Word] = []
    for word in words:
        if run and not _glued(word) and _ends(run, word, cut):
            yield _piece(run)
            run = []
        run.append(word)
    if run:
        yield _piece(run)


def interleaved(channels: Iterable[Iterable[Word]]) -> list[Piece]:
    """Utterances of several channels, cut at pauses and sentences and put in order of time."""
    found = list(chain.from_iterable(runs(words, cut=True) for words in channels))
    return sorted(found, key=lambda piece: piece.start if piece.start is not None else 0.0)


def _glued(word: Word) -> bool:
    return word.glued or (word.text != "" and all(c in _CLOSING for c in word.text))


def _ends(run: Sequence[Word], word: Word, cut: bool) -> bool:
    last = run[-1]
    if word.speaker != run[0].speaker:
        return True
    if not cut and run[0].speaker:
        return False
    return last.text.endswith(_STOPS) or (
        last.end is not None and word.start is not None and word.start - last.end > _PAUSE
    )


def _piece(run: Sequence[Word]) -> Piece:
    text = "".join(w.text if _glued(w) else f" {w.text}" for w in run).strip()
    start = next((w.start for w in run if w.start is not None), None)
    end = next((w.end for w in reversed(run) if w.end is not None), None)
    return Piece(run[0].speaker, text, start, end)


class Stretches:
    """Who speaks when, where a file says so apart from the words."""

    def __init__(self, stretches: Iterable[tuple[float | None, str]]) -> None:
        known = sorted((start, who) for start, who in stretches if start is not None and who)
        self._starts = [start for start, _ in known]
        self._who = [who for _, who in known]

    def at(self, time: float | None) -> str:
        """The speaker of the last stretch begun by then; of the first one before all stretches."""
        if time is None or not self._who:
            return ""
        return self._who[max(0, bisect_right(self._starts, time + 0.005) - 1)]
