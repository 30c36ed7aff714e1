"""Headings above speech in plain text: a name, a time or both, on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from coach.readers.clock import CLOCK
from coach.readers.label import FORM_FIELDS, Label, looks_like_name

_CLOCK_LINE = re.compile(rf"{CLOCK}$")
_SPAN_LINE = re.compile(r"(\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?) --> (\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?)$")
_NAME_LINE = re.compile(r"[^\W\d_][^:.?!,\n]{0,58}[^\W_.?!,:)]\)?$|[^\W\d_]$")
_MARKED_LINE = re.compile(r"(#{1,6}(?= )|\*\*|__) ?([^*_#\n]{1,60}?)(?:\*\*|__)?$")
# Teams puts the time in words above, and once more behind the name, in text that is copied.
_TIME_IN_WORDS = re.compile(r"(?:(\D.{0,58}?) )?(?:\d{1,2} hours? )?(?:\d{1,2} minutes? )?\d{1,2} seconds?$")
_MOST = 0.8


def joined(lines: Sequence[str]) -> Iterator[str]:
    """Bring labels spread over two lines onto one: a time and a name each on its own line."""
    lines = list(_without_times_in_words(lines))
    above, below = _names_by_clocks(lines)
    n = 0
    while n < len(lines):
        here, after = lines[n], lines[n + 1] if n + 1 < len(lines) else ""
        n += 2
        if n - 1 in above:
            yield f"{here} ({after})"
        elif n - 2 in below:
            yield f"{after} ({here})"
        elif len(after) <= 60 and (span := _SPAN_LINE.match(here)) and _alone(after):
            yield f"{after} ({span[1]} --> {span[2]})"
        else:
            yield here
            n -= 1


def _names_by_clocks(lines: Sequence[str]) -> tuple[set[int], set[int]]:
    """Lines with a time that belongs to the name above, and those with one for the name below."""
    clocks = [n for n, line in enumerate(lines) if _CLOCK_LINE.match(line)]
    above = {n for n in clocks if clocks[0] > 0 and _alone(lines[n - 1])}
    below = {n for n in clocks if n + 2 < len(lines) and _alone(lines[n + 1]) and not _CLOCK_LINE.match(lines[n + 2])}
    if len(clocks) > 1 and len(below) > len(above) and len(below) >= _MOST * len(clocks):
        return set(), below
    return (above if 2 * len(above) > len(clocks) else set()), set()


def _without_times_in_words(lines: Sequence[str]) -> Iterator[str]:
    for n, line in enumerate(lines):
        match = _TIME_IN_WORDS.match(line) if line.endswith(("second", "seconds")) else None
        after = lines[n + 1] if n + 1 < len(lines) else ""
        if match is None or not (match[1] in lines[max(0, n - 3) : n] if match[1] else _CLOCK_LINE.match(after)):
            yield line


def _alone(name: str) -> bool:
    return len(name) <= 60 and looks_like_name(name) and _NAME_LINE.match(name) is not None


def with_names_after_clocks(labels: Sequence[Label | None]) -> list[Label | None]:
    """Read "00:12 Dana" on a line of its own as a label: where such names recur, or head most that is said."""
    clocks = [n for n, f in enumerate(labels) if f is not None and f.name is None and f.clock and f.text]
    tails = {n: _tail(labels[n]) for n in clocks if _alone(_tail(labels[n])) and not _timed(labels[n + 1 : n + 2])}
    counts = Counter(tails.values())
    most = len(tails) > 1 and len(tails) >= _MOST * len(clocks)
    names = {name for name, count in counts.items() if most or count > 1}
    return [
        Label(_tail(f), f.clock, f.end, "", True) if f is not None and f.name is None and _tail(f) in names else f
        for f in labels
    ]


def _tail(found: Label | None) -> str:
    return found.text.removeprefix("- ") if found is not None else ""


def _timed(labels: Sequence[Label | None]) -> bool:
    return any(found is not None and found.clock is not None for found in labels)


def with_own_lines(lines: Sequence[str], labels: Sequence[Label | None]) -> list[Label | None]:
    """Read a bold name, a Markdown heading or a bare full name on a line of its own as a label, where it recurs."""
    found: dict[str, dict[int, str]] = {}
    for n, line in enumerate(lines):
        match = _MARKED_LINE.match(line)
        mark, name = (match[1], match[2].strip()) if match else ("", line)
        if labels[n] is None and _alone(name) and name.lower() not in FORM_FIELDS and (mark or " " in name):
            found.setdefault(mark, {})[n] = name
    if any(labels) or not _alternate(found.get("", {})):
        found.pop("", None)
    names = {n: name for mark, places in found.items() if _recur(mark, places) for n, name in places.items()}
    return [Label(names[n], None, None, "", True) if n in names else label for n, label in enumerate(labels)]


def _recur(mark: str, names: dict[int, str]) -> bool:
    counts = Counter(names.values())
    return len(counts) > 1 and (max(counts.values()) > 1 or (0 in names and not mark.startswith("#")))


def _alternate(names: dict[int, str]) -> bool:
    """From the first line on, each of the names more than once, and something said below each."""
    return 0 in names and min(Counter(names.values()).values()) > 1 and not any(n + 1 in names for n in names)
