"""Tables of utterances, from CSV, TSV or a Word document: finds the columns by header or by content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.readers.clock import from_start, seconds, to_seconds
from coach.readers.draft import Piece
from coach.role_words import role_word

Row = Sequence[str]

_SPEAKER = ("speaker", "speaker_name", "name", "participant", "who", "voice", "author", "from", "user",
            "role", "speaker_label", "speaker_id", "party", "channel")  # fmt: skip
_ROLE = ("role", "speaker_role", "participant_role")
_CALL = ("call_id", "callid", "conversation_id", "conversationid", "transcript_id", "meeting_id", "recording_id")
_TEXT = ("text", "transcript", "utterance", "content", "message", "sentence", "transcription", "words",
         "speech", "body", "caption", "line", "dialogue")  # fmt: skip
_START = ("start", "start_time", "time", "timestamp", "begin", "from_time", "starttime", "start_ms", "offset",
          "start_s", "start_seconds", "start_sec", "begin_ms", "timecode", "time_in", "in")  # fmt: skip
_END = ("end", "end_time", "stop", "to_time", "endtime", "end_ms", "end_s", "end_seconds", "end_sec",
        "time_out", "out", "finish")  # fmt: skip


_LENGTH = ("dur", "duration", "length", "duration_s", "duration_ms")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a row; None where the table has no such column."""

    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    length: int | None = None
    milliseconds: bool = False
    role: int | None = None
    call: int | None = None


def columns(header: Row) -> Columns | None:
    """The columns a header row names, or None where it is no header."""
    names = [_normal(cell) for cell in header]
    text = _find(names, _TEXT)
    if text is None or any(len(name) > 40 for name in names):
        return None
    start = _find(names, _START)
    end, length = _find(names, _END), _find(names, _LENGTH)
    role, call = _find(names, _ROLE, loosely=False), _find(names, _CALL, loosely=False)
    found = Columns(text, _find(names, _SPEAKER), start, end, length, _in_ms(names, start), role, call)
    return found if found.speaker is not None or found.start is not None or len(names) == 1 else None


def columns_by_content(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table without header: names recur, the text is long, times are numbers."""
    width = len(rows[0])
    if len(rows) < 3 or not 2 <= width <= 8 or any(len(row) != width for row in rows):
        return None
    cells = list(zip(*rows, strict=True))
    times = [n for n, column in enumerate(cells) if all(seconds(cell) is not None for cell in column)]
    rest = [n for n in range(width) if n not in times]
    text = max(rest, key=lambda n: sum(map(len, cells[n])), default=None)
    names = [n for n in rest if n != text and _could_be_names(cells[n])]
    if text is None or not (names or times):
        return None
    start, end = [*times, None, None][:2]
    return Columns(text, names[0] if names else None, start, end)


def pieces_of_rows(rows: Sequence[Row], where: Columns) -> Iterator[Piece]:
    """One piece a row."""
    texts = [_cell(row, where.text) for row in rows]
    words = [len(text.split()) for text in texts]
    columns = [[_cell(row, column) for row in rows] for column in (where.start, where.end, where.length)]
    numbers = [seconds(cell) for column in columns for cell in column if ":" not in cell]
    factor = 0.001 if where.milliseconds else to_seconds(numbers, sum(words))
    starts, ends, lengths = (_times(column, words, factor) for column in columns)
    for row, text, start, end, length in zip(rows, texts, starts, ends, lengths, strict=True):
        if end is None and start is not None and length is not None:
            end = start + length
        yield Piece(_cell(row, where.speaker), text, start, end, role_word(_cell(row, where.role)))


def _times(cells: Sequence[str], words: Sequence[int], factor: float) -> list[float | None]:
    if any(":" in cell for cell in cells):
        return from_start([cell if ":" in cell else None for cell in cells], words)
    return [None if (n := seconds(cell)) is None else n * factor for cell in cells]


def call_id(row: Row, where: Columns) -> str:
    """The id of the call a row belongs to, or ""."""
    return _cell(row, where.call)


def _normal(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("(", " ").replace(")", " ").replace(".", " ").split())


def _find(names: Sequence[str], wanted: Sequence[str], loosely: bool = True) -> int | None:
    exact = (names.index(word) for word in wanted if word in names)
    loose = (n for word in wanted[: 5 * loosely] for n, name in enumerate(names) if name.startswith(word + "_"))
    return next(exact, next(loose, None))


def _in_ms(names: Sequence[str], start: int | None) -> bool:
    return start is not None and (names[start].endswith("ms") or "milli" in names[start])


def _could_be_names(column: Sequence[str]) -> bool:
    return len(set(column)) < len(column) and max(map(len, column)) <= 60


def _cell(row: Row, column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
