"""The database of the web page as a destination: every call once, with its file, whatever happened before."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_url
from sqlalchemy import select
from typer.testing import CliRunner

from coach.cli import app
from coach.store.database import open_database
from coach.store.schema import Call, Upload, UploadStatus

SAMPLES = Path(__file__).parents[2] / "samples"


def rows(url: str) -> tuple[list[Upload], list[Call]]:
    database = open_database(url)
    with database.reading() as session:
        found = list(session.scalars(select(Upload))), list(session.scalars(select(Call).order_by(Call.title)))
    database.close()
    return found


def test_calls_come_in_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with database_url(tmp_path / "store") as url:
        command = ["batch", str(SAMPLES / "zoom.vtt"), str(SAMPLES / "coach.jsonl"), "--out", url, "--workers", "1"]
        first = CliRunner().invoke(app, [*command, "--team", "North"])
        assert first.exit_code == 0, first.output
        uploads, calls = rows(url)
        assert {u.status for u in uploads} == {UploadStatus.DONE}
        assert len(calls) == len((SAMPLES / "coach.jsonl").read_text("utf-8").splitlines()) + 1
        again = CliRunner().invoke(app, [*command, "--team", "North", "--force"])
        assert again.exit_code == 0, again.output
        assert [(c.id, c.scored_at) for c in rows(url)[1]] == [(c.id, c.scored_at) for c in calls]


def test_a_team_is_asked_for(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["batch", str(SAMPLES), "--out", f"sqlite:///{tmp_path / 'x.db'}"])
    assert (result.exit_code, "--team NAME" in result.stderr) == (2, True)
