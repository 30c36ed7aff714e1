"""Plain text and Markdown: lines with labels in whatever form, or bare text without speakers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from coach.errors import ReadError
from coach.readers.clock import from_start
from coach.readers.draft import Piece
from coach.readers.heading import joined, with_names_after_clocks, with_own_lines
from coach.readers.label import FORM_FIELDS, Label, is_role, label, looks_like_name
from coach.readers.source import Source

# What stands above or below a transcript and is nobody's speech.
_FURNITURE = re.compile(r"#{1,6}(?:\s|$)|[-=_*]{3,}\s*$|Transcribed by https?://|\*\*This editable transcript")
_HEADING_TIME = re.compile(r"#{1,6} {1,3}(\d{1,2}:\d{2}(?::\d{2})?) {0,3}$")
_MAX_LINES = 200_000
_LONG = 600
_SENTENCE = re.compile(r"(?<=[.?!]) +(?=[A-Z\"'“])")


@dataclass(slots=True)
class _Part:
    """A piece in the making."""

    speaker: str
    clock: str | None
    end: str | None
    lines: list[str] = field(default_factory=list)


def sniff(source: Source) -> bool:
    """Any text will do: this reader comes last."""
    return bool(source.text)


def sniff_markdown(source: Source) -> bool:
    """Bold speaker labels at the head of several lines."""
    return len(re.findall(r"^(?:[-*>] )?\*\*[^*\n]{1,80}\*\*", source.text[:100_000], re.M)) > 1


def sniff_otter(source: Source) -> bool:
    """Otter signs its exports."""
    return "Transcribed by https://otter.ai" in source.text[-300:]


def pieces(source: Source) -> Iterator[Piece]:
    """Read a text file."""
    lines = [line for _, line in islice(source.numbered_lines(), _MAX_LINES + 1)]
    if len(lines) > _MAX_LINES:
        raise ReadError(source.name, "it has more than 200,000 lines", "split it into one file per call")
    return pieces_of_lines(lines)


def pieces_of_lines(lines: Sequence[str]) -> Iterator[Piece]:
    """Read lines, whichever file they come from (text, Markdown, DOCX paragraphs)."""
    lines = list(joined(lines))
    labels = with_names_after_clocks([None if _FURNITURE.match(line) else label(line) for line in lines])
    labels = with_own_lines(lines, labels)
    names = _speakers(labels, len(lines))
    parts = _parts(lines, labels, names) if names or any(_timed(found) for found in labels) else ()
    return _timed_pieces([p for p in parts if p.lines] or list(_bare(lines)))


def _timed(found: Label | None) -> bool:
    return found is not None and found.clock is not None


def _speakers(labels: Iterable[Label | None], lines: int) -> frozenset[str]:
    """The names that are speakers: the label's form says so, or they recur, or nearly all lines have one."""
    named = [found for found in labels if found is not None and found.name]
    counts = Counter(found.name for found in named)
    sure = {found.name for found in named if found.sure and _plausible(found.name, counts)}
    most = 2 * sum(looks_like_name(found.name or "") or counts[found.name] > 1 for found in named) >= lines
    most = most and 2 * sum(found.name in sure for found in named) < len(named)
    weak = {n for n in counts if n and _speaks(n, counts[n], most)}
    return frozenset(n for n in sure | weak if n)


def _plausible(name: str | None, counts: Counter[str | None]) -> bool:
    return bool(name) and (looks_like_name(name or "") or counts[name] > 1)


def _speaks(name: str, count: int, most: bool) -> bool:
    title = count == 1 and name.lower().split()[0] in ("http", "https", "meeting", "call")
    if title or name.lower() in FORM_FIELDS:
        return False
    if looks_like_name(name):
        return most or count > 1 or is_role(name)
    return count > 2 or (most and count > 1)


def _parts(lines: Sequence[str], labels: Iterable[Label | None], names: frozenset[str]) -> Iterator[_Part]:
    """Cut the lines at their labels; what stands above the first label is nobody's."""
    part: _Part | None = None
    waiting: str | None = None
    for line, found in zip(lines, labels, strict=True):
        if found is None and _FURNITURE.match(line):
            heading = _HEADING_TIME.match(line)
            waiting = heading[1] if heading else waiting
        elif found is not None and names and found.name is None and not found.text:
            waiting = found.clock  # a time on a line of its own belongs to the label below it
        elif found is not None and (found.name is None or found.name in names):
            if part is not None:
                yield part
            speaker = found.name or (part.speaker if part is not None else "")
            part = _Part(speaker, found.clock or waiting, found.end, [found.text] if found.text else [])
            waiting = None
        elif part is not None:
            part.lines.append(line)
    if part is not None:
        yield part


def _bare(lines: Iterable[str]) -> Iterator[_Part]:
    for line in lines:
        if not _FURNITURE.match(line):
            for sentence in _SENTENCE.split(line) if len(line) > _LONG else (line,):
                yield _Part("", None, None, [sentence])


def _timed_pieces(parts: Sequence[_Part]) -> Iterator[Piece]:
    words = [sum(len(line.split()) for line in p.lines) for p in parts]
    starts = from_start([p.clock for p in parts], words)
    ends = from_start([p.end for p in parts], words) if all(p.end for p in parts) else [None] * len(parts)
    for part, start, end in zip(parts, starts, ends, strict=True):
        yield Piece(part.speaker, " ".join(part.lines), start, end)
