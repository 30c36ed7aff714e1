"""Brings the tables up to date: one transaction, in which a second process waits and then finds nothing to do."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine

from coach.errors import StoreError

MIGRATIONS = Path(__file__).with_name("migrations")
# Any number will do, as long as nothing else on the server takes the same one.
_LOCK = 7_204_119_001
_TRIES = 50


def upgrade(engine: Engine) -> None:
    """Applies the migrations that are missing.

    Raises:
        StoreError: the tables were made by a newer coach.
        sqlalchemy.exc.DBAPIError, sqlite3.Error: the database cannot be opened.
    """
    if engine.dialect.name == "sqlite":
        _keep_a_log(engine)
    with engine.execution_options(coach_writes=True).connect() as connection:
        if engine.dialect.name == "sqlite":
            # A table that is made anew must not take its dependants with it.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _upgrade(connection)
        finally:
            if engine.dialect.name == "sqlite":
                connection.connection.cursor().execute("PRAGMA foreign_keys = ON")


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise StoreError(f"was made by a newer coach (its tables are at {current}); update coach.") from None


def _keep_a_log(engine: Engine) -> None:
    """Write-ahead logging, so that readers and the writer do not wait for each other; it stays with the file."""
    raw = engine.raw_connection()
    try:
        for left in reversed(range(_TRIES)):
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                # Switching does not wait for another process that is switching too.
                if "locked" not in str(error) or not left:
                    raise
                time.sleep(0.1)
    finally:
        raw.close()
