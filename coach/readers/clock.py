"""Times as people and machines write them, turned into seconds from the start of the call."""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?(?: ?[AaPp]\.?[Mm]\b\.?)?"
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6})\d{0,12})?(?: ?([AaPp])\.?[Mm]\.?)?$")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{0,15})?(?:[eE][-+]?\d{1,2})?s?$")
_DAY = 24 * 3600.0
# A recording that starts after four hours is a wall clock; so is one where people talk faster than this.
_WALL = 4 * 3600.0
_WORDS_A_SECOND = 8.0


def seconds(text: str) -> float | None:
    """Seconds of "1:02:03.5", "00:12", "12.5", "1.5s" or "10:02 AM"; None for anything else."""
    text = text.strip()
    if _NUMBER.match(text):
        return float(text.rstrip("s"))
    return _clock_seconds(text, hours_first=False)


def _clock_seconds(text: str, hours_first: bool) -> float | None:
    match = _CLOCK.match(text)
    if match is None:
        return None
    hours, minutes, secs, fraction, half = match.groups()
    if hours is None and (hours_first or half):
        hours, minutes, secs = minutes, secs, "0"
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(secs) + float(f"0.{fraction or 0}")
    if half and int(hours or 0) <= 12:
        total += (half in "pP") * _DAY / 2 - (int(hours or 0) == 12) * _DAY / 2
    return total


def from_start(clocks: Sequence[str | None], words: Sequence[int]) -> list[float | None]:
    """Seconds from the start of the call, whether the clocks count up or tell the time of day.

    Args:
        clocks: per utterance the clock as written, or None.
        words: per utterance how many words it has: "10:02" and "10:03" a hundred words apart are
            hours and minutes, not minutes and seconds.
    """
    times = [_clock_seconds(c, hours_first=False) if c else None for c in clocks]
    given = [t for t in times if t is not None]
    if not given:
        return times
    if not any(_is_wall(c) for c in clocks if c):
        if not _too_fast(clocks, given, sum(words)):
            return times if given[0] < _WALL else _since_first(times)
        if max(given) >= 24 * 60:
            return [None] * len(times)
    return _since_first([_clock_seconds(c, hours_first=True) if c else None for c in clocks])


def _is_wall(clock: str) -> bool:
    return clock.rstrip(".")[-1:] in "mM"


def _too_fast(clocks: Sequence[str | None], given: Sequence[float], words: int) -> bool:
    if any(c.count(":") != 1 for c in clocks if c):
        return False
    return len(given) > 1 and words > 20 and words > _WORDS_A_SECOND * (max(given) - min(given))


def _since_first(times: Sequence[float | None]) -> list[float | None]:
    first = next((t for t in times if t is not None), 0.0)
    return [None if t is None else (t - first) % _DAY for t in times]


def to_seconds(numbers: Sequence[float | None], words: int) -> float:
    """The factor that turns plain numbers into seconds: 0.001 where they must be milliseconds.

    People speak one to four words a second; a word every ten "seconds" means milliseconds.
    """
    given = [n for n in numbers if n is not None]
    span = max(given) - min(given) if given else 0.0
    return 0.001 if span > 1000 and span > 10 * words else 1.0
