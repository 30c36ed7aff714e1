"""Stretches of talk that the encoder reads in one go: a "yeah" means nothing without what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coach.acts.inputs import CLS, Ids, ModelTurn, Tokenize, marked

# Tokens of a window, and how many of them are pieces that the window before has judged, read again for what they say
# to those that follow. A longer window costs more for each of its tokens.
MOST, AGAIN = 256, 64


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces that follow one another, read together.

    Attributes:
        ids: a start mark and the tokens of the pieces.
        spans: of the pieces to be judged, which are the last ones: (first token, token after the last).
    """

    ids: Ids
    spans: tuple[tuple[int, int], ...]


def windows(pieces: Mapping[int, Ids]) -> list[Window]:
    """Windows that judge every piece once, in the order of their numbers; those with a gap between stand apart."""
    return [window for run in _runs(pieces) for window in _cut(run)]


def of_all(turns: Sequence[ModelTurn], tokenize: Tokenize) -> list[Window]:
    """Windows that judge every piece of every turn."""
    pieces = [marked(turn.role, piece, tokenize) for turn in turns for piece in turn.pieces]
    return windows(dict(enumerate(pieces)))


def _runs(pieces: Mapping[int, Ids]) -> Iterator[list[Ids]]:
    """Pieces whose numbers follow one another."""
    run: list[Ids] = []
    for n in sorted(pieces):
        if run and n - 1 not in pieces:
            yield run
            run = []
        run.append(pieces[n])
    if run:
        yield run


def _cut(run: list[Ids]) -> Iterator[Window]:
    """As many pieces as a window holds, then the next ones with the last of those before them."""
    start = 0
    while start < len(run):
        first, size = start, 1
        while first > 0 and size + len(run[first - 1]) <= AGAIN:
            first -= 1
            size += len(run[first])
        end = start
        while end < len(run) and (end == start or size + len(run[end]) <= MOST):
            size += len(run[end])
            end += 1
        yield _window(run[first:end], start - first)
        start = end


def _window(pieces: list[Ids], known: int) -> Window:
    ids, spans = [CLS], []
    for piece in pieces:
        spans.append((len(ids), len(ids) + len(piece)))
        ids += piece
    return Window(tuple(ids), tuple(spans[known:]))
