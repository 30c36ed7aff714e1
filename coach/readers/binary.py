"""Files that are no text: told by their first bytes, and what to export instead."""

from __future__ import annotations

from coach.errors import ReadError

_AUDIO = "transcribe it first and give coach the transcript"
_DOCUMENT = "save it as .docx or plain text"
_PICTURE = "give coach the transcript as text"
_ARCHIVE = "unpack it and give coach the transcript inside"
_SHEET = "save the sheet as CSV"
_DATA = "export the transcript as text or JSON"

# (offset, first bytes, what it is, what to do)
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "a PDF", _DOCUMENT),
    (0, b"ID3", "an MP3 recording", _AUDIO),
    (0, b"\xff\xfb", "an MP3 recording", _AUDIO),
    (0, b"\xff\xf3", "an MP3 recording", _AUDIO),
    (0, b"\xff\xf2", "an MP3 recording", _AUDIO),
    (0, b"\xff\xf1", "an AAC recording", _AUDIO),
    (8, b"WAVE", "a WAV recording", _AUDIO),
    (8, b"AVI ", "an AVI video", _AUDIO),
    (4, b"ftyp", "an MP4 recording", _AUDIO),
    (0, b"OggS", "an Ogg recording", _AUDIO),
    (0, b"fLaC", "a FLAC recording", _AUDIO),
    (0, b"FORM", "an AIFF recording", _AUDIO),
    (0, b"#!AMR", "an AMR recording", _AUDIO),
    (0, b"\x1aE\xdf\xa3", "a WebM or Matroska video", _AUDIO),
    (0, b"\x89PNG", "a PNG picture", _PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (0, b"GIF8", "a GIF picture", _PICTURE),
    (0, b"{\\rtf", "an RTF document", _DOCUMENT),
    (0, b"\x1f\x8b", "a gzip archive", _ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _ARCHIVE),
    (0, b"Rar!", "a RAR archive", _ARCHIVE),
    (0, b"BZh", "a bzip2 archive", _ARCHIVE),
    (0, b"\xfd7zXZ", "an xz archive", _ARCHIVE),
    (0, b"SQLite format 3", "an SQLite database", _DATA),
    (0, b"PAR1", "a Parquet file", _DATA),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<!doctype html", b"<html")


def refuse_binary(data: bytes, name: str) -> None:
    """Raise a ReadError that names the kind of file where it is a known one that holds no text."""
    for offset, magic, what, remedy in _MAGIC:
        if data[offset : offset + len(magic)] == magic:
            raise ReadError(name, f"this is {what}, not a transcript", remedy)
    if data.startswith(_OLE):
        raise _old_office(data, name)
    if data[:200].lstrip().lower().startswith(_HTML):
        raise ReadError(name, "this is a web page, not a transcript", _DOCUMENT)


def refuse_zip(names: list[str], name: str) -> None:
    """Raise a ReadError for a zip container that is no Word document."""
    if "word/document.xml" in names:
        return
    what, remedy = "a zip archive", _ARCHIVE
    if any(n.startswith("xl/") for n in names):
        what, remedy = "an Excel workbook", _SHEET
    elif any(n.startswith("ppt/") for n in names):
        what, remedy = "a PowerPoint presentation", _DOCUMENT
    elif "content.xml" in names:
        what, remedy = "an OpenDocument file", _DOCUMENT
    raise ReadError(name, f"this is {what}, not a transcript", remedy)


def _old_office(data: bytes, name: str) -> ReadError:
    if b"W\0o\0r\0k\0b\0o\0o\0k" in data:
        return ReadError(name, "this is an old Excel workbook (.xls), not a transcript", _SHEET)
    if b"W\0o\0r\0d\0D\0o\0c" in data:
        return ReadError(name, "this is an old Word document (.doc), not a transcript", _DOCUMENT)
    return ReadError(name, "this is an old Microsoft Office file, not a transcript", _DOCUMENT)
