"""Uploads by the API: kept and scored once, recognised when they come again, refused in one sentence."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from people import CALL, World, peopled_world
from sqlalchemy import select

import coach
from coach.render.json import to_json
from coach.store.schema import Audit, Call, Rep, Upload
from web.jobs import work_once

UPLOADS = "/api/v1/uploads"
TEXT = {"Content-Type": "text/plain"}
OTHER = CALL.replace("Larkfield", "Birchfield")


def as_form(text: str = OTHER, name: str = "birch.txt") -> dict[str, Any]:
    return {"files": {"file": (name, text.encode())}}


def score(world: World) -> None:
    while work_once(world.database, world.clock, timedelta(minutes=2)):
        pass


def test_a_file_is_kept_scored_and_recognised(world: World) -> None:
    bob = world.client("bob", api=True)
    first = bob.post(UPLOADS, **as_form(), data={"rep": "Alice", "day": "2026-03-02", "prospect": "Birch Ltd"})
    assert (first.status_code, first.json()["status"], first.json()["calls"]) == (202, "queued", [])
    score(world)
    found = bob.get(f"{UPLOADS}/{first.json()['id']}").json()
    assert (found["status"], found["error"], len(found["calls"])) == ("done", "", 1)
    call = bob.get("/api/v1/calls", params={"prospect": "Birch Ltd"}).json()["calls"]
    assert [(c["id"], c["day"], c["rep_id"]) for c in call] == [
        (found["calls"][0]["id"], "2026-03-02", world.ours["rep_id"])
    ]
    again = bob.post(UPLOADS, **as_form(name="another name.txt"))
    assert (again.status_code, again.json()) == (200, found)


def test_the_report_is_the_one_of_the_command_line(world: World) -> None:
    bob = world.client("bob", api=True)
    sent = bob.post(UPLOADS, content=OTHER, params={"name": "birch.txt", "day": "2026-03-02"}, headers=TEXT)
    score(world)
    call = bob.get(f"{UPLOADS}/{sent.json()['id']}").json()["calls"][0]
    local = coach.score(replace(coach.read(OTHER.encode(), "birch.txt"), day=date(2026, 3, 2)))
    answer = bob.get(f"/api/v1/calls/{call['id']}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == to_json(local)


def test_what_is_said_in_the_address_counts_for_a_form_too(world: World) -> None:
    bob = world.client("bob", api=True)
    bob.post(UPLOADS, **as_form(), params={"prospect": "Birch", "plan": "sale"}, data={"prospect": "Beech"})
    with world.database.reading() as db:
        upload = db.scalars(select(Upload).where(Upload.filename == "birch.txt")).one()
        assert (upload.prospect, upload.plan) == ("Beech", "sale")


def test_a_new_rep_is_made_for_a_manager_and_never_for_a_rep(world: World) -> None:
    for name, text in (("bob", OTHER), ("alice", OTHER + "Ann: Bye.\n")):
        assert world.client(name, api=True).post(UPLOADS, **as_form(text), data={"rep": "Zoe"}).status_code == 202
    with world.database.reading() as db:
        reps = db.execute(select(Rep.name, Upload.content).join(Rep, Rep.id == Upload.rep_id)).tuples()
        made = {name for name, content in reps if b"Birchfield" in content}
    assert made == {"Zoe", "Alice"}


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"content": b" \n", "headers": TEXT}, 422, "The file is empty"),
        ({"content": b"{}", "headers": {"Content-Type": "application/json"}}, 415, "multipart/form-data"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}}, 400, "Invalid multipart"),
        ({"data": {"day": "2026-03-02"}, "files": {"other": b"x"}}, 422, "no file"),
        ({**as_form(), "data": {"day": "2. March"}}, 422, "day: write the day as 2026-03-31"),
        ({**as_form(), "data": {"day": "2026-03-11"}}, 422, "still to come"),
        ({**as_form(), "data": {"backup": "call_back"}}, 422, "what the plan was"),
        ({**as_form(), "data": {"rubric": "mine"}}, 422, "rubric: "),
        ({**as_form(), "params": {"prospct": "Birch"}}, 422, "prospct: "),
        ({**as_form(), "data": {"prospct": "Birch"}}, 422, "prospct: "),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(
    shared: World, sent: dict[str, Any], status: int, words: str
) -> None:
    answer = shared.client("bob", api=True).post(UPLOADS, **sent)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert set(answer.json()) == {"detail"}


def test_reps_and_teams_of_others_are_not_there(shared: World) -> None:
    bob = shared.client("bob", api=True)
    for field, name in (("rep_id", "rep_id"), ("team", "team_id")):
        assert bob.post(UPLOADS, **as_form(), data={field: shared.theirs[name]}).status_code == 404


@pytest.mark.parametrize("sent", [as_form("x" * 2000), {"content": "x" * 2000, "headers": TEXT}], ids=["form", "raw"])
def test_a_file_that_is_too_large_says_how_large_one_may_be(tmp_path: Path, sent: dict[str, Any]) -> None:
    with peopled_world(tmp_path / "data", upload_bytes=1000) as world:
        answer = world.client("bob", api=True).post(UPLOADS, **sent)
        assert answer.status_code == 413
        assert "2 kB, more than the 1 kB" in answer.json()["detail"]


def test_a_file_without_a_call_fails_with_its_reason(world: World) -> None:
    bob = world.client("bob", api=True)
    sent = bob.post(UPLOADS, **as_form("{", "broken.json"))
    score(world)
    found = bob.get(f"{UPLOADS}/{sent.json()['id']}").json()
    assert found["status"] == "failed"
    assert found["error"].startswith("broken.json")


def test_a_call_that_went_to_another_rep_is_not_named(world: World) -> None:
    path = f"{UPLOADS}/{world.ours['upload_id']}"
    assert len(world.client("alice", api=True).get(path).json()["calls"]) == 1
    with world.database.writing() as db:
        other = Rep(team_id=world.ours["team_id"], name="Zoe")
        db.add(other)
        db.flush()
        db.get_one(Call, world.ours["call_id"]).rep_id = other.id
    assert world.client("alice", api=True).get(path).json()["calls"] == []


def test_a_new_file_stands_in_the_audit_log(world: World) -> None:
    sent = world.client("bob", api=True).post(UPLOADS, **as_form())
    with world.database.reading() as db:
        line = db.scalars(select(Audit).order_by(Audit.id.desc())).first()
        assert line is not None
        assert (line.who, line.action, line.object_id) == ("bob@example.com", "uploaded", sent.json()["id"])
