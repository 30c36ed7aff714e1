"""The list of calls: what is found, in which order, by whom, and that no report is read for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from people import World, peopled_world
from sqlalchemy import event, select
from web_page import Page

from coach.store.schema import Call, CallFinding, Upload

MANY = 30


def read(world: World, query: str = "", name: str = "bob", **headers: str) -> Page:
    answer = world.client(name, **headers).get(f"/calls{query}")
    assert answer.status_code == 200
    return Page(answer.text)


def listed(world: World, query: str = "", name: str = "bob") -> list[str]:
    """The titles that the list shows, in its order, on all pages."""
    found = [row["call"] for row in table(world, query, name)]
    shown = read(world, query, name).by_id.get("results", "")
    assert all(title in shown for title in found[:25])
    return found


def table(world: World, query: str = "", name: str = "bob") -> list[dict[str, str]]:
    answer = world.client(name).get(f"/calls.csv{query}")
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """alice has thirty more calls, one day and one point of every score apart, named in the order of their days."""
    with peopled_world(tmp_path_factory.mktemp("stocked")) as world:
        with world.database.writing() as db:
            call = db.get_one(Call, world.ours["call_id"])
            like = {c.key: getattr(call, c.key) for c in Call.__table__.columns if c.key not in ("id", "upload_id")}
            upload = db.get_one(Upload, call.upload_id)
            for n in range(MANY):
                day = date(2026, 1, 1) + timedelta(days=n)
                scores = dict.fromkeys(("overall", "secured", "asked", "pushy"), float(n))
                given = {"team_id": upload.team_id, "filename": "more", "created_at": upload.created_at}
                db.add(more := Upload(digest=f"{n:064}", content=b"", **given))
                db.flush()
                new = {**like, **scores, "title": f"n{n:02}", "day": day, "filed": day, "upload_id": more.id}
                db.add(copy := Call(**new))
                db.flush()
                db.add(CallFinding(call_id=copy.id, kind="pressure.ignored_no" if n % 2 else "pressure.guilt"))
                copy.next_step_secured, copy.truth_asked, copy.pushy_level = n < 3, None, n % 4
                copy.call_type = "voicemail" if n == 7 else copy.call_type
                copy.spoken = "hello" if n != 5 else copy.spoken
        yield world


def numbers(*wanted: int) -> list[str]:
    return [f"n{n:02}" for n in wanted]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?until=2026-01-02&sort=day", numbers(0, 1)),
        ("?since=2026-01-30&until=2026-02-28", numbers(29)),
        ("?secured_min=3&secured_max=5", numbers(5, 4, 3)),
        ("?overall_max=1&sort=overall", numbers(0, 1)),
        ("?finding=pressure.ignored_no&overall_max=4", numbers(3, 1)),
        ("?finding=pressure.ignored_no&finding=pressure.guilt", []),
        ("?secured=yes&until=2026-02-01", numbers(2, 1, 0)),
        ("?secured=no&overall_max=4", numbers(4, 3)),
        ("?asked=no&since=2026-01-01&until=2026-02-01", []),
        ("?pushy=yes&overall_max=6", numbers(6, 3, 2)),
        ("?type=voicemail", numbers(7)),
        ("?q=THURSDAY+sensors&sort=title", ["call", "n05"]),
        ("?q=%22sensors+thursday%22", []),
        ("?rubric=nobody-has-it", []),
        ("?rep=2147483648", []),
    ],
)
def test_filters(stocked: World, query: str, titles: list[str]) -> None:
    assert listed(stocked, query) == titles


def test_newest_first_and_by_pages(stocked: World) -> None:
    first, second = (read(stocked, query).by_id["results"] for query in ("", "?page=2"))
    assert "31 calls" in first
    assert first.index("n29") < first.index("n06")
    assert "n05" not in first
    assert "n05" in second
    assert "This page is empty" in read(stocked, "?page=99").text


def test_what_is_filtered_stays_from_page_to_page(stocked: World) -> None:
    page = read(stocked, "?finding=pressure.guilt&finding=&rep=&secured_max=&pushy_min=0&sort=-overall&q=")
    assert "/calls?finding=pressure.guilt&pushy_min=0&pushy_max=100&sort=overall" in page.links
    assert "/calls?finding=pressure.guilt&sort=-overall" in page.links
    assert "/calls.csv?finding=pressure.guilt&pushy_min=0&pushy_max=100&sort=-overall" in page.links


def test_found_words_stand_in_context_and_lead_into_the_call(world: World) -> None:
    with world.database.writing() as db:
        call = db.get_one(Call, world.ours["call_id"])
        call.transcript = call.transcript.replace("the sensors you asked", "the <b>sensors</b> you asked")
        call.title, call.prospect = "<i>evil</i>", "=1+1"
    page = read(world, "?q=Sensors")
    assert "the &lt;b&gt;<mark>sensors</mark>&lt;/b&gt; you asked" in page.html
    assert "<i>evil" not in page.html
    assert f"/calls/{world.ours['call_id']}?q=Sensors#hit-1" in page.links


def test_what_makes_no_sense_is_said_beside_its_field_and_left_open(stocked: World) -> None:
    page = read(
        stocked, "?since=soon&until=2026-01-02&overall_min=7&overall_max=3&asked_min=x&sort=size&page=-3&rep=me"
    )
    assert "Write the day as 2026-03-10." in page.by_id["f-since-error"]
    assert "less than the lowest" in page.by_id["f-overall_max-error"]
    assert "from 0 to 100" in page.by_id["f-asked_min-error"]
    assert "2 calls" in page.by_id["results"]
    assert "before the first" in read(stocked, "?since=2026-02-01&until=2026-01-01").text


def test_nobody_sees_more_by_asking_for_it(stocked: World) -> None:
    theirs = stocked.theirs
    for name, query in (("alice", f"?rep={theirs['rep_id']}"), ("bob", f"?rep={theirs['rep_id']}")):
        assert listed(stocked, query, name) == []
    assert len(listed(stocked, f"?team={theirs['team_id']}", "bob")) == 31
    assert listed(stocked, f"?team={theirs['team_id']}", "dora") == ["call"]
    assert "Carl" not in read(stocked, "", "bob").text
    assert "Carl (South)" in read(stocked, "", "dora").text


def test_an_unsure_answer_says_so(world: World) -> None:
    with world.database.writing() as db:
        call = db.get_one(Call, world.ours["call_id"])
        call.row = call.row.replace('"unsure":[]', '"unsure":["asked"]')
    assert "Yes, unsure" in read(world).by_id["results"]


def test_no_cell_of_the_table_is_a_formula(world: World) -> None:
    with world.database.writing() as db:
        call = db.get_one(Call, world.ours["call_id"])
        call.title, call.prospect = "=cmd|' /C calc'!A0", "@SUM(1)"
    (row,) = table(world)
    assert row["call"] == "'=cmd|' /C calc'!A0"
    assert row["prospect"] == "'@SUM(1)"
    assert row["rep"] == "Alice"
    assert row["next_step_secured"] == "yes"


def test_in_place_the_list_alone_is_given_with_its_address(stocked: World) -> None:
    client = stocked.client("bob", **{"HX-Request": "true", "HX-Target": "results"})
    answer = client.get("/calls?q=&rep=&finding=pressure.guilt&since=never")
    assert "<html" not in answer.text
    assert answer.headers["hx-push-url"] == "/calls?finding=pressure.guilt"
    assert "Write the day as" in answer.text


def test_no_report_is_read_for_a_list(stocked: World) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(stocked.database.engine, "before_cursor_execute", note)
    try:
        read(stocked, "?q=thursday")
        table(stocked)
    finally:
        event.remove(stocked.database.engine, "before_cursor_execute", note)
    assert any("calls.title" in statement for statement in asked)
    assert not [statement for statement in asked if "calls.report" in statement]
    assert len(asked) < 40


@pytest.mark.parametrize(
    ("query", "stands_open"),
    [("", False), ("?q=thursday", False), ("?sort=day", False), ("?finding=no_missed", True), ("?secured=no", True)],
)
def test_the_filters_stand_open_where_one_is_set(stocked: World, query: str, stands_open: bool) -> None:
    assert ('<details class="fold" open>' in read(stocked, query).html) == stands_open


def test_nothing_yet_and_nothing_found_say_what_to_do_next(
    stocked: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nothing = read(stocked, "?q=zebra")
    assert "No call matches" in nothing.text
    assert "/calls" in nothing.links
    with peopled_world(tmp_path_factory.mktemp("none")) as world:
        with world.database.writing() as db:
            for upload in db.scalars(select(Upload)):
                db.delete(upload)
        page = read(world)
        assert "No calls yet" in page.text
        assert "/upload" in page.links
