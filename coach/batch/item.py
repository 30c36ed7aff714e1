"""What is passed about: items (references to calls), tasks for workers, and what comes back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """A reference to a file, or to one line of a file with a call a line.

    Attributes:
        url: absolute path or URL, what a worker opens.
        name: as the user knows it, for messages and results.
        below: its path below the SOURCE it was found in, as a manifest may name it.
        size: of the file in bytes, or None where the server does not say.
        start, stop: bytes of the line; `stop` is None for a whole file.
        line: 1-based line, or 0 for a whole file.
        number: which call of the file it is, counted from 1, or 0 for a whole file.
        digest: SHA-256 of the line; "" for a whole file, which only workers read.
    """

    url: str
    name: str
    below: str
    size: int | None = None
    start: int = 0
    stop: int | None = None
    line: int = 0
    number: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says about a file; None where it says nothing."""

    call_id: str | None = None
    rep: str | None = None
    day: date | None = None
    prospect: str | None = None
    plan: str | None = None
    backup: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One item for a worker.

    Attributes:
        position: its place in the order of the sources.
        item: where it lies.
        entry: what the manifest says.
        known: keys of results that the ledger has for this file; if the content still gives one, nothing is scored.
        data: the bytes themselves, only where workers cannot read the source.
    """

    position: int
    item: Item
    entry: Entry
    known: tuple[str, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file, or a call in it, has no report; `line` is counted from the top of the file, None where unknown."""

    line: int | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One call that was scored, as it is kept.

    Attributes:
        rep: whose call it is, or None.
        card: the scorecard's row of the call, packed.
        body: what the destination keeps of it, packed.
    """

    rep: str | None
    card: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker made of a task.

    Attributes:
        position: of the task.
        key: names the content and everything else the result depends on.
        number: `Item.number` where a call took its id from its place in the file, else 0.
        calls: in the order of the file.
        failures: what could not be read or scored; lines are counted from the item's own first line.
        known: the content is what the ledger knows already, so there is nothing else here.
        lasting: false where trying again may help (a network error); such a result is not kept for the next run.
    """

    position: int
    key: str
    number: int = 0
    calls: tuple[Scored, ...] = ()
    failures: tuple[Failure, ...] = ()
    known: bool = False
    lasting: bool = True


def digest_of(data: bytes) -> str:
    """The digest by which content is known."""
    return shortened(sha256(data))


def shortened(digest: Any) -> str:
    """As many digits of a SHA-256 as tell any two calls apart."""
    return str(digest.hexdigest()[:32])


def packed(text: str) -> bytes:
    """Text as the ledger keeps it, a third or less of its size."""
    return zlib.compress(text.encode("utf-8", "replace"), 1)


def unpacked(data: bytes) -> str:
    """The text that was packed."""
    return zlib.decompress(data).decode("utf-8")


def key_of(content: str, item: Item, entry: Entry, job: str) -> str:
    """The key of a result: of a content, under this name, with what the manifest and the job's options say."""
    return digest_of(repr((content, item.name, bool(item.line), entry, job)).encode("ascii", "backslashreplace"))
