"""CSV and TSV, with or without a header, whatever the delimiter."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

from coach.errors import ReadError
from coach.readers.draft import MAX_UTTERANCES, Call, Calls
from coach.readers.source import Source
from coach.readers.table import Columns, Row, call_id, columns, columns_by_content, pieces_of_rows

_DELIMITERS = ("\t", ",", ";", "|")
_SAMPLE_ROWS = 30
_MAX_ROWS = 1_000_000
_RULE = re.compile(r"\s*:?-{2,}:?\s*$")


def sniff_csv(source: Source) -> bool:
    """A header with a text column, or rows that all look alike, between commas, semicolons or bars."""
    return _layout(source) is not None and _delimiter(source) != "\t"


def sniff_tsv(source: Source) -> bool:
    """The same between tabs."""
    return _layout(source) is not None and _delimiter(source) == "\t"


def calls(source: Source) -> Calls:
    """The rows below the header; where a column tells the call, a call for each it names."""
    layout = _layout(source)
    if layout is None:
        return
    delimiter, where, has_header = layout
    most = MAX_UTTERANCES if where.call is None else _MAX_ROWS
    found: dict[str, list[Row]] = {}
    for number, row in enumerate(islice(_rows(source, delimiter), int(has_header), None)):
        if number >= most:
            reason = f"it has more than {most:,} {'utterances' if where.call is None else 'rows'}"
            raise ReadError(source.name, reason, "split it into one file per call")
        found.setdefault(call_id(row, where), []).append(row)
    for call, rows in found.items():
        yield Call(pieces_of_rows(rows, where), id=call or None)


def _delimiter(source: Source) -> str | None:
    layout = _layout(source)
    return layout[0] if layout else None


def _layout(source: Source) -> tuple[str, Columns, bool] | None:
    """Delimiter, columns, and whether the first row is a header."""
    for delimiter in _DELIMITERS:
        if delimiter not in source.text[:2000]:
            continue
        head = _head(source, delimiter)
        if not head or len(head[0]) < 2:
            continue
        if where := columns(head[0]):
            return delimiter, where, True
        if where := columns_by_content(head):
            return delimiter, where, False
    return None


def _head(source: Source, delimiter: str) -> list[Row]:
    sample = Source(source.name, b"", source.text[:200_000])
    try:
        return list(islice(_rows(sample, delimiter), _SAMPLE_ROWS))
    except ReadError:
        return []


def _rows(source: Source, delimiter: str) -> Iterator[Row]:
    rows = csv.reader(source.text.splitlines(keepends=True), delimiter=delimiter)
    try:
        yield from (
            row for row in rows if row[:1] != ["sep="] and any(cell.strip() and not _RULE.match(cell) for cell in row)
        )
    except csv.Error:
        reason = "a cell is longer than 131,072 characters"
        raise ReadError(source.name, reason, "check the quotes in the file", rows.line_num) from None
