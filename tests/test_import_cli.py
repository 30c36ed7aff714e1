"""coach import and coach score --save: calls come into the database of the web page, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import database_url
from sqlalchemy import select
from typer.testing import CliRunner, Result

from coach.cli import app
from coach.store.database import Database, open_database
from coach.store.schema import Audit, Call, Upload, UploadStatus

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("COACH_DATABASE", raising=False)
    with database_url(tmp_path / "store") as address:
        # Set by the command for its process; undone after the test.
        monkeypatch.setenv("COACH_DATABASE", address)
        yield address


def run(*args: object) -> Result:
    return CliRunner().invoke(app, list(map(str, args)))


def rows(url: str) -> tuple[list[Upload], list[Call], list[str]]:
    database: Database = open_database(url)
    with database.reading() as session:
        uploads = list(session.scalars(select(Upload).order_by(Upload.filename)))
        found = uploads, list(session.scalars(select(Call))), list(session.scalars(select(Audit.action)))
    database.close()
    return found


def test_import_queues_what_can_be_read_and_names_the_rest(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "calls"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "zoom.vtt").write_bytes((SAMPLES / "zoom.vtt").read_bytes())
    (folder / "many.jsonl").write_bytes((SAMPLES / "coach.jsonl").read_bytes())
    (folder / "bad.json").write_text("{")
    result = run("import", folder, "--team", "North", "--rep", "Ann Reed", "--database", url)
    assert (result.exit_code, "bad.json" in result.stderr) == (1, True)
    assert "2 new, 0 there already, 1 failed." in result.stdout
    uploads, calls, audit = rows(url)
    assert [(u.filename, u.status) for u in uploads] == [
        ("many.jsonl", UploadStatus.QUEUED),
        ("zoom.vtt", UploadStatus.QUEUED),
    ]
    assert all(u.rep_id for u in uploads)
    assert (calls, audit) == ([], ["uploaded", "uploaded"])
    (folder / "bad.json").unlink()
    again = run("import", folder, "--team", "North", "--database", url)
    assert (again.exit_code, again.stdout) == (0, "0 new, 2 there already, 0 failed.\n")


def test_a_wrong_database_is_wrong_usage(url: str) -> None:
    result = run("import", SAMPLES, "--team", "North", "--database", "mysql://x")
    assert (result.exit_code, "sqlite:///" in result.stderr) == (2, True)


def test_score_saves_what_it_prints_once(url: str) -> None:
    command = ("score", SAMPLES / "zoom.vtt", "--format", "json")
    plain, saved = run(*command), run(*command, "--save", "--team", "North", "--database", url)
    assert (saved.exit_code, saved.stdout) == (0, plain.stdout)
    again = run(*command, "--save", "--team", "North", "--database", url)
    assert (again.exit_code, "has these calls already" in again.stderr) == (0, True)
    ((upload,), (call,), audit) = rows(url)
    assert (upload.status, upload.claim, upload.filename) == (UploadStatus.DONE, None, "zoom.vtt")
    assert call.title == json.loads(plain.stdout)["id"]
    assert audit == ["uploaded"]


@pytest.mark.parametrize(
    ("options", "says"),
    [(["--save"], "--team NAME"), (["--team", "North"], "--save")],
)
def test_what_saving_needs(options: list[str], says: str) -> None:
    result = run("score", SAMPLES / "zoom.vtt", *options)
    assert (result.exit_code, says in result.stderr) == (2, True)
