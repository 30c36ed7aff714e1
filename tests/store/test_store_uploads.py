"""The queue: nothing acknowledged is lost, nothing is scored by two or saved twice."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from store_makers import LEASE, NOW, report, team, transcript, upload

from coach.store import calls, reps, uploads
from coach.store.database import Database
from coach.store.schema import Call, Upload, UploadStatus
from coach.store.uploads import NewUpload, Scored

ONE = [Scored(0, transcript(report()), report(), {})]


def claim(database: Database, token: str, at: timedelta = timedelta()) -> Upload | None:
    with database.writing() as session:
        return uploads.claim(session, token, NOW + at, LEASE)


def finish(database: Database, upload_id: str, token: str) -> bool:
    with database.writing() as session:
        return uploads.finish(session, upload_id, token, ONE, NOW) is not None


def test_a_claim_brings_the_bytes_and_what_the_user_said(database: Database) -> None:
    with database.writing() as session:
        upload(session, b"hello", prospect="Osei", speaker="Maria")
    found = claim(database, "a")
    assert found is not None
    assert (found.content, found.prospect, found.speaker, found.attempts) == (b"hello", "Osei", "Maria", 1)
    assert claim(database, "b") is None


def test_the_same_bytes_are_recognised_in_the_team_and_only_there(database: Database) -> None:
    with database.writing() as session:
        north, south = team(session), team(session, "South")
        first, new = uploads.add(session, NewUpload(north.id, "a.txt", b"same"), NOW)
        again, known = uploads.add(session, NewUpload(north.id, "b.txt", b"same"), NOW)
        _, other = uploads.add(session, NewUpload(south.id, "a.txt", b"same"), NOW)
        assert (new, known, other) == (True, False, True)
        assert again.id == first.id
        assert again.filename == "a.txt"


def test_the_same_bytes_at_once_give_one_upload(database: Database) -> None:
    with database.writing() as session:
        team_id = team(session).id

    def add(n: int) -> tuple[str, bool]:
        with database.writing() as session:
            found, new = uploads.add(session, NewUpload(team_id, f"{n}.txt", b"same"), NOW)
            return found.id, new

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(add, range(24)))
    assert len({upload_id for upload_id, _ in answers}) == 1
    assert sum(new for _, new in answers) == 1


def test_concurrent_claims_never_give_one_upload_to_two_workers(database: Database) -> None:
    with database.writing() as session:
        wanted = sorted(upload(session).id for _ in range(30))

    def work(worker: int) -> list[str]:
        mine: list[str] = []
        while found := claim(database, f"{worker}-{len(mine)}"):
            mine.append(found.id)
        return mine

    with ThreadPoolExecutor(6) as pool:
        claimed = [each for mine in pool.map(work, range(6)) for each in mine]
    assert sorted(claimed) == wanted


def test_a_stale_claim_saves_nothing_and_fails_nothing(database: Database) -> None:
    with database.writing() as session:
        upload_id = upload(session).id
    assert claim(database, "slow")
    assert claim(database, "next", LEASE)
    assert not finish(database, upload_id, "slow")
    with database.writing() as session:
        assert not uploads.fail(session, upload_id, "slow", "too late")
        assert not uploads.renew(session, upload_id, "slow", NOW, LEASE)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Call)) == 0
    assert finish(database, upload_id, "next")
    assert not finish(database, upload_id, "next")
    with database.reading() as session:
        assert len(calls.of_upload(session, upload_id)) == 1


def test_a_renewed_claim_is_not_taken_over(database: Database) -> None:
    with database.writing() as session:
        upload_id = upload(session).id
    assert claim(database, "slow")
    with database.writing() as session:
        assert uploads.renew(session, upload_id, "slow", NOW + LEASE, LEASE)
    assert claim(database, "next", LEASE) is None


def test_what_ran_is_put_back_on_start(database: Database) -> None:
    with database.writing() as session:
        upload(session)
    assert claim(database, "dead")
    with database.writing() as session:
        assert uploads.requeue(session, NOW, alone=False) == 0
        assert not uploads.waiting(session, NOW)
        assert uploads.requeue(session, NOW, alone=True) == 1
        assert uploads.waiting(session, NOW)
    assert claim(database, "alive")


def test_a_file_that_kills_its_worker_keeps_none_waiting_and_is_given_up(database: Database) -> None:
    with database.writing() as session:
        killer, other = upload(session), upload(session, at=NOW + LEASE)
    assert claim(database, "1") is not None
    again = claim(database, "2", LEASE)
    assert again is not None
    assert again.id == other.id
    assert finish(database, other.id, "2")
    for n in range(1, uploads.MOST_ATTEMPTS):
        assert claim(database, f"again {n}", LEASE * (n + 1))
    assert claim(database, "last", LEASE * (uploads.MOST_ATTEMPTS + 2)) is None
    with database.reading() as session:
        given_up = session.get_one(Upload, killer.id)
        assert given_up.status is UploadStatus.FAILED
        assert "20 times" in given_up.error


def test_a_failed_file_is_tried_again_with_what_is_said_now(database: Database) -> None:
    with database.writing() as session:
        upload_id = upload(session, b"hello", speaker="Mario").id
    assert claim(database, "a")
    with database.writing() as session:
        assert uploads.fail(session, upload_id, "a", "Nobody is called Mario.")
    with database.writing() as session:
        again, new = uploads.add(session, NewUpload(team(session).id, "x.txt", b"hello", speaker="Maria"), NOW)
        assert (again.id, new, again.error, again.speaker) == (upload_id, True, "", "Maria")
    assert claim(database, "b")


def test_an_upload_without_a_rep_takes_it_from_the_file(database: Database) -> None:
    with database.writing() as session:
        team_id = team(session).id
        added, _ = uploads.add(session, NewUpload(team_id, "x.txt", b"hello"), NOW)
        known = reps.get_or_create(session, team_id, "Maria Lund")
    assert claim(database, "a")
    said = replace(transcript(report()), rep="maria  lund")
    with database.writing() as session:
        scored = [Scored(0, said, report(), {}), Scored(1, transcript(report()), report(), {})]
        saved = uploads.finish(session, added.id, "a", scored, NOW)
        assert saved is not None
        assert [call.rep.name for call in saved] == ["Maria Lund", reps.UNKNOWN]
        assert saved[0].rep_id == known.id


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_each_file_is_saved_once(database: Database, seed: int) -> None:
    """Workers claim, finish, renew, die and come back late in any order; in the end every file has one call."""
    dice, at, held, saved = random.Random(seed), timedelta(), [], []
    with database.writing() as session:
        wanted = sorted(upload(session).id for _ in range(6))
    for step in range(120):
        action = dice.choice(["claim", "claim", "finish", "finish late", "renew", "time", "restart"])
        if action == "claim" and (found := claim(database, f"token {step}", at)):
            held.append((found.id, f"token {step}"))
        elif action in ("finish", "finish late") and held:
            # Late: the work stays in hand, to be handed in again.
            each = dice.choice(held) if action == "finish late" else held.pop(dice.randrange(len(held)))
            saved += [each[0]] * finish(database, *each)
        elif action == "renew" and held:
            with database.writing() as session:
                uploads.renew(session, *dice.choice(held), NOW + at, LEASE)
        elif action == "time":
            at += LEASE * dice.random() * 1.5
        elif action == "restart" and dice.random() < 0.3:
            with database.writing() as session:
                uploads.requeue(session, NOW + at, alone=True)
    while found := claim(database, f"end {len(saved)}", at + LEASE * 2):
        saved += [found.id] * finish(database, found.id, f"end {len(saved)}")
    assert sorted(saved) == wanted
    with database.reading() as session:
        assert sorted(session.scalars(select(Call.upload_id))) == wanted
        assert set(session.scalars(select(Upload.status))) == {UploadStatus.DONE}
