"""What is deleted is gone at once and for good: from every table, and from SQLite's file and its log."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from time import monotonic, sleep

import pytest
from people import CALL, World, peopled_world
from sqlalchemy import select

from coach.store import calls, reps, teams, uploads
from coach.store.schema import Audit, Base, Call, Rep, Team, Upload
from coach.store.uploads import NewUpload, Scored
from web.jobs import Worker, sweep
from web.scoring import score_upload

SECRET, REP = "Lofthus quarry", "Ragnhild Vik"
TALK = CALL.replace("Thursday at ten", f"Thursday at ten in the {SECRET}").replace("the stock", f"the {SECRET} stock")
WAYS = ("call", "rep", "team", "retention")


@pytest.fixture
def secret(world: World) -> World:
    """A world with a call that every table which can know of a call knows by its secret."""
    put(world)
    return world


@cache
def scored() -> tuple[Scored, ...]:
    """Scored once for all tests."""
    return tuple(score_upload(Upload(filename=f"{SECRET}.txt", content=TALK.encode(), day=None))[0])


def put(world: World) -> None:
    with world.database.writing() as db:
        team = teams.make(db, "West")
        rep = reps.get_or_create(db, team.id, REP)
        new = NewUpload(team.id, f"{SECRET}.txt", TALK.encode(), rep.id, world.user("dora").id, None, f"The {SECRET}")
        upload, _ = uploads.add(db, new, world.clock())
        assert uploads.claim(db, "a claim", world.clock(), timedelta(minutes=5))
        assert uploads.finish(db, upload.id, "a claim", scored(), world.clock())


def rows(world: World) -> Iterator[tuple[str, str]]:
    """Every cell of every table, as text."""
    with world.database.reading() as db:
        for table in Base.metadata.sorted_tables:
            for row in db.execute(select(table)):
                for value in row:
                    yield table.name, value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def mentions(world: World, words: str = SECRET) -> set[str]:
    return {table for table, value in rows(world) if words.casefold() in value.casefold()}


def on_disk(folder: Path, words: str = SECRET) -> list[str]:
    """Files with the words in them, in whatever capitals they were kept."""
    kept = (words.encode(), words.casefold().encode())
    return [file.name for file in folder.iterdir() if file.is_file() and any(w in file.read_bytes() for w in kept)]


def delete(world: World, way: str) -> None:
    dora = world.client("dora")
    with world.database.reading() as db:
        rep = db.scalars(select(Rep).where(Rep.name == REP)).one()
        call = db.scalars(select(Call).where(Call.rep_id == rep.id)).one()
        team = db.get_one(Team, rep.team_id)
    # Each way looks at it first, so that the audit log knows of it.
    assert dora.get(f"/calls/{call.id}").status_code == 200
    match way:
        case "call":
            answer = dora.post(f"/calls/{call.id}/delete")
        case "rep":
            answer = dora.post(f"/admin/reps/{rep.id}/delete", data={"name": rep.name})
        case "team":
            answer = dora.post(f"/admin/teams/{team.id}/delete", data={"name": team.name})
        case _:
            answer = dora.post(f"/admin/teams/{team.id}", data={"name": team.name, "days": "30"})
            world.clock.pass_(days=31)
            sweep(world.database, world.clock())
    assert answer.status_code == 303


@pytest.mark.parametrize("way", WAYS)
def test_no_table_and_no_file_knows_a_word_of_what_was_deleted(secret: World, tmp_path: Path, way: str) -> None:
    assert mentions(secret) == {"uploads", "calls", "steps"}
    delete(secret, way)
    gone = [SECRET, REP] if way in ("rep", "team") else [SECRET]
    assert [words for words in gone if mentions(secret, words)] == []
    if secret.database.sqlite:
        assert [words for words in gone if on_disk(tmp_path / "data", words)] == []


def test_words_that_a_reader_kept_in_the_log_go_with_the_next_sweep(secret: World, tmp_path: Path) -> None:
    if not secret.database.sqlite:
        pytest.skip("only SQLite has a log that readers hold")
    with secret.database.reading() as reader:
        assert reader.scalars(select(Call)).all()
        delete(secret, "team")
        assert on_disk(tmp_path / "data")
    sweep(secret.database, secret.clock())
    assert on_disk(tmp_path / "data") == []


def test_the_other_calls_stay(secret: World) -> None:
    delete(secret, "rep")
    with secret.database.reading() as db:
        left = db.scalars(select(Call)).all()
        assert {call.id for call in left} == {secret.ours["call_id"], secret.theirs["call_id"]}
        assert all(calls.get(db, call.id) and db.get_one(Upload, call.upload_id).content for call in left)


def test_that_it_was_deleted_and_by_whom_stays(secret: World) -> None:
    delete(secret, "call")
    with secret.database.reading() as db:
        last = db.scalars(select(Audit).where(Audit.action == "deleted")).one()
    assert (last.who, last.kind, last.detail) == ("dora@example.com", "call", "")


def test_the_worker_deletes_by_itself(tmp_path: Path) -> None:
    with peopled_world(tmp_path / "data") as world:
        with world.database.writing() as db:
            teams.keep_for(db, db.get_one(Team, world.ours["team_id"]), 30)
        world.clock.pass_(days=31)
        worker = Worker(world.database, world.app.state.coach.settings, world.clock)
        worker.start()
        end = monotonic() + 60
        while left := kept(world):
            if world.ours["call_id"] not in left or monotonic() > end:
                break
            sleep(0.05)
        worker.stop()
        assert kept(world) == {world.theirs["call_id"]}


def kept(world: World) -> set[str]:
    with world.database.reading() as db:
        return set(db.scalars(select(Call.id)))
