"""Cleans what people see: control characters and terminal codes out of texts and names; sane times."""

from __future__ import annotations

import math
import re

_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # colours, cursor moves
    r"|\x1b\][^\x07\x1b]{0,4000}(?:\x07|\x1b\\)"  # window titles, links
    r"|\x1b[@-Z\\^_]?"
)
_SPACE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
# Control characters, direction overrides, zero-width marks, halves of surrogate pairs.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_RUNS = re.compile(r"\s+")
_MAX_NAME = 80
_MAX_SECONDS = 7 * 24 * 3600.0


def without_terminal_codes(text: str) -> str:
    """The text without the sequences that a terminal would obey."""
    return _TERMINAL.sub("", text) if "\x1b" in text or "\x9b" in text else text


def clean_text(text: str) -> str:
    """The words as given, without what a terminal would obey or nobody can see."""
    return _INVISIBLE.sub("", _SPACE.sub(" ", without_terminal_codes(text))).strip()


def clean_name(name: str) -> str:
    """A speaker's name on one line, of sane length."""
    return _RUNS.sub(" ", clean_text(name))[:_MAX_NAME].strip()


def clean_times(start: float | None, end: float | None) -> tuple[float | None, float | None]:
    """Times that hold together: finite, not negative, the end not before the start."""
    start, end = _sane(start), _sane(end)
    if start is None or (end is not None and end < start):
        end = None
    return start, end


def _sane(seconds: float | None) -> float | None:
    if seconds is None or not math.isfinite(seconds) or not 0 <= seconds <= _MAX_SECONDS:
        return None
    return round(seconds, 3)
