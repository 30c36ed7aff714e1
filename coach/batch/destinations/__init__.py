"""Where results go: one module each, and the table of them.

A destination says what is kept of a call (`body`, in the worker) and writes all of them at the end (`write`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from coach.batch.destinations import database, html, jsonl, parquet, tables
from coach.batch.destinations.done import Done as Done
from coach.batch.ledger import Kept
from coach.batch.places import protocol
from coach.errors import CoachError

Place = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class Destination:
    """A form of results.

    Attributes:
        name: as `--format` has it.
        endings: of a DEST that is of this form.
        folder: whether DEST is a folder.
        body: what is kept of a call, as text.
        write: writes every call; it asks for a path for DEST itself ("") and for each file beside or in it.
    """

    name: str
    endings: tuple[str, ...]
    folder: bool
    body: Callable[[Done], str]
    write: Callable[[Iterable[Kept], Place], None]


DESTINATIONS = (
    Destination("jsonl", (".jsonl", ".ndjson"), False, jsonl.body, jsonl.write),
    Destination("csv", (".csv",), False, tables.body, tables.write),
    Destination("parquet", (".parquet",), False, parquet.body, parquet.write),
    Destination("parquet-month", (), True, parquet.body, parquet.write_by_month),
    Destination("html", (), True, html.body, html.write),
    Destination("database", (), False, database.body, database.write_to(None)),
)
NAMES = tuple(d.name for d in DESTINATIONS if d.name not in ("parquet-month", "database"))


def destination(name: str) -> Destination:
    """The destination of a name."""
    return next(d for d in DESTINATIONS if d.name == name)


def choose(dest: str, form: str | None, partition: str | None) -> Destination:
    """The destination a user means.

    Args:
        dest: DEST as given.
        form: `--format`, or None to go by DEST's ending; a DEST without an ending is a folder of pages.
        partition: "month" or None.

    A database's address goes to `into_database`, which asks for more.

    Raises:
        CoachError: the ending is unknown, these do not go together, or a library is not installed.
    """
    ending = Path(dest).suffix.lower()
    by_ending = next((d.name for d in DESTINATIONS if ending in d.endings), None)
    name = form or by_ending or ("" if ending else "html")
    if name not in NAMES:
        known = ", ".join(e for d in DESTINATIONS for e in d.endings)
        raise CoachError(f"{dest}: the ending does not say what to write; use {known}, or --format {'|'.join(NAMES)}.")
    if partition and (partition != "month" or name != "parquet"):
        raise CoachError("--partition is for Parquet and takes the word month.")
    found = destination("parquet-month" if partition else name)
    if found.folder and protocol(dest):
        raise CoachError(f"{dest}: a folder of files is written on this machine only; give a path to --out.")
    if name == "parquet":
        parquet.require()
    return found


def into_database(address: database.Address) -> Destination:
    """The database as a destination.

    Raises:
        CoachError: it cannot be opened.
    """
    database.require(address)
    return replace(destination("database"), write=database.write_to(address))
