"""From the SOURCEs of `coach scorecard` to rows: saved reports are read, transcripts are scored on the fly."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from coach.errors import CoachError, ReadError

if TYPE_CHECKING:
    from coach.rubric import Rubric
    from coach.scorecard import CallRow
    from coach.transcript import Transcript

Rows = Iterator["CallRow | CoachError"]
_REMEDY = "keep one report a line, as `coach batch` writes them"


def rows_of(sources: Iterable[str], rubric: Rubric | None) -> Rows:
    """Every call of every source, a folder file by file, or the error in its place; one bad call ends nothing."""
    for source in sources:
        path = Path(source)
        try:
            if source == "-":
                yield from _rows(sys.stdin.buffer, "standard input", rubric)
            elif path.is_dir():
                inside = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
                yield from rows_of(map(str, inside), rubric)
            else:
                with path.open("rb") as file:
                    yield from _rows(file, source, rubric)
        except OSError as error:
            yield ReadError(source, error.strerror or "cannot be opened", "check the path and its permissions")


def _rows(file: BinaryIO, name: str, rubric: Rubric | None) -> Rows:
    """A report a line is read as a stream, however long; anything else is read whole, up to the limit of a file."""
    from coach.readers.source import MAX_BYTES
    from coach.scorecard import is_saved

    first = file.readline(MAX_BYTES + 1)
    if is_saved(_json(first)):
        yield from _lines(chain([first], file), name)
        return
    data = first + file.read(MAX_BYTES + 1 - len(first))
    whole = _json(data) if len(data) <= MAX_BYTES else None
    if is_saved(whole):
        yield _saved(whole, name, None)
    else:
        yield from _scored(data, name, rubric)


def _json(data: bytes) -> Any:
    """The JSON, or None: most transcripts are none."""
    try:
        return json.loads(data) if data.lstrip()[:1] == b"{" else None
    except (ValueError, RecursionError):
        return None


def _lines(lines: Iterable[bytes], name: str) -> Rows:
    from coach.scorecard import is_saved

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record = _json(line)
        if is_saved(record):
            yield _saved(record, name, number)
        else:
            yield ReadError(name, "this line is no saved report", _REMEDY, number)


def _saved(record: dict[str, Any], name: str, line: int | None) -> CallRow | CoachError:
    from coach.scorecard import saved_row

    try:
        return saved_row(record, name, line)
    except CoachError as error:
        return error


def _scored(data: bytes, name: str, rubric: Rubric | None) -> Rows:
    from coach.readers import read_calls

    try:
        for call in read_calls(data, name):
            yield call if isinstance(call, CoachError) else _score(call, rubric)
    except CoachError as error:
        yield error


def _score(call: Transcript, rubric: Rubric | None) -> CallRow | CoachError:
    from coach.analyzer import score
    from coach.roles import assign_roles
    from coach.scorecard import call_row, prospect_name, rep_name

    try:
        call = call if call.roles else assign_roles(call)
        return call_row(score(call, rubric), rep=rep_name(call), prospect=prospect_name(call))
    except CoachError as error:
        return error
