"""Next steps by due date: filters, marking as done, the table for a CRM, the calendar, prospects gone quiet."""

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from icalendar import Calendar
from people import NOW, World
from sqlalchemy import select

from coach.store import tokens
from coach.store.schema import Audit, Call, Rep, Step, StepKind, TokenScope, User

TODAY = date(2026, 3, 10)  # a Tuesday


def add(world: World, words: str, due: date | None, side: str = "ours", **more: object) -> int:
    """Another step of the call; without a day, `due` is None."""
    where = world.ours if side == "ours" else world.theirs
    given: dict[str, object] = {"kind": StepKind.COMMITMENT, "owner": "prospect", "turn": 3, **more}
    with world.database.writing() as db:
        call = db.get_one(Call, where["call_id"])
        step = Step(call_id=call.id, rep_id=call.rep_id, team_id=call.team_id, words=words, due=due, **given)
        db.add(step)
        db.flush()
        return step.id


def clear(world: World) -> None:
    with world.database.writing() as db:
        for step in db.scalars(select(Step)):
            db.delete(step)


def sections(text: str) -> dict[str, list[str]]:
    """The words of the steps under each heading."""
    parts = re.split(r'<h2 id="due-\w+">', text)[1:]
    return {part.split("</h2>")[0]: re.findall(r"“(.*?)”", part.split("</section>")[0]) for part in parts}


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


def test_steps_stand_under_when_they_are_due(world: World) -> None:
    clear(world)
    for words, days in [("later", 6), ("sunday", 5), ("today", 0), ("monday", -1), ("wednesday", 1), ("long ago", -90)]:
        add(world, words, TODAY + timedelta(days=days))
    add(world, "some day", None)
    assert sections(world.client("bob").get("/steps").text) == {
        "Overdue": ["long ago", "monday"],
        "Today": ["today"],
        "This week": ["wednesday", "sunday"],
        "Later": ["later"],
        "No date": ["some day"],
    }


def test_the_day_is_the_readers(world: World) -> None:
    clear(world)
    add(world, "midnight", TODAY)
    world.clock.pass_(hours=14)
    assert list(sections(world.client("alice").get("/steps").text)) == ["Today"]
    with world.database.writing() as db:
        db.get_one(User, world.ours["user_id"]).zone = "Pacific/Auckland"
    assert list(sections(world.client("alice").get("/steps").text)) == ["Overdue"]


def test_each_sees_their_own(world: World) -> None:
    clear(world)
    add(world, "ours", TODAY)
    add(world, "theirs", TODAY, "theirs")
    seen = {name: sections(world.client(name).get("/steps").text).get("Today") for name in world.cookies}
    assert seen == {"alice": ["ours"], "bob": ["ours"], "charlie": ["theirs"], "dora": ["ours", "theirs"]}


def test_words_lead_to_their_place_in_the_call(world: World) -> None:
    with world.database.reading() as db:
        step = db.scalars(
            select(Step).where(Step.kind == StepKind.NEXT_STEP, Step.rep_id == world.ours["rep_id"])
        ).one()
    assert f'href="/calls/{step.call_id}#turn-{step.turn}"' in world.client("alice").get("/steps").text
    assert "Shall we meet on Thursday at ten" in step.words


def test_filters(world: World) -> None:
    clear(world)
    add(world, "by the rep", TODAY, owner="rep")
    add(world, "by the prospect", TODAY + timedelta(days=30))
    add(world, "theirs", TODAY, "theirs")
    dora = world.client("dora")

    def words(query: str) -> list[str]:
        return [each for group in sections(dora.get(f"/steps?{query}").text).values() for each in group]

    assert words(f"rep={world.theirs['rep_id']}") == ["theirs"]
    assert words("owner=rep") == ["by the rep"]
    assert words("when=later") == ["by the prospect"]
    assert words("rep=&owner=&show=&when=nonsense") == ["by the rep", "theirs", "by the prospect"]
    assert "No open step fits" in dora.get("/steps?owner=gatekeeper").text
    assert world.client("bob").get(f"/steps?rep={world.theirs['rep_id']}").status_code == 404


def test_a_long_group_is_cut_and_has_pages(world: World) -> None:
    clear(world)
    for n in range(53):
        add(world, f"step {n:02}", TODAY)
    bob = world.client("bob")
    assert len(sections(bob.get("/steps").text)["Today"]) == 6
    assert 'href="/steps?when=today">All 53' in bob.get("/steps").text
    assert len(sections(bob.get("/steps?when=today").text)["Today"]) == 50
    assert sections(bob.get("/steps?when=today&page=2").text)["Today"] == ["step 50", "step 51", "step 52"]


def test_marking_as_done_and_not_done(world: World) -> None:
    clear(world)
    bob, step = world.client("bob"), add(world, "the list", TODAY)
    answer = bob.post(f"/steps/{step}/done", data={"done": "1", "back": "/steps?when=today"})
    assert answer.headers["location"] == "/steps?when=today"
    assert sections(bob.get("/steps").text) == {}
    assert sections(bob.get("/steps?show=done").text) == {"Done": ["the list"]}
    assert bob.post(f"/steps/{step}/done", data={"back": "https://evil.example"}).headers["location"] == "/"
    assert sections(bob.get("/steps").text) == {"Today": ["the list"]}
    with world.database.reading() as db:
        lines = db.scalars(select(Audit).where(Audit.kind == "step").order_by(Audit.id)).all()
    assert [(line.who, line.action, line.detail) for line in lines] == [
        ("bob@example.com", "changed", "done"),
        ("bob@example.com", "changed", "not done"),
    ]


