"""The ledger: one SQLite file that knows every item of the run, what is done, and what came of it.

SQLite's journal is what makes a run safe to kill: a chunk's results are there whole or not at all. Results are kept by
key (content, name, manifest, model, rubric, options), so the next run finds what it need not do again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from coach.batch.item import Entry, Failure, Item, Result, Task, key_of, unpacked
from coach.batch.manifest import Row, entry_from_json, entry_to_json
from coach.batch.schema import prepare, trouble
from coach.errors import CoachError, ReadError

_MEANT = "url = place OR name = file OR below = file"
_PLACE = "position, url, name, below, size, start, stop, line, number, digest"


@dataclass(frozen=True, slots=True)
class Kept:
    """One call of the finished run, in the order of the sources.

    Attributes:
        name: the file it came from, as the user knows it.
        line: its line in a file of many calls, or 0.
        n: which call of its item, from 0.
        card: the scorecard's row, packed.
        body: what the destination keeps, packed.
    """

    name: str
    line: int
    n: int
    card: bytes
    body: bytes


@contextmanager
def open_ledger(path: Path, force: bool = False) -> Iterator[Ledger]:
    """The ledger, made if it is not there, for this run alone.

    Args:
        path: of the SQLite file.
        force: forget what is done.

    Raises:
        CoachError: another run has it, it is no ledger, or it cannot be written; also while it is used.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=0.2, check_same_thread=False)  # Parquet writers read from a thread
        try:
            prepare(db, force)
            yield Ledger(db)
        finally:
            db.close()
    except (sqlite3.Error, OSError) as error:
        raise CoachError(f"{path}: {trouble(error)}") from error


