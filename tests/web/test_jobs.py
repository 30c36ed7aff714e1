"""The worker: each file is scored once and whole, or says why not; nothing acknowledged is lost."""

from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from people import CALL, NOW, World, peopled_world
from sqlalchemy import select

from coach.store import uploads
from coach.store.schema import Call, Upload, UploadStatus
from coach.store.uploads import NewUpload
from web import jobs
from web.jobs import work_once
from web.scoring import score_upload

LEASE = timedelta(minutes=2)


def put(world: World, text: str, **given: object) -> str:
    new = NewUpload(world.ours["team_id"], "new.txt", text.encode(), world.ours["rep_id"], **given)  # type: ignore[arg-type]
    with world.database.writing() as db:
        return uploads.add(db, new, world.clock())[0].id


def upload(world: World, upload_id: str) -> Upload:
    with world.database.reading() as db:
        return db.get_one(Upload, upload_id)


def calls(world: World, upload_id: str) -> list[Call]:
    with world.database.reading() as db:
        return list(db.scalars(select(Call).where(Call.upload_id == upload_id)))


def test_a_file_is_scored_and_saved(world: World) -> None:
    made = put(world, CALL + "Ann: Bye!\n", prospect="Larch")
    assert work_once(world.database, world.clock, LEASE)
    assert not work_once(world.database, world.clock, LEASE)
    assert upload(world, made).status is UploadStatus.DONE
    assert [(call.rep.name, call.prospect) for call in calls(world, made)] == [("Alice", "Larch")]


def test_a_file_that_cannot_be_read_says_why(world: World) -> None:
    made = put(world, '{"nothing": "known"}')
    work_once(world.database, world.clock, LEASE)
    assert upload(world, made).status is UploadStatus.FAILED
    assert upload(world, made).error.startswith("new.txt: this JSON is no transcript coach knows")


def test_a_speaker_whom_nobody_knows_is_told(world: World) -> None:
    made = put(world, CALL + "Ann: Bye!\n", speaker="Zoe")
    work_once(world.database, world.clock, LEASE)
    assert "the speakers are: Ann, Prospect" in upload(world, made).error


def test_one_bad_call_of_a_file_does_not_cost_the_others(world: World) -> None:
    good = '{"id": "1", "turns": [{"speaker": "Ann", "text": "Shall we meet on Friday at ten?"}]}'
    made = put(world, f"{good}\n{{}}\n")
    work_once(world.database, world.clock, LEASE)
    done = upload(world, made)
    assert (done.status, len(calls(world, made))) == (UploadStatus.DONE, 1)
    assert "new.txt, line 2" in done.error


def test_a_crash_fails_the_file_in_plain_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = put(world, CALL + "Ann: Bye!\n")
    monkeypatch.setattr(jobs, "score_upload", lambda *_: 1 / 0)
    work_once(world.database, world.clock, LEASE)
    failed = upload(world, made)
    assert failed.status is UploadStatus.FAILED
    assert "our mistake" in failed.error
    assert "division" not in failed.error


def test_a_lost_claim_saves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = put(world, CALL + "Ann: Bye!\n")

    def slow(file: Upload, *_: object) -> object:
        world.clock.pass_(minutes=5)
        with world.database.writing() as db:
            assert uploads.claim(db, "another worker", world.clock(), LEASE)
        return score_upload(file)

    monkeypatch.setattr(jobs, "score_upload", slow)
    work_once(world.database, world.clock, LEASE)
    assert upload(world, made).claim == "another worker"
    assert calls(world, made) == []


def test_a_lease_is_renewed_while_it_works(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[str] = []
    monkeypatch.setattr(uploads, "renew", lambda _db, upload_id, *_: renewed.append(upload_id))
    made = put(world, CALL + "Ann: Bye!\n")

    def slow(*_: object) -> object:
        end = monotonic() + 20
        while not renewed and monotonic() < end:
            sleep(0.01)
        return [], []

    monkeypatch.setattr(jobs, "score_upload", slow)
    work_once(world.database, world.clock, timedelta(seconds=0.03))
    assert set(renewed) == {made}


def test_the_server_scores_what_a_killed_one_left(tmp_path: Path) -> None:
    with peopled_world(tmp_path / "data", work=False) as world:
        made = put(world, CALL + "Ann: Bye!\n")
        with world.database.writing() as db:
            uploads.claim(db, "a dead worker", NOW - timedelta(hours=1), LEASE)
        worker = jobs.Worker(world.database, world.app.state.coach.settings, world.clock)
        worker.start()
        end = monotonic() + 60
        while upload(world, made).status is not UploadStatus.DONE and monotonic() < end:
            sleep(0.05)
        worker.stop()
        assert len(calls(world, made)) == 1


def test_calls_that_were_mended_are_scored_from_what_is_kept_not_from_the_file(world: World) -> None:
    made = put(world, CALL + "Ann: Bye!\n")
    work_once(world.database, world.clock, LEASE)
    before = calls(world, made)[0]
    with world.database.writing() as db:
        found = db.get_one(Upload, made)
        found.content = b""
        db.get_one(Call, before.id).roles = {"rep": "Prospect", "again": True}
        uploads.again(db, found)
    assert work_once(world.database, world.clock, LEASE)
    after = calls(world, made)
    assert [(call.id, call.roles) for call in after] == [(before.id, {"rep": "Prospect"})]
    assert upload(world, made).status is UploadStatus.DONE
    assert after[0].overall != before.overall


def test_a_mended_call_that_cannot_be_scored_stays_as_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = put(world, CALL + "Ann: Bye!\n")
    work_once(world.database, world.clock, LEASE)
    with world.database.writing() as db:
        db.get_one(Call, calls(world, made)[0].id).roles = {"again": True}
        uploads.again(db, db.get_one(Upload, made))
    monkeypatch.setattr(jobs, "score_again", lambda *_: 1 / 0)
    work_once(world.database, world.clock, LEASE)
    assert upload(world, made).status is UploadStatus.DONE
    assert "our mistake" in upload(world, made).error
    assert len(calls(world, made)) == 1
