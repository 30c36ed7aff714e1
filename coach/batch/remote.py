"""Listing what fsspec reaches, one folder at a time: s3://, gs://, az://, https:// and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from glob import has_magic
from typing import Any

from coach.batch.item import Item
from coach.batch.places import filesystem, protocol, reason_of
from coach.errors import CoachError, ReadError

_CHECK = "check the address and your credentials"
# Web servers have no folders: an address there is a file.
_FLAT = frozenset(("http", "https"))

Listed = Iterator[Item | ReadError]


def list_remote(source: str, endings: frozenset[str]) -> Listed:
    """Every file at or below a URL, or every match of a URL with a pattern.

    Raises:
        CoachError: no such protocol, or its library is not installed.
    """
    if protocol(source) in _FLAT:
        yield Item(source, source, source.partition("?")[0].rsplit("/", 1)[-1])
        return
    fs, path = filesystem(source)
    try:
        yield from _files(fs, path.rstrip("/"), source, endings)
    except CoachError:
        raise
    except Exception as error:  # each service has its own errors; all mean that this source cannot be listed
        yield ReadError(source, reason_of(error), _CHECK)


def _files(fs: Any, path: str, source: str, endings: frozenset[str]) -> Listed:
    if has_magic(path) and not fs.exists(path):
        found = sorted(fs.glob(path, detail=True).items())
        if not found:
            yield ReadError(source, "no file has such a name", _CHECK)
        base = path[: min(path.find(c) for c in "*?[" if c in path)].rpartition("/")[0]
        for name, info in found:
            if info["type"] == "file":
                yield _item(fs, name, base, info.get("size"))
    elif fs.isdir(path):
        yield from _below(fs, path, path, endings)
    else:
        info = fs.info(path)
        yield _item(fs, path, path.rpartition("/")[0], info.get("size"))


def _below(fs: Any, folder: str, root: str, endings: frozenset[str]) -> Listed:
    listed = fs.ls(folder, detail=True)
    found = sorted((str(e["name"]).rstrip("/"), e["type"] == "directory", e.get("size")) for e in listed)
    del listed
    for name, is_folder, size in found:
        last = name.rsplit("/", 1)[-1]
        if last.startswith(".") or name == folder:
            continue
        if is_folder:
            yield from _below(fs, name, root, endings)
        elif any(last.lower().endswith(ending) for ending in endings):
            yield _item(fs, name, root, size)


def _item(fs: Any, path: str, root: str, size: int | None) -> Item:
    url = fs.unstrip_protocol(path)
    return Item(url, url, path.removeprefix(root).lstrip("/"), size)