class Ledger:
    """Places of this run's items, and results of this run and of those before."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._next = 0
        self._manifest = False

    def add(self, items: Iterable[Item | ReadError]) -> list[Result]:
        """Puts items at the end; one that is there already counts once. Gives results for what cannot be listed."""
        failed = []
        with self._db:
            for item in items:
                if isinstance(item, ReadError):
                    failed.append(self._add_failed(item))
                else:
                    self._add(item)
        return failed

    def _add_failed(self, error: ReadError) -> Result:
        position = self._next
        self._add(Item(f"!{position}", error.file, ""))
        return Result(position, "", failures=(Failure(error.line, error.reason, error.remedy),), lasting=False)

    def _add(self, item: Item) -> None:
        names = (os.fsencode(item.url), os.fsencode(item.name), os.fsencode(item.below))
        rest = (item.size, item.start, item.stop, item.line, item.number, item.digest)
        marks = ", ".join("?" * 10)
        made = self._db.execute(f"INSERT OR IGNORE INTO place ({_PLACE}) VALUES ({marks})", (self._next, *names, *rest))
        self._next += made.rowcount

    @property
    def placed(self) -> int:
        """How many items there are so far."""
        return self._next

    def take_manifest(self, rows: Iterable[Row], name: str) -> None:
        """Keeps the rows of the manifest of that name.

        Raises:
            ReadError: two rows name the same file.
        """
        self._manifest = True
        with self._db:
            for row in rows:
                self._add_row(row, name)

    def _add_row(self, row: Row, name: str) -> None:
        file = os.fsencode(row.file)
        values = (file, os.fsencode(row.place), row.line, entry_to_json(row.entry))
        if self._db.execute("INSERT OR IGNORE INTO manifest VALUES (?, ?, ?, ?)", values).rowcount:
            return
        (before,) = self._db.execute("SELECT line FROM manifest WHERE file = ?", (file,)).fetchone()
        raise ReadError(name, f"{row.file} stands in line {before} too", "keep one row a file", row.line)

    def unmatched(self) -> tuple[int, str, tuple[str, ...]] | None:
        """Line and file of the first row of the manifest that names no file of the run, or several: those files."""
        self._db.execute("CREATE INDEX IF NOT EXISTS place_below ON place (below)")
        self._db.execute("CREATE INDEX IF NOT EXISTS place_name ON place (name)")
        files = f"SELECT count(DISTINCT url) FROM place WHERE {_MEANT}"
        wrong = f"SELECT line, file, ({files}) AS files FROM manifest WHERE files != 1 ORDER BY line LIMIT 1"
        found = self._db.execute(wrong).fetchone()
        if found is None:
            return None
        line, file, _ = found
        query = f"SELECT DISTINCT name FROM place, manifest WHERE file = ? AND ({_MEANT})"
        names = self._db.execute(query, (file,))
        return line, os.fsdecode(file), tuple(os.fsdecode(name) for (name,) in names)

    def tasks(self, after: int, most: int) -> list[Task]:
        """The next items without a result, in order, from those after a position."""
        rows = self._db.execute(
            f"SELECT {_PLACE} FROM place WHERE position > ? AND done IS NULL ORDER BY position LIMIT ?", (after, most)
        )
        return [self._task(*row) for row in rows]

    def _task(self, position: int, url: bytes, name: bytes, below: bytes, *rest: object) -> Task:
        item = Item(os.fsdecode(url), os.fsdecode(name), os.fsdecode(below), *rest)  # type: ignore[arg-type]
        known = () if item.digest else tuple(self._known(url))
        return Task(position, item, self._entry(url, name, below), known)

    def _known(self, url: bytes) -> Iterator[str]:
        rows = self._db.execute("SELECT key FROM done WHERE url = ? AND lasting", (url,))
        return (key for (key,) in rows)

    def _entry(self, url: bytes, name: bytes, below: bytes) -> Entry:
        if not self._manifest:
            return Entry()
        query = "SELECT entry FROM manifest WHERE place = ? OR file IN (?, ?) ORDER BY line"
        found = self._db.execute(query, (url, name, below)).fetchone()
        return entry_from_json(found[0]) if found else Entry()

    def known_line(self, task: Task, job: str) -> Result | None:
        """The result of a line that was scored before, wherever in its file it stood then."""
        if not task.item.digest:
            return None
        key = key_of(task.item.digest, task.item, task.entry, job)
        numbers = (key, 0, task.item.number)
        query = "SELECT number FROM done WHERE key = ? AND number IN (?, ?) AND lasting"
        found = self._db.execute(query, numbers).fetchone()
        return Result(task.position, key, found[0], known=True) if found else None

    def settle(self, results: Iterable[Result]) -> int:
        """Keeps results, all or none; gives the number of failures in them, known ones too."""
        with self._db:
            return sum(self._settle(result) for result in results)

    def _settle(self, result: Result) -> int:
        key = result.key if result.lasting else f"!{result.position}"
        if not result.known:
            self._keep(result, key)
        self._db.execute(
            "UPDATE place SET done = (SELECT id FROM done WHERE key = ? AND number = ?) WHERE position = ?",
            (key, result.number, result.position),
        )
        if not result.known:
            return len(result.failures)
        query = "SELECT json_array_length(failures) FROM done WHERE key = ? AND number = ?"
        return int(self._db.execute(query, (key, result.number)).fetchone()[0])

    def _keep(self, result: Result, key: str) -> None:
        failures = json.dumps([asdict(failure) for failure in result.failures])
        made = self._db.execute(
            "INSERT OR IGNORE INTO done (key, number, url, failures, lasting)"
            " SELECT ?, ?, url, ?, ? FROM place WHERE position = ?",
            (key, result.number, failures, result.lasting, result.position),
        )
        if made.rowcount:
            calls = ((made.lastrowid, n, call.rep, call.card, call.body) for n, call in enumerate(result.calls))
            self._db.executemany("INSERT INTO call VALUES (?, ?, ?, ?, ?)", calls)

    def kept(self) -> Iterator[Kept]:
        """Every call, in the order of the sources."""
        rows = self._db.execute(
            "SELECT name, line, n, card, body FROM place JOIN call ON call.done = place.done ORDER BY position, n"
        )
        return (Kept(os.fsdecode(name), line, n, card, body) for name, line, n, card, body in rows)

    def failures(self) -> Iterator[tuple[str, Failure]]:
        """Every failure with the name of its file, in the order of the sources."""
        rows = self._db.execute(
            "SELECT name, line, failures FROM place JOIN done ON done.id = place.done"
            " WHERE failures != '[]' ORDER BY position"
        )
        for name, line, failures in rows:
            for found in json.loads(failures):
                inside = found["line"] or (1 if line else None)
                at = inside + max(line, 1) - 1 if inside else None
                yield os.fsdecode(name), Failure(at, found["reason"], found["remedy"])

    def reps(self) -> list[str | None]:
        """Whose calls there are, by name, those of nobody last."""
        rows = self._db.execute("SELECT DISTINCT rep FROM call JOIN place ON place.done = call.done")
        return sorted((rep for (rep,) in rows), key=lambda rep: (rep is None, rep))

    def cards(self, rep: str | None) -> Iterator[str]:
        """The scorecard rows of one rep's calls, as JSON."""
        query = "SELECT card FROM call JOIN place ON place.done = call.done WHERE rep IS ? ORDER BY position, n"
        return (unpacked(card) for (card,) in self._db.execute(query, (rep,)))

    def calls(self) -> int:
        """How many calls there are."""
        return int(self._db.execute("SELECT count(*) FROM place JOIN call ON call.done = place.done").fetchone()[0])

    def nameless(self) -> int:
        """How many of them name no rep."""
        query = "SELECT count(*) FROM place JOIN call ON call.done = place.done WHERE rep IS NULL"
        return int(self._db.execute(query).fetchone()[0])

    def left(self) -> int:
        """How many items have no result yet."""
        return int(self._db.execute("SELECT count(*) FROM place WHERE done IS NULL").fetchone()[0])

    def forget(self) -> None:
        """Drops results that nothing of this run uses, unless something could not be read this time."""
        with self._db:
            if self._db.execute("SELECT 1 FROM done WHERE NOT lasting LIMIT 1").fetchone() is None:
                self._db.execute("DELETE FROM done WHERE id NOT IN (SELECT done FROM place WHERE done IS NOT NULL)")
