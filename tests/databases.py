"""A database for a test: SQLite in a temporary folder, or PostgreSQL where COACH_TEST_DATABASE names a server.

`tests/postgres.sh` starts a throwaway server and prints such an address.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from coach.store.database import Database

SERVER = os.environ.get("COACH_TEST_DATABASE", "")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An open database with all tables and nothing in them."""
    from coach.store.database import open_database

    with database_url(tmp_path) as url:
        opened = open_database(url)
        yield opened
        opened.close()


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if SERVER:
        with _postgresql() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path / 'empty' / 'coach.db'}"


@contextmanager
def database_url(folder: Path) -> Iterator[str]:
    """The address of a database with its tables made; for tests that start a server of their own."""
    if SERVER:
        with _postgresql(_template()) as url:
            yield url
    else:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(_made(), folder / "coach.db")
        yield f"sqlite:///{folder / 'coach.db'}"


@cache
def _made() -> Path:
    """An SQLite file with its tables, to copy: faster than making them for each test."""
    from coach.store.database import open_database

    file = Path(mkdtemp(prefix="coach-tests-")) / "coach.db"
    open_database(f"sqlite:///{file}").close()
    return file


@cache
def _template() -> str:
    """The name of a PostgreSQL database with its tables, to copy."""
    from coach.store.database import open_database

    name = f"coach_template_{uuid4().hex[:12]}"
    _server(f"CREATE DATABASE {name}")
    atexit.register(_server, f"DROP DATABASE {name}")
    open_database(_named(name)).close()
    return name


@contextmanager
def _postgresql(template: str = "template0") -> Iterator[str]:
    name = f"coach_test_{uuid4().hex[:12]}"
    _server(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _named(name)
    finally:
        _server(f"DROP DATABASE {name} WITH (FORCE)")


def _named(name: str) -> str:
    from sqlalchemy import make_url

    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _server(*statements: str) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
