"""From bytes to text: UTF-8, UTF-16 with a mark, or Windows' cp1252; anything else is refused."""

from __future__ import annotations

import codecs
import re

from coach.errors import ReadError
from coach.readers.clean import without_terminal_codes

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FOREIGN = re.compile(r"[\x80-\uffff]")
_MAX_CONTROL = 0.02
_SHORT = 200  # characters: in less, a stray control character is no sign of anything
# Western text has few letters beyond ASCII; Cyrillic or Japanese misread as cp1252 has little else.
_MAX_FOREIGN = 0.3


def decode(data: bytes, name: str) -> str:
    """Decode a text file, with all line ends as one newline."""
    text = _decoded(data)
    if text is None or _share(_CONTROL, text) > _MAX_CONTROL:
        raise ReadError(name, "this is not text in an encoding coach knows", "save it as UTF-8 text")
    return without_terminal_codes(text).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _try(data, "utf-16")
    text = _try(data, "utf-8-sig")
    if text is None:
        text = _try(data, "cp1252")
        if text is not None and _share(_FOREIGN, text) > _MAX_FOREIGN:
            return None
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(pattern: re.Pattern[str], text: str) -> float:
    sample = text[:200_000]
    return len(pattern.findall(sample)) / max(_SHORT, len(sample))
