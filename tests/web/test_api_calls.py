"""The API over calls, reps, steps and exports: what it finds, what it answers, and what the audit log keeps of it."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from people import World
from sqlalchemy import select
from typer.testing import CliRunner

from coach.cli import app
from coach.render.html import to_html
from coach.render.json import from_json
from coach.render.markdown import to_markdown
from coach.render.scorecard_json import card_to_json
from coach.scorecard import fold, period_of, row_from_json
from coach.store import calls
from coach.store.schema import Audit, Call


def last_line(world: World) -> tuple[str, str, str, str]:
    with world.database.reading() as db:
        line = db.scalars(select(Audit).order_by(Audit.id.desc())).first()
        assert line is not None
        return line.who, line.action, line.object_id, line.detail


def found(world: World, who: str, **asked: Any) -> list[str]:
    answer = world.client(who, api=True).get("/api/v1/calls", params=asked)
    assert answer.status_code == 200, answer.text
    return [call["id"] for call in answer.json()["calls"]]


def test_everybody_finds_their_own_calls(shared: World) -> None:
    ours, theirs = shared.ours["call_id"], shared.theirs["call_id"]
    assert [found(shared, name) for name in ("alice", "bob", "charlie")] == [[ours], [ours], [theirs]]
    assert set(found(shared, "dora")) == {ours, theirs}


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ({"since": "2026-03-09", "until": "2026-03-09"}, True),
        ({"since": "2026-03-10"}, False),
        ({"until": "2026-03-08"}, False),
        ({"prospect": "Larch & Sons"}, True),
        ({"prospect": "Larch"}, False),
        ({"secured": "yes"}, True),
        ({"secured": "no"}, False),
        ({"pushy": "no", "q": '"throw the stock away" fridge'}, True),
        ({"q": "giraffe"}, False),
        ({"rubric": "voicemail"}, False),
        ({"finding": "no_such_finding"}, False),
        ({"limit": 1, "offset": 0}, True),
        ({"limit": 1, "offset": 1}, False),
    ],
    ids=str,
)
def test_filters(shared: World, asked: dict[str, Any], hits: bool) -> None:
    assert found(shared, "alice", **asked) == [shared.ours["call_id"]] * hits


def test_a_part_of_the_calls_says_how_many_there_are(shared: World) -> None:
    dora = shared.client("dora", api=True)
    parts = [dora.get("/api/v1/calls", params={"limit": 1, "offset": at, "order": "title"}).json() for at in (0, 1, 2)]
    assert [part["total"] for part in parts] == [2, 2, 2]
    assert [len(part["calls"]) for part in parts] == [1, 1, 0]
    assert parts[0]["calls"] != parts[1]["calls"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "9 March"}, "since: write the day as 2026-03-31"),
        ({"since": "99"}, "since: write the day as 2026-03-31"),
        ({"limit": 0}, "limit: "),
        ({"order": "colour"}, "order: "),
        ({"sinc": "2026-03-09"}, "sinc: "),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(shared: World, asked: dict[str, Any], words: str) -> None:
    answer = shared.client("bob", api=True).get("/api/v1/calls", params=asked)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(words)


def test_reps_and_teams_of_others_are_not_there(shared: World) -> None:
    for asked in ({"rep": shared.theirs["rep_id"]}, {"team": shared.theirs["team_id"]}):
        for path in ("/api/v1/calls", "/api/v1/export"):
            assert shared.client("bob", api=True).get(path, params=asked).status_code == 404


def test_a_report_in_its_forms(world: World) -> None:
    path, bob = f"/api/v1/calls/{world.ours['call_id']}", world.client("bob", api=True)
    with world.database.reading() as db:
        call = calls.get(db, world.ours["call_id"])
        assert call is not None
        text = call.report
    assert bob.get(path).text == text
    assert last_line(world) == ("bob@example.com", "saw", world.ours["call_id"], "")
    for form, made, kind in (("html", to_html, "text/html"), ("md", to_markdown, "text/markdown")):
        answer = bob.get(f"{path}/report.{form}")
        assert answer.text == made(from_json(text))
        assert answer.headers["content-type"].startswith(kind)
        assert last_line(world) == ("bob@example.com", "exported", world.ours["call_id"], form)


def test_a_deleted_call_is_gone(world: World) -> None:
    path, alice = f"/api/v1/calls/{world.ours['call_id']}", world.client("alice", api=True)
    answer = alice.delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert last_line(world) == ("alice@example.com", "deleted", world.ours["call_id"], "")
    assert alice.get(path).status_code == 404
    assert alice.get(f"/api/v1/uploads/{world.ours['upload_id']}").status_code == 404


def test_a_table_of_calls(world: World) -> None:
    answer = world.client("bob", api=True).get("/api/v1/export")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert [(row["rep"], row["prospect"]) for row in rows] == [("Alice", "Larch & Sons")]
    assert last_line(world) == ("bob@example.com", "exported", "", "1 calls, csv")


def test_exported_lines_are_what_the_scorecard_of_the_command_line_reads(world: World, tmp_path: Any) -> None:
    answer = world.client("dora", api=True).get("/api/v1/export", params={"format": "jsonl"})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert {line["id"] for line in lines} == {world.ours["call_id"], world.theirs["call_id"]}
    (tmp_path / "calls.jsonl").write_text(answer.text)
    shown = CliRunner().invoke(app, ["scorecard", str(tmp_path / "calls.jsonl"), "--format", "csv"])
    assert shown.exit_code == 0, shown.output
    assert {"Alice", "Carl"} <= {row[0] for row in csv.reader(StringIO(shown.stdout)) if row}
    assert last_line(world) == ("dora@example.com", "exported", "", "2 calls, jsonl")


def test_reps_are_those_one_may_see(shared: World) -> None:
    seen = {name: shared.client(name, api=True).get("/api/v1/reps").json() for name in ("alice", "charlie", "dora")}
    names = {name: [rep["name"] for rep in reps] for name, reps in seen.items()}
    assert names == {"alice": ["Alice"], "charlie": ["Carl"], "dora": ["Alice", "Carl"]}
    assert (seen["alice"][0]["calls"], seen["alice"][0]["last_call"]) == (1, "2026-03-09")


def test_a_scorecard_is_the_fold_of_the_calls(world: World) -> None:
    path, bob = f"/api/v1/reps/{world.ours['rep_id']}/scorecard", world.client("bob", api=True)
    with world.database.reading() as db:
        rows = [row_from_json(row) for row in db.scalars(select(Call.row).where(Call.id == world.ours["call_id"]))]
    card = fold(rows, rep="Alice", period=period_of("year", today=world.clock().date()), team_rows=rows)
    assert bob.get(path, params={"period": "year"}).json() == json.loads(card_to_json(card))
    assert last_line(world)[:3] == ("bob@example.com", "saw", str(world.ours["rep_id"]))
    days = {"since": "2026-03-09", "until": "2026-03-01"}
    assert bob.get(path, params=days).status_code == 422
    assert bob.get(path, params={"until": "2026-03-01"}).json()["n"] == 0


def test_steps_are_those_of_ones_calls(shared: World) -> None:
    answer = shared.client("alice", api=True).get("/api/v1/steps", params={"kind": "next_step"}).json()
    step = answer["steps"][0]
    assert (answer["total"], step["call_id"], step["rep"]) == (1, shared.ours["call_id"], "Alice")
    assert (step["due"], step["time"], step["done_at"]) == ("2026-03-12", "10:00", None)
    done = shared.client("alice", api=True).get("/api/v1/steps", params={"done": "yes"}).json()
    assert done == {"total": 0, "steps": []}
