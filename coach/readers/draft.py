"""What readers hand over, and how it becomes a Transcript: cleaned, within limits, never empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from coach.errors import ReadError
from coach.readers.clean import clean_name, clean_text, clean_times
from coach.readers.source import Source
from coach.transcript import Role, Transcript, Utterance

MAX_CHARACTERS = 200_000
MAX_UTTERANCES = 50_000
SILENT = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """One utterance as a reader found it: not yet cleaned, perhaps empty, times perhaps absurd."""

    speaker: str
    text: str
    start: float | None = None
    end: float | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call as a reader found it; the fields are those of `Transcript`, and its line in the file."""

    pieces: Iterable[Piece]
    id: str | None = None
    day: date | None = None
    rep: str | None = None
    plan: str | None = None
    backup: str | None = None
    whole_turns: bool = False
    line: int | None = None


Calls = Iterator[Call | ReadError]


def one_call(pieces: Callable[[Source], Iterable[Piece]]) -> Callable[[Source], Calls]:
    """Make a reader of calls from a reader of one call's pieces."""
    return lambda source: iter((Call(pieces(source)),))


def transcript(call: Call, source: Source, format_name: str, number: int = 1) -> Transcript:
    """Turn a reader's call, the so manyth of its file, into a Transcript."""
    utterances = tuple(_utterances(call, source.name))
    if all(u.text == SILENT for u in utterances):
        remedy = "see the call format in the README" if call.whole_turns else "export the transcript again"
        raise ReadError(source.name, "nobody says anything in it", remedy, call.line)
    stem = clean_name(source.stem) or "call"
    return Transcript(
        id=clean_text(call.id or "") or (stem if number == 1 else f"{stem}-{number}"),
        utterances=utterances,
        source=source.name,
        format=format_name,
        day=call.day,
        rep=clean_name(call.rep or "") or None,
        plan=clean_text(call.plan or "") or None,
        backup=clean_text(call.backup or "") or None,
        whole_turns=call.whole_turns,
    )


def _utterances(call: Call, name: str) -> Iterator[Utterance]:
    count = 0
    for piece in call.pieces:
        text = clean_text(piece.text) or (SILENT if call.whole_turns else "")
        if not text:
            continue
        count += 1
        if len(text) > MAX_CHARACTERS:
            raise ReadError(name, "one utterance is longer than 200,000 characters", "break it into lines", call.line)
        if count > MAX_UTTERANCES:
            raise ReadError(name, "it has more than 50,000 utterances", "split it into one file per call", call.line)
        start, end = clean_times(piece.start, piece.end)
        yield Utterance(clean_name(piece.speaker), text, start, end, piece.role)
