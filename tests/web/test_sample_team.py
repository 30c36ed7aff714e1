"""The sample calls: dealt so that scorecards have something to say, filled in once, and taken away without a trace."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from people import CALL, World
from sqlalchemy import select
from starlette.testclient import TestClient

from coach.readers import FORMATS, read_calls
from coach.scorecard import FEWEST_REPS, TOO_FEW
from coach.store import reps, uploads
from coach.store.schema import Rep, Team, Upload
from coach.store.uploads import NewUpload
from web import samples
from web.samples import DEALT, REPS, deal, folder

PAGES = ("/", "/upload", "/calls", "/reps", "/team", "/steps")
TODAYS = [date(2026, 3, 8) + timedelta(days=n) for n in range(7)]


def names(world: World) -> set[str]:
    with world.database.reading() as db:
        return set(db.scalars(select(Rep.name)))


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_each_rep_has_enough_calls_in_a_month_and_none_on_a_weekend_or_to_come(today: date) -> None:
    dealt = list(deal(today))
    assert {sample.rep for sample in dealt} == set(REPS)
    lately = Counter(sample.rep for sample in dealt if sample.day > today - timedelta(days=30))
    assert sum(count >= TOO_FEW for count in lately.values()) >= FEWEST_REPS
    assert all(today - timedelta(days=61) <= s.day < today and s.day.weekday() < 5 for s in dealt)


def test_every_sample_is_dealt_once() -> None:
    assert sorted(name for name, _, _ in DEALT) == sorted(path.name for path in folder().iterdir())
    assert {each.sample for each in FORMATS} <= {name for name, _, _ in DEALT}


def test_a_manager_fills_the_own_team_and_takes_it_away_again(world: World) -> None:
    client, before = world.client("bob"), names(world)
    assert client.post("/upload/samples").headers["location"] == "/uploads"
    client.post("/upload/samples")
    with world.database.reading() as db:
        made = list(db.scalars(select(Upload).where(Upload.filename.in_([name for name, _, _ in DEALT]))))
    assert len(made) == len(DEALT)
    assert {upload.team_id for upload in made} == {world.ours["team_id"]}
    assert names(world) == before | set(REPS)
    assert "Remove the sample calls" in client.get("/uploads").text
    assert "Remove the sample calls" not in world.client("charlie").get("/uploads").text
    world.client("charlie").post("/upload/samples/remove")
    assert names(world) == before | set(REPS)
    client.post("/upload/samples/remove")
    assert names(world) == before
    assert "Remove the sample calls" not in client.get("/uploads").text
    assert "Alice.txt" in client.get("/uploads").text


def test_an_admin_gets_a_team_for_them_which_goes_with_them(world: World) -> None:
    client = world.client("dora")
    client.post("/upload/samples")
    with world.database.reading() as db:
        team = db.scalars(select(Team).where(Team.name == samples.TEAM)).one()
        assert {rep.team_id for rep in db.scalars(select(Rep).where(Rep.name.in_(REPS)))} == {team.id}
    client.post("/upload/samples/remove")
    with world.database.reading() as db:
        assert db.scalar(select(Team).where(Team.name == samples.TEAM)) is None


def test_what_else_came_under_an_invented_name_stays(world: World) -> None:
    client = world.client("bob")
    client.post("/upload/samples")
    with world.database.writing() as db:
        nadia = reps.get_or_create(db, world.ours["team_id"], REPS[0])
        uploads.add(db, NewUpload(world.ours["team_id"], "own.txt", (CALL + "a").encode(), nadia.id), world.clock())
    client.post("/upload/samples/remove")
    assert names(world) & set(REPS) == {REPS[0]}
    assert "own.txt" in client.get("/uploads").text


def offering(client: TestClient) -> list[str]:
    """Which of the pages that can be empty offer sample calls."""
    return [path for path in PAGES if "Try it with sample calls" in client.get(path).text]


def test_the_button_is_for_those_who_lead_and_have_no_calls(world: World) -> None:
    assert offering(world.client("bob")) == []
    with world.database.writing() as db:
        uploads.remove(db, [world.ours["upload_id"]])
    assert offering(world.client("bob")) == list(PAGES)
    assert offering(world.client("alice")) == []


def test_the_button_stands_where_there_is_nothing_yet(fresh: World) -> None:
    client = fresh.client()
    form = {"name": "Ann", "email": "ann@example.com", "password": "four words are better", "team": "North"}
    client.post("/setup", data=form)
    assert offering(client) == list(PAGES)
    client.post("/upload/samples")
    assert "Try it with sample calls" not in client.get("/calls").text


def test_an_install_without_samples_says_so(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(samples, "folder", lambda: tmp_path / "none")
    answer = world.client("bob").post("/upload/samples")
    assert answer.status_code == 422
    assert "not installed" in answer.text


def test_every_sample_can_be_read() -> None:
    for name, _, _ in DEALT:
        assert not [call for call in read_calls((folder() / name).read_bytes(), name) if isinstance(call, Exception)]
