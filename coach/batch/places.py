"""Where files lie: a path on this machine or anything fsspec opens, with clear sentences where it cannot."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from coach.errors import CoachError

_PROTOCOL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
# Protocol -> the extra of this package that brings what fsspec needs for it.
_EXTRAS = {
    **dict.fromkeys(("s3", "s3a"), "s3"),
    **dict.fromkeys(("gs", "gcs"), "gcs"),
    **dict.fromkeys(("az", "abfs", "abfss", "adl"), "azure"),
    **dict.fromkeys(("http", "https"), "http"),
}
# An upload to these appears whole or not at all; elsewhere it goes to another name first.
OBJECT_STORES = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"))


def protocol(url: str) -> str:
    """The protocol of a URL, or "" for a path."""
    found = _PROTOCOL.match(url)
    return found[1].lower() if found else ""


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec filesystem of a URL, and the path in it.

    Raises:
        CoachError: no such protocol, or its library is not installed.
    """
    from fsspec.core import url_to_fs

    try:
        # A listing that is kept would grow with the bucket.
        fs, path = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        extra = _EXTRAS.get(protocol(url))
        remedy = f"pip install 'callcoach[{extra}]'" if extra else str(error)
        raise CoachError(f"{url}: {protocol(url)}:// needs a library that is not installed; {remedy}.") from error
    except ValueError as error:
        message = f"{url}: nothing here opens {protocol(url)}://; use a path, s3://, gs://, az:// or https://."
        raise CoachError(message) from error
    return fs, str(path)


def read(url: str, most: int, size: int | None = None) -> bytes:
    """The first `most` bytes of a file, in one request where its size is known to be less.

    Raises:
        CoachError: see `filesystem`.
        OSError: it cannot be opened or read.
    """
    if not protocol(url):
        with Path(url).open("rb") as file:
            return file.read(most)
    fs, path = filesystem(url)
    if size is not None and size <= most:
        return bytes(fs.cat_file(path))
    with fs.open(path, "rb") as file:
        return bytes(file.read(most))


def read_range(url: str, start: int, stop: int) -> bytes:
    """The bytes from `start` to before `stop`; fewer where the file ends."""
    if not protocol(url):
        with Path(url).open("rb") as file:
            file.seek(start)
            return file.read(stop - start)
    fs, path = filesystem(url)
    data = bytes(fs.cat_file(path, start=start, end=stop))
    # A web server that knows no ranges sends the whole file.
    return data if len(data) <= stop - start else data[start:stop]


def reason_of(error: Exception) -> str:
    """What went wrong with a file, for people."""
    with suppress(AttributeError):
        if isinstance(error, OSError) and error.strerror:
            return str(error.strerror).lower()
    if isinstance(error, FileNotFoundError):
        return "no such file"
    text = " ".join(str(error).split())[:200].rstrip(".")
    return f"it cannot be read ({type(error).__name__}{': ' if text else ''}{text})"


def shown(name: str) -> str:
    """A file name as it can be written: names need not be text, nor harmless on a terminal."""
    return "".join(c if c.isprintable() else "�" for c in name)