def test_htmx_gets_the_line_alone(world: World) -> None:
    step = add(world, "the list", TODAY)
    answer = world.client("bob", **{"HX-Request": "true"}).post(f"/steps/{step}/done", data={"done": "1"})
    assert answer.text.lstrip().startswith('<li class="step done"')
    assert "Not done after all" in answer.text
    assert "<html" not in answer.text


def test_words_are_harmless(world: World) -> None:
    clear(world)
    add(world, '=HYPERLINK("http://evil")<script>alert(1)</script>', TODAY)
    assert "<script>alert" not in world.client("bob").get("/steps").text
    (row,) = table(world.client("bob").get("/steps.csv").text)
    assert row["words"].startswith("'=HYPERLINK")


def test_the_table_for_a_crm(world: World) -> None:
    clear(world)
    add(world, "theirs", TODAY, "theirs")
    add(world, "at ten", TODAY, kind=StepKind.NEXT_STEP, action="meeting", time="10:00", owner="rep")
    answer = world.client("bob").get("/steps.csv?owner=rep")
    assert 'filename="next-steps-2026-03-10.csv"' in answer.headers["content-disposition"]
    (row,) = table(answer.text)
    assert (row["due"], row["time"], row["what"], row["who_acts"]) == (
        "2026-03-10",
        "10:00",
        "Meeting or demo",
        "the rep",
    )
    assert (row["rep"], row["prospect"], row["call_day"], row["done"]) == ("Alice", "Larch & Sons", "2026-03-09", "")
    assert row["link"] == f"http://127.0.0.1:8000/calls/{world.ours['call_id']}#turn-3"
    with world.database.reading() as db:
        assert db.scalars(select(Audit.action).order_by(Audit.id.desc())).first() == "exported"


def test_nobody_has_gone_quiet_yet(world: World) -> None:
    assert "Gone quiet" not in world.client("bob").get("/steps").text
    assert "Nobody has gone quiet" in world.client("bob").get("/steps/quiet").text


@pytest.fixture
def quiet_world(world: World) -> World:
    with world.database.writing() as db:
        for call in db.scalars(select(Call)):
            call.day = TODAY - timedelta(days=30)
    return world


def test_prospects_gone_quiet_are_shown_and_exported(quiet_world: World) -> None:
    for path in ("/steps", "/steps/quiet"):
        text = quiet_world.client("bob").get(path).text
        assert text.count(f'<a href="/calls/{quiet_world.ours["call_id"]}"><bdi>Larch &amp; Sons</bdi></a>') == 1
        assert quiet_world.theirs["call_id"] not in text
    (row,) = table(quiet_world.client("bob").get("/steps/quiet.csv").text)
    assert (row["prospect"], row["days_ago"], row["calls"]) == ("Larch & Sons", "30", "1")
    foreign = f"/steps/quiet.csv?rep={quiet_world.theirs['rep_id']}"
    assert quiet_world.client("bob").get(foreign).status_code == 404


def calendar(world: World, name: str = "bob") -> str:
    with world.database.writing() as db:
        return tokens.make(db, db.get_one(User, world.user(name).id), "Calendar", NOW, TokenScope.CALENDAR)


def events(world: World, token: str) -> list[dict[str, str]]:
    answer = world.client().get(f"/steps.ics?token={token}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return [dict(event) for event in Calendar.from_ical(answer.text).walk("VEVENT")]


def test_the_calendar_holds_what_is_open_and_dated(world: World) -> None:
    clear(world)
    add(world, "all day", TODAY + timedelta(days=1))
    add(world, "no day", None)
    add(world, "long gone", TODAY - timedelta(days=91))
    add(world, "done", TODAY, done_at=NOW)
    add(world, "theirs", TODAY, "theirs")
    add(world, "at ten", TODAY, kind=StepKind.NEXT_STEP, action="meeting", time="10:00")
    token = calendar(world)
    ten, day = events(world, token)
    assert (str(ten["SUMMARY"]), ten["DTSTART"].to_ical()) == ("Meeting or demo: Larch & Sons", b"20260310T100000")
    assert day["DTSTART"].to_ical() == b"20260311"
    assert "all day" in str(day["DESCRIPTION"])
    assert [event["UID"] for event in events(world, token)] == [ten["UID"], day["UID"]]


def test_an_hour_is_the_reps(world: World) -> None:
    clear(world)
    add(world, "at ten", TODAY, time="10:00")
    with world.database.writing() as db:
        db.get_one(User, world.ours["user_id"]).zone = "Asia/Tokyo"
        assert db.get_one(Rep, world.ours["rep_id"]).user_id == world.ours["user_id"]
    (event,) = events(world, calendar(world))
    assert event["DTSTART"].to_ical() == b"20260310T010000Z"


def test_only_a_calendar_token_opens_the_calendar_and_it_opens_nothing_else(world: World) -> None:
    token = calendar(world)
    for wrong in ("", "nonsense", world.bearer["bob"]):
        assert world.client().get(f"/steps.ics?token={wrong}").status_code == 404
    assert world.client("bob").get("/steps.ics").status_code == 404
    with world.database.reading() as db:
        assert tokens.find(db, token) is None
    with world.database.writing() as db:
        found = tokens.find(db, token, TokenScope.CALENDAR)
        assert found is not None
        tokens.end(db, found.id)
    assert world.client().get(f"/steps.ics?token={token}").status_code == 404
