"""The items of the sources, one at a time and always in the same order: files, folders, patterns, URLs.

A folder is listed one folder at a time, by name; hidden files, unknown endings and links to folders are left out. What
cannot be listed is handed over as an error in its place, so that one wrong source does not end the run.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coach.batch.item import Item
from coach.batch.lines import LINES, lines_of
from coach.batch.places import protocol
from coach.batch.remote import list_remote
from coach.errors import ReadError

KNOWN = frozenset((".vtt", ".srt", ".txt", ".md", ".markdown", ".docx", ".csv", ".tsv", ".json", *LINES))
STANDARD_INPUT = "standard input"
_CHECK = "check the path and its permissions"

Listed = Iterator[Item | ReadError]


def list_items(sources: list[str], leave_out: tuple[str, ...] = (), piped: Path | None = None) -> Listed:
    """Every item of the sources.

    Args:
        sources: paths, patterns, URLs, or "-" for standard input.
        leave_out: absolute paths of files and folders that are never a source, such as the run's own results.
        piped: the file that holds standard input.

    Yields:
        An Item, or a ReadError where something cannot be listed.
    """
    inside = tuple(f"{path}/" for path in leave_out)
    for source in sources:
        if source == "-" and piped:
            files: Listed = iter((Item(str(piped), STANDARD_INPUT, STANDARD_INPUT, _size(piped)),))
        else:
            files = list_remote(source, KNOWN) if protocol(source) else _list_local(source)
        for item in files:
            if isinstance(item, ReadError):
                yield item
            elif item.url not in leave_out and not item.url.startswith(inside):
                yield from lines_of(item)


def _list_local(source: str) -> Listed:
    path = Path(source)
    if path.is_dir():
        yield from _below(path, path)
    elif path.exists() or not glob.has_magic(source):
        yield _item(path, path.name)
    else:
        yield from _matches(source)


def _matches(pattern: str) -> Listed:
    """What a pattern names: files whatever their ending, and folders with all that is in them."""
    found = sorted(glob.iglob(pattern, recursive=True))
    if not found:
        yield ReadError(pattern, "no file has such a name", _CHECK)
    base = Path(*(part for part in _fixed(Path(pattern))))
    for name in found:
        path = Path(name)
        if path.is_dir():
            # With ** the files in a folder are matches of their own.
            yield from () if "**" in pattern else _below(path, base)
        else:
            yield _item(path, str(path.relative_to(base)))


def _fixed(pattern: Path) -> Iterator[str]:
    for part in pattern.parts:
        if glob.has_magic(part):
            return
        yield part


def _below(folder: Path, root: Path) -> Listed:
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name + "/" * entry.is_dir(follow_symlinks=False) for entry in found)
    except OSError as error:
        yield ReadError(str(folder), (error.strerror or "cannot be listed").lower(), _CHECK)
        return
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if name.endswith("/"):
            yield from _below(path, root)
        elif PurePosixPath(name).suffix.lower() in KNOWN and not path.is_dir():
            yield _item(path, str(path.relative_to(root)))


def _item(path: Path, below: str) -> Item:
    return Item(os.path.abspath(path), str(path), below, _size(path))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
