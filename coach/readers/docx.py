"""Word documents: paragraphs read like plain text, or a table of utterances (Amazon's)."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree import ElementTree

from coach.errors import ReadError
from coach.readers.binary import refuse_zip
from coach.readers.clean import clean_text
from coach.readers.draft import Piece
from coach.readers.plain import pieces_of_lines
from coach.readers.source import Source
from coach.readers.table import Columns, Row, columns, pieces_of_rows

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_XML = 40_000_000
_MAX_RATIO = 200
_MAX_DEPTH = 200
_REMEDY = "save it again as .docx or as plain text"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
# All that zipfile and the XML parser raise on bytes that are not what they say.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, EOFError, LookupError,
           OSError, RuntimeError, ValueError)  # fmt: skip
# Amazon's document marks turns with tags that nobody said.
_MARKS = ("[ISSUE]", "[ACTION ITEM]", "[OUTCOME]", "[INTERRUPTION]", "[CATEGORY]")


def sniff(source: Source) -> bool:
    """Any zip container; one that is no Word document is refused when read."""
    return source.zipped


def pieces(source: Source) -> Iterator[Piece]:
    """Read the document: a table of utterances where there is one, else the paragraphs."""
    lines: list[str] = []
    for block in _blocks(source):
        if isinstance(block, str):
            lines.extend(line.strip() for line in block.split("\n") if line.strip())
        elif found := _columns(block):
            return _without_marks(pieces_of_rows(block[1:], found))
        else:
            lines.extend("\t".join(row) for row in block if any(cell.strip() for cell in row))
    return pieces_of_lines(lines)


def _columns(table: list[Row]) -> Columns | None:
    """The columns of a transcript's table: speaker and text, not merely a word like "name"."""
    found = columns(table[0]) if len(table) > 1 else None
    return found if found is not None and found.speaker is not None else None


def _without_marks(found: Iterator[Piece]) -> Iterator[Piece]:
    for piece in found:
        text = piece.text
        for mark in _MARKS:
            text = text.removeprefix(mark).lstrip()
        yield Piece(piece.speaker, text, piece.start, piece.end)


def _blocks(source: Source) -> Iterator[str | list[Row]]:
    """Paragraphs (as text) and tables (as rows) of the body, in order."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            refuse_zip(archive.namelist(), source.name)
            part = archive.getinfo("word/document.xml")
            _refuse_bomb(part, source.name)
            with archive.open(part) as xml:
                yield from _body(xml, source.name)
    except _DAMAGE as error:
        raise ReadError(source.name, "the Word document is damaged or locked", _REMEDY) from error


def _refuse_bomb(part: zipfile.ZipInfo, name: str) -> None:
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadError(name, "the Word document is packed in an unusual way", _REMEDY)
    if part.file_size > _MAX_XML or part.file_size > _MAX_RATIO * max(part.compress_size, 5000):
        raise ReadError(name, "the Word document unpacks to far too much for a transcript", _REMEDY)


def _body(xml: IO[bytes], name: str) -> Iterator[str | list[Row]]:
    depth = tables = 0
    for event, element in ElementTree.iterparse(xml, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise ReadError(name, "the Word document is nested too deeply", _REMEDY)
        if element.tag == f"{_W}tbl":
            tables += 1 if event == "start" else -1
        if event == "start" or tables:
            continue
        if element.tag == f"{_W}p":
            yield _text(element)
            element.clear()
        elif element.tag == f"{_W}tbl":
            yield [[_cell(c) for c in row.iter(f"{_W}tc")] for row in element.iter(f"{_W}tr")]
            element.clear()


def _text(paragraph: ElementTree.Element) -> str:
    return "".join(node.text or "" if node.tag == f"{_W}t" else _BREAKS.get(node.tag, "") for node in paragraph.iter())


def _cell(cell: ElementTree.Element) -> str:
    return clean_text(" ".join(_text(p) for p in cell.iter(f"{_W}p")))
