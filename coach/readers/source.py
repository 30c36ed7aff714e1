"""A transcript file on its way in: bytes, text and JSON, each made once and only if it can be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from coach.errors import ReadError
from coach.readers.binary import refuse_binary
from coach.readers.encoding import decode

MAX_BYTES = 50_000_000
_SAMPLE_LINES = 20
_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader is given.

    Attributes:
        name: the file's name, for messages and the default id only.
        data: the bytes as given.
        text: decoded, with line ends as "\\n"; "" for a zip container (DOCX).
        value: the JSON value, or None where the file is not one JSON value.
        json_lines: True where the file is one JSON value a line.
    """

    name: str
    data: bytes
    text: str = ""
    value: Any = None
    json_lines: bool = False

    @property
    def stem(self) -> str:
        """The file's name without folder and ending: the default id of its call."""
        return PurePath(self.name.replace("\\", "/")).stem or "call"

    @property
    def zipped(self) -> bool:
        """True for a zip container."""
        return self.data[:4] == b"PK\x03\x04"

    def numbered_lines(self) -> Iterator[tuple[int, str]]:
        """Lines with something on them, numbered from 1, made one at a time."""
        number, counted = 1, 0
        for match in _LINE.finditer(self.text):
            number += self.text.count("\n", counted, match.start())
            counted = match.start()
            yield number, match[0].rstrip()


def open_source(data: bytes, name: str) -> Source:
    """Look at the bytes once: size, kind, encoding, JSON."""
    if len(data) > MAX_BYTES:
        raise ReadError(name, "the file is larger than 50 MB", "split it into one file per call")
    refuse_binary(data, name)
    if (zipped := Source(name, data)).zipped:
        return zipped
    text = decode(data, name)
    if not text.strip():
        raise ReadError(name, "the file is empty", "export the transcript again")
    source = Source(name, data, text)
    if _looks_like_json(text):
        return _with_json(source)
    if _is_bare_value(text):
        raise ReadError(name, "this JSON is a bare value, not a transcript", "`coach formats` lists what coach reads")
    return source


def parse_json(text: str, name: str, line: int | None = None) -> Any:
    """Parse JSON; whatever is wrong becomes a ReadError with its line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(name, _what_is_wrong(error, text), _REMEDY, line or error.lineno) from None
    except RecursionError:
        raise ReadError(name, "the JSON is nested too deeply to be a transcript", _REMEDY, line) from None
    except ValueError:  # an integer of more digits than Python turns into a number
        raise ReadError(name, "a number in the JSON is too long", _REMEDY, line) from None


_REMEDY = "export the transcript again"


def _what_is_wrong(error: json.JSONDecodeError, text: str) -> str:
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return "the JSON ends in the middle, as if the file were cut off"
    return f"the JSON is broken ({error.msg[0].lower()}{error.msg[1:]})"


def _looks_like_json(text: str) -> bool:
    head = text[:2000].lstrip()
    if head.startswith("{"):
        return head[1:].lstrip()[:1] in ('"', "{", "}", "")
    return head.startswith("[") and head[1:].lstrip()[:1] in ("{", "[", "]", '"', "")


def _is_bare_value(text: str) -> bool:
    """A number, a string, a list of numbers: JSON, and yet no text anybody said."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _with_json(source: Source) -> Source:
    try:
        return Source(source.name, source.data, source.text, parse_json(source.text, source.name))
    except ReadError:
        if _has_json_lines(source):
            return Source(source.name, source.data, source.text, json_lines=True)
        if len(values := _json_lines(source)) > 1:
            return Source(source.name, source.data, source.text, values)
        raise


def _json_lines(source: Source) -> list[Any]:
    """The values of a file with one utterance, or one call of another system, a line."""
    try:
        return [parse_json(line, source.name) for line in _texts(source)]
    except ReadError:
        return []


def _has_json_lines(source: Source) -> bool:
    """One object a line: several lines, of which one near the top is an object by itself."""
    heads = [line for _, line in zip(range(_SAMPLE_LINES), _texts(source), strict=False)]
    return len(heads) > 1 and heads[0].startswith("{") and any(_is_call(line) for line in heads)


def _texts(source: Source) -> Iterator[str]:
    return (line for _, line in source.numbered_lines())


def _is_call(line: str) -> bool:
    if not (line.startswith("{") and line.endswith("}")):
        return False
    try:
        value = parse_json(line, "")
    except ReadError:
        return False
    return isinstance(value, dict) and "turns" in value
