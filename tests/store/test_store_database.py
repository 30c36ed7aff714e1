"""Opening a database: its tables are brought up to date, by many at once; what is wrong is said plainly."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import anyio.to_thread
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from store_makers import NOW, team, user

from coach.errors import StoreError
from coach.store import teams
from coach.store.database import POSTGRESQL_POOL, SQLITE_POOL, Database, open_database
from coach.store.schema import Base, Team, User

OPEN = "import sys; from coach.store.database import open_database; open_database(sys.argv[1]).close()"


def test_the_migrations_make_the_tables_of_the_schema(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@pytest.mark.parametrize("pool", [POSTGRESQL_POOL, SQLITE_POOL])
def test_requests_that_each_read_and_write_cannot_hold_all_connections(pool: tuple[int, int]) -> None:
    """Else all of them wait for a second connection until they fail, and the whole page stands still meanwhile."""

    async def threads() -> float:
        return anyio.to_thread.current_default_thread_limiter().total_tokens

    # A browser of other tests may keep a loop of its own in this thread.
    with ThreadPoolExecutor(1) as apart:
        assert sum(pool) > apart.submit(anyio.run, threads).result()


def test_processes_that_start_at_once_make_the_tables_once(empty_database: str) -> None:
    starts = [subprocess.Popen([sys.executable, "-c", OPEN, empty_database], stderr=subprocess.PIPE) for _ in range(4)]
    said = [start.communicate()[1].decode() for start in starts]
    assert [start.returncode for start in starts] == [0] * 4, said


def test_a_database_of_a_newer_coach_is_left_alone(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer coach.*9999.*update coach"):
        open_database(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "cannot be used; write sqlite:///"),
        ("mysql://root@localhost/x", "cannot be used; write sqlite:///"),
        ("sqlite://", "names no file"),
        (
            "postgresql://ann:secret@127.0.0.1:1/x",
            r"ann:\*\*\*@127.0.0.1:1/x: cannot be .*check that the server",
        ),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    file.write_bytes(b"something else entirely " * 100)
    with pytest.raises(StoreError, match=r"coach\.db: cannot be opened \(file is not a database\); check"):
        open_database(f"sqlite:///{file}")
    with pytest.raises(StoreError, match="choose another data folder with --data"):
        open_database(f"sqlite:///{file}/coach.db")


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.reading() as session, pytest.raises(DBAPIError):
        team(session)
    with database.writing() as session:
        team(session)


def test_what_raises_keeps_nothing(database: Database) -> None:
    with pytest.raises(StoreError), database.writing() as session:
        teams.rename(session, team(session), " ")
    with database.reading() as session:
        assert session.scalar(select(Team)) is None


def test_many_writers_and_readers_wait_for_their_turn(database: Database) -> None:
    with database.writing() as session:
        team(session).retention_days = 0

    def work(_: int) -> None:
        for _ in range(10):
            with database.reading() as session:
                session.scalars(select(Team)).all()
            with database.writing() as session:
                session.scalars(select(Team)).all()
                session.execute(update(Team).values(retention_days=Team.retention_days + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with database.reading() as session:
        assert session.scalar(select(Team.retention_days)) == 80


def test_times_come_back_in_utc_and_a_time_without_a_zone_is_refused(database: Database) -> None:
    with database.writing() as session:
        user(session)
    with database.reading() as session:
        found = session.scalar(select(User))
        assert found is not None
        assert found.created_at == NOW
        assert found.created_at.tzinfo is not None
    with pytest.raises(StatementError, match="needs a time zone"), database.writing() as session:
        session.execute(update(User).values(created_at=datetime(2026, 3, 2)))


def test_characters_that_no_database_keeps_are_left_out(database: Database) -> None:
    with database.writing() as session:
        team(session, "No\x00r\ud800th")
    with database.reading() as session:
        assert session.scalar(select(Team.name)) == "North"
