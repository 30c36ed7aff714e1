"""The ledger's tables, how they are made ready for a run, and what may be wrong with them."""

from __future__ import annotations

import sqlite3

_VERSION = 2
_SCHEMA = """
CREATE TABLE done (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, number INTEGER NOT NULL, url BLOB NOT NULL, failures TEXT NOT NULL,
    lasting INTEGER NOT NULL, UNIQUE (key, number)
);
CREATE INDEX done_url ON done (url);
CREATE TABLE call (
    done INTEGER NOT NULL REFERENCES done ON DELETE CASCADE, n INTEGER NOT NULL, rep TEXT, card BLOB NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (done, n)
);
CREATE INDEX call_rep ON call (rep);
CREATE TABLE place (
    position INTEGER PRIMARY KEY, url BLOB NOT NULL, name BLOB NOT NULL, below BLOB NOT NULL, size INTEGER,
    start INTEGER NOT NULL, stop INTEGER, line INTEGER NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
    done INTEGER REFERENCES done, UNIQUE (url, start)
);
CREATE INDEX place_done ON place (done);
CREATE TABLE manifest (file BLOB PRIMARY KEY, place BLOB NOT NULL, line INTEGER NOT NULL, entry TEXT NOT NULL);
"""


def trouble(error: Exception) -> str:
    """What keeps a ledger from being used, for people."""
    text = str(error)
    if "locked" in text:
        return "another run is writing to this destination; wait for it, or give another --out."
    if "not a database" in text or "malformed" in text:
        return "the ledger is damaged; delete it and run again, which scores everything anew."
    return f"the ledger cannot be used ({text}); see that there is room on the disk and that it may be written."


def prepare(db: sqlite3.Connection, force: bool) -> None:
    """Takes the ledger for this run alone, and forgets the places of the run before; with `force` also its results."""
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        for table in ("manifest", "place", "call", "done"):
            db.execute(f"DROP TABLE IF EXISTS {table}")
        db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
    with db:
        db.execute("DELETE FROM place")
        db.execute("DELETE FROM manifest")
        db.execute("DELETE FROM done WHERE ? OR NOT lasting", (force,))
