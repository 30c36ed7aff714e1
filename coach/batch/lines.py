"""Files with a call a line: each line becomes an item of its own, found by reading the file once as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

from coach.batch.item import Item, shortened
from coach.batch.places import filesystem, protocol, reason_of
from coach.errors import ReadError

LINES = frozenset((".jsonl", ".ndjson"))
# Enough to hold the longest call there is as its first line; a file whose first line is longer is taken whole.
_HEAD = 4_000_000
_BLOCK = 1_000_000


def lines_of(item: Item) -> Iterator[Item | ReadError]:
    """The item's lines where it is a file with one call a line in coach's own format, else the item itself."""
    if not _may_be_lines(item):
        yield item
        return
    try:
        with _open(item.url) as file:
            head = file.read(_HEAD)
            if not _is_lines(head, item.name):
                yield item
                return
            yield from _lines(item, head, file)
    except Exception as error:  # each service has its own errors
        yield ReadError(item.name, reason_of(error), "check that it can be read, and run again")


def _may_be_lines(item: Item) -> bool:
    name = item.name.partition("?")[0].lower() if protocol(item.url) else item.url.lower()
    return any(name.endswith(ending) for ending in LINES)


def _open(url: str) -> BinaryIO:
    if not protocol(url):
        return Path(url).open("rb")
    fs, path = filesystem(url)
    return cast(BinaryIO, fs.open(path, "rb"))


def _is_lines(head: bytes, name: str) -> bool:
    from coach.readers.source import open_source

    more = len(head) == _HEAD
    whole, _, _ = head.rpartition(b"\n") if more else (head, b"", b"")
    try:
        source = open_source(whole, name)
    except ReadError:
        return False
    return source.json_lines or (more and isinstance(source.value, dict) and "turns" in source.value)


@dataclass(slots=True)
class _Line:
    """A line while it is being read: only its digest is kept, for a line may be of any length."""

    start: int
    number: int
    size: int = 0
    blank: bool = True
    digest: Any = field(default_factory=sha256)

    def add(self, part: bytes) -> None:
        self.size += len(part)
        self.blank = self.blank and not part.strip()
        self.digest.update(part)


def _lines(item: Item, head: bytes, file: BinaryIO) -> Iterator[Item]:
    """One item a line with something on it, with its bytes, line and number."""
    line, calls, block = _Line(0, 1), 0, head
    while block:
        at = 0
        while (end := block.find(b"\n", at)) >= 0:
            line.add(block[at:end])
            if not line.blank:
                calls += 1
                yield _item(item, line, calls)
            line, at = _Line(line.start + line.size + 1, line.number + 1), end + 1
        line.add(block[at:])
        block = file.read(_BLOCK)
    if not line.blank:
        yield _item(item, line, calls + 1)


def _item(file: Item, line: _Line, number: int) -> Item:
    stop = line.start + line.size
    digest = shortened(line.digest)
    return replace(file, start=line.start, stop=stop, line=line.number, number=number, digest=digest)
