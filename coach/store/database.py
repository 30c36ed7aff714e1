"""Opens the database, brings its tables up to date and hands out sessions that read or write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import contains
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from coach.errors import StoreError
from coach.store.migrate import upgrade

BUSY_SECONDS = 30
# Kept and opened at need. In all more than the 40 threads that answer requests: each may read while it writes, and
# were all connections held by threads that want a second one, none of them could go on.
POSTGRESQL_POOL, SQLITE_POOL = (10, 40), (20, 40)
FORGET = "forget"
WRITES = "coach_writes"
# A read that tried to write would meet a lock halfway, where waiting does not help; so it is refused everywhere.
READING = {WRITES: False, "postgresql_readonly": True}
WRITING = {WRITES: True}
# An error goes into the log; the words of a call or a token do not.
DISCREET = {"hide_parameters": True}


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; one a process, shared by its threads."""

    engine: Engine

    @property
    def sqlite(self) -> bool:
        """Whether one process at a time owns the queue."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, of one moment; what it gave can be used after it ended."""
        with Session(self.engine.execution_options(**READING), expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes: all of it or, where it raises, nothing. Keep it short: SQLite has one writer."""
        with Session(self.engine.execution_options(**WRITING), expire_on_commit=False) as session:
            yield session
            session.commit()
        if session.info.get(FORGET):
            self.forget()

    def forget(self) -> None:
        """Empties SQLite's log of changes, in which deleted words would else stand a while longer."""
        if not self.sqlite:
            return
        raw = self.engine.raw_connection()
        try:
            cursor = raw.cursor()
            # It waits for readers to end; one that stays on leaves the words to the next time.
            cursor.execute("PRAGMA busy_timeout = 2000")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.cursor().execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            raw.close()

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at an address, its tables made or brought up to date (safe where several processes do so).

    Args:
        url: `sqlite:///path` or `postgresql+psycopg://user:password@host/name`.

    Raises:
        StoreError: it cannot be opened, or a newer coach made it.
    """
    place = _parse(url)
    try:
        engine = _sqlite(place) if place.get_backend_name() == "sqlite" else _postgresql(place)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{_shown(place)}: the driver {error.name} is missing; pip install 'callcoach[postgres]'."
        ) from None
    except OSError as error:
        raise StoreError(f"{_shown(place)}: {error.strerror}; choose another data folder with --data.") from error
    try:
        upgrade(engine)
    except (DBAPIError, sqlite3.Error) as error:
        engine.dispose()
        raise StoreError(f"{_shown(place)}: cannot be opened ({_first_line(error)}); {_remedy(place)}.") from error
    except StoreError as error:
        engine.dispose()
        raise StoreError(f"{_shown(place)}: {error}") from error
    return Database(engine)


def _parse(url: str) -> URL:
    try:
        place = make_url(url)
        if place.drivername in ("postgres", "postgresql"):
            place = place.set(drivername="postgresql+psycopg")
        place.get_dialect()
    except (ArgumentError, NoSuchModuleError):
        place = None
    if place is None or place.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            "The database address cannot be used; write sqlite:///path/to/coach.db or postgresql+psycopg://user@host/name."
        )
    if place.get_backend_name() == "sqlite" and place.database in (None, "", ":memory:"):
        raise StoreError("The database address names no file; write sqlite:///path/to/coach.db.")
    return place


def _shown(place: URL) -> str:
    """For people: never with the password."""
    return place.render_as_string(hide_password=True)


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().split("\n")[0]


def _remedy(place: URL) -> str:
    if place.get_backend_name() == "sqlite":
        return "check that the file is coach's and that its folder can be written to, or choose another with --data"
    return "check that the server runs and that host, name, user and password in the address are right"


def _postgresql(place: URL) -> Engine:
    kept, more = POSTGRESQL_POOL
    given = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 10}}
    return create_engine(place, pool_size=kept, max_overflow=more, **given, **DISCREET)


def _sqlite(place: URL) -> Engine:
    file = Path(place.database or "")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    kept, more = SQLITE_POOL
    engine = create_engine(place, pool_size=kept, max_overflow=more, connect_args={"timeout": BUSY_SECONDS}, **DISCREET)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Takes transactions out of the driver's hands and sets what SQLite leaves off."""
    connection.isolation_level = None
    connection.create_function("coach_holds", 2, contains, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    # In WAL the default of some builds would lose the last commits with the power; what was acknowledged stays.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its turn at the start, where SQLite waits for it; later it would fail at once."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
