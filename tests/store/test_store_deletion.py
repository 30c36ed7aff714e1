"""What is deleted is gone: from every table, and from the file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import Session
from store_makers import LEASE, NOW, calls, rep, report, team, transcript, upload, user

from coach.store import audit, reps, retention, teams, uploads
from coach.store import calls as call_store
from coach.store.database import Database
from coach.store.saving import transcript_of
from coach.store.schema import Audit, Base, Call, Rep, Upload
from coach.store.uploads import Scored

SECRET = "the quarry in Lofthus"


def mentions(session: Session, *words: str) -> list[str]:
    """Tables with a row that has any of the words in any column."""
    found = []
    for table in Base.metadata.sorted_tables:
        held = or_(*(cast(column, String).contains(word) for column in table.columns for word in words))
        if session.scalar(select(func.count()).select_from(table).where(held)):
            found.append(table.name)
    return found


def a_call(session: Session) -> Call:
    """A call that every table knows which can know of a call."""
    call = calls(session, report("lofthus", said=f"We talked about {SECRET}, shall we?"), prospect=SECRET)[0]
    audit.record(session, user(session), "changed", "call", call.id, NOW, f"prospect is {SECRET}")
    return call


KNOW = ["audit", "call_findings", "calls", "steps", "uploads"]


@pytest.mark.parametrize("way", ["call", "upload", "rep", "team", "retention"])
def test_no_table_mentions_a_deleted_call(database: Database, way: str) -> None:
    with database.writing() as session:
        call = a_call(session)
        words = (call.id, call.upload_id, SECRET)
        assert sorted(mentions(session, *words)) == KNOW
        rep_id, team_id = call.rep_id, call.team_id
        teams.keep_for(session, team(session), 1)
    with database.writing() as session:
        match way:
            case "call":
                assert call_store.remove(session, [call.id]) == 1
            case "upload":
                assert uploads.remove(session, [call.upload_id]) == 1
            case "rep":
                reps.remove(session, rep_id)
            case "team":
                teams.remove(session, team_id)
            case _:
                assert retention.sweep(session, NOW + timedelta(days=2)) == 1
    with database.reading() as session:
        # Only that something happened to a call of this number stays, without a word of it.
        assert mentions(session, *words) in ([], ["audit"])
        assert mentions(session, SECRET) == []


def test_the_file_forgets_the_words(database: Database, tmp_path: Path) -> None:
    if not database.sqlite:
        pytest.skip("only SQLite keeps its pages in a file of ours")
    with database.writing() as session:
        call = calls(session, report(said=f"We talked about {SECRET}. " * 800))[0]
        session.get_one(Upload, call.upload_id).content = SECRET.encode() * 500
    assert any(SECRET.encode() in file.read_bytes() for file in tmp_path.iterdir())
    with database.writing() as session:
        call_store.remove(session, [call.id])
    assert not [file.name for file in tmp_path.iterdir() if SECRET.encode() in file.read_bytes()]


def test_of_a_file_with_several_calls_the_bytes_go_and_the_others_can_be_scored_again(database: Database) -> None:
    second = report("second")
    with database.writing() as session:
        first, other = calls(session, report("first"), second)
    with database.writing() as session:
        call_store.remove(session, [first.id])
        left = session.get_one(Upload, first.upload_id)
        assert left.content == b""
    with database.reading() as session:
        kept = call_store.get(session, other.id)
        assert kept is not None
        assert transcript_of(kept) == transcript(second)
    with database.writing() as session:
        call_store.remove(session, [other.id])
    with database.reading() as session:
        assert session.scalar(select(Upload)) is None


def test_a_rep_goes_alone(database: Database) -> None:
    with database.writing() as session:
        gone = calls(session, report(), who=rep(session, "Gone"))[0]
        kept = calls(session, report(), who=rep(session, "Kept"))[0]
        waiting = upload(session, who=rep(session, "Gone"))
        reps.remove(session, gone.rep_id)
    with database.reading() as session:
        assert session.scalars(select(Rep.name)).all() == ["Kept"]
        assert session.scalars(select(Call.id)).all() == [kept.id]
        assert uploads.get(session, waiting.id) is None


def test_a_file_deleted_while_it_is_scored_stays_deleted(database: Database) -> None:
    with database.writing() as session:
        added = upload(session)
        assert uploads.claim(session, "a", NOW, LEASE)
    with database.writing() as session:
        uploads.remove(session, [added.id])
    with database.writing() as session:
        assert uploads.finish(session, added.id, "a", [Scored(0, transcript(report()), report(), {})], NOW) is None
        assert session.scalar(select(Call)) is None


def test_retention_counts_from_the_upload_and_keeps_the_rest(database: Database) -> None:
    with database.writing() as session:
        teams.keep_for(session, team(session), 30)
        old = calls(session, report(), at=NOW - timedelta(days=31))[0]
        new = calls(session, report(), at=NOW - timedelta(days=29))[0]
        other = calls(session, report(), at=NOW - timedelta(days=900), who=rep(session, "Zoe", of="South"))[0]
        assert retention.sweep(session, NOW) == 1
        assert retention.sweep(session, NOW) == 0
    with database.reading() as session:
        assert set(session.scalars(select(Call.id))) == {new.id, other.id}
        assert old.id not in {new.id, other.id}
        assert [(line.who, line.action) for line in session.scalars(select(Audit))] == [("retention", "deleted")]


def test_a_deletion_does_not_fail_while_somebody_reads(database: Database) -> None:
    with database.writing() as session:
        call = calls(session, report())[0]
    with database.reading() as reader:
        assert reader.scalar(select(Call.id)) == call.id
        with database.writing() as session:
            call_store.remove(session, [call.id])
        assert reader.scalar(select(func.count()).select_from(Call)) == (1 if database.sqlite else 0)
    with database.reading() as session:
        assert session.scalar(select(Call)) is None
