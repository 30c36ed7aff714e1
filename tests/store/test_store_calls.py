"""Finding calls: filters, search, pages, order; and the rows for scorecards."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event
from store_makers import calls, rep, report, team

from coach.errors import StoreError
from coach.render.json import to_json
from coach.scorecard import call_row
from coach.store import calls as call_store
from coach.store import reps
from coach.store.calls import CallFilter, ScoreRange
from coach.store.database import Database

FIRST = report("a", date(2026, 1, 5), "I'd rather not. Café crème?", secured=20)
PUSHY = ("pressure.ignored_no", "no_final_check")


@pytest.fixture
def stocked(database: Database) -> Database:
    """Four calls of three reps in two teams."""
    with database.writing() as session:
        alice, zoe, other = rep(session), rep(session, "Zoe"), rep(session, "Max", of="South")
        calls(
            session,
            report("a", date(2026, 1, 5), "I'd rather not. Café crème?", secured=20),
            who=alice,
            prospect="Osei",
        )
        calls(
            session,
            report("b", date(2026, 2, 5), "100% of it", findings=("pressure.ignored_no", "no_final_check")),
            who=alice,
        )
        calls(session, report("c", None, "Nothing", asked=None, call_type="voicemail", rubric="voicemail"), who=zoe)
        calls(session, report("d", date(2026, 2, 9)), who=other)
    return database


def found(database: Database, **which: object) -> list[str]:
    with database.reading() as session:
        page = call_store.find(session, CallFilter(**which), order="title", rising=True)  # type: ignore[arg-type]
        assert page.total == len(page.calls)
        return [call.title for call in page.calls]


@pytest.mark.parametrize(
    ("which", "titles"),
    [
        ({}, "abcd"),
        ({"rep_ids": ()}, ""),
        ({"since": date(2026, 1, 5), "until": date(2026, 1, 5)}, "a"),
        ({"since": date(2026, 1, 6)}, "bd"),
        ({"ranges": (ScoreRange("secured", 0, 50),)}, "a"),
        ({"ranges": (ScoreRange("asked", 0, 100),)}, "abd"),
        ({"ranges": (ScoreRange("secured", 50), ScoreRange("pushy", 100))}, "bcd"),
        ({"findings": ("no_final_check",)}, "b"),
        ({"findings": ("no_final_check", "next_step_secured")}, ""),
        ({"findings": ("no_final_check", "pressure.ignored_no")}, "b"),
        ({"call_type": "voicemail"}, "c"),
        ({"rubric": "balanced"}, "abd"),
        ({"outcome": "no"}, ""),
        ({"prospect": "Osei"}, "a"),
        ({"words": "RATHER café"}, "a"),
        ({"words": "rather nothing"}, ""),
        ({"words": "I’d"}, "a"),
        ({"words": '"rather not"'}, "a"),
        ({"words": '"not rather"'}, ""),
        ({"words": "100%"}, "b"),
        ({"words": "1%t"}, ""),
        ({"words": "_"}, ""),
        ({"words": '  "" '}, "abcd"),
    ],
)
def test_filters(stocked: Database, which: dict[str, object], titles: str) -> None:
    assert "".join(found(stocked, **which)) == titles


def test_team_and_rep(stocked: Database) -> None:
    with stocked.writing() as session:
        north, zoe = team(session).id, rep(session, "Zoe").id
    assert found(stocked, team_id=north) == ["a", "b", "c"]
    assert found(stocked, team_id=north, rep_ids=[zoe]) == ["c"]


def test_order_and_pages(stocked: Database) -> None:
    with stocked.reading() as session:
        newest = call_store.find(session, CallFilter(), limit=2)
        # A call without a day stands where its upload does: here, last of all.
        assert [call.title for call in newest.calls] == ["c", "d"]
        assert newest.total == 4
        assert [c.title for c in call_store.find(session, CallFilter(), offset=2, limit=2).calls] == ["b", "a"]
        assert call_store.find(session, CallFilter(), offset=9) == call_store.Page([], 4)
        by_truth = call_store.find(session, CallFilter(), order="asked", rising=True)
        assert by_truth.calls[-1].title == "c"
        by_need = call_store.find(session, CallFilter(), order="secured", rising=True)
        assert by_need.calls[0].title == "a"


def test_a_list_reads_neither_reports_nor_words_and_asks_once(stocked: Database) -> None:
    asked: list[str] = []
    event.listen(stocked.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    with stocked.reading() as session:
        names = [call.rep.name for call in call_store.find(session, CallFilter()).calls]
        first, second = call_store.rows(session, CallFilter()), call_store.rows(session, CallFilter())
    assert len(names) == len(first) == 4
    assert first == second
    asked = [each for each in asked if each.startswith("SELECT")]
    # The list; then the rows, which need not be read again.
    assert len(asked) == 1 + 2 + 1
    assert not [each for each in asked if "report" in each or "spoken" in each or "transcript" in each]


def test_rows_are_those_of_the_report_with_names_as_they_are_now(database: Database) -> None:
    made = report("a")
    with database.writing() as session:
        call = calls(session, made, prospect="Osei")[0]
        reps.rename(session, call.rep, "Alice Berg")
        call.prospect = "Osei Ltd"
    with database.reading() as session:
        assert call_store.rows(session, CallFilter()) == [
            call_row(made, rep="Alice Berg", prospect="Osei Ltd", call=call.id)
        ]


def test_a_call_comes_with_its_report(stocked: Database) -> None:
    with stocked.reading() as session:
        first = call_store.find(session, CallFilter(prospect="Osei")).calls[0]
        whole = call_store.get(session, first.id)
        assert call_store.get(session, "nothing") is None
    assert whole is not None
    assert whole.report == to_json(FIRST)


def test_what_there_is_to_choose_from(stocked: Database) -> None:
    with stocked.reading() as session:
        choices = call_store.values(session, CallFilter(rep_ids=[1]))
    assert choices == {
        "call_type": ["conversation"],
        "rubric": ["balanced"],
        "outcome": ["maybe"],
        "prospect": ["Osei"],
        "findings": ["next_step_secured", "no_final_check", "pressure.ignored_no"],
    }


def test_a_call_handed_over_is_the_other_reps_in_every_way(database: Database) -> None:
    with database.writing() as session:
        call = calls(session, report())[0]
        zoe, stranger, former = rep(session, "Zoe"), rep(session, "Max", of="South"), call.rep_id
        with pytest.raises(StoreError, match="another team"):
            call_store.hand_over(session, call, stranger)
        call_store.hand_over(session, call, zoe)
        assert call.rep.name == "Zoe"
        reps.remove(session, former)
    with database.reading() as session:
        assert call_store.find(session, CallFilter(rep_ids=[zoe.id])).total == 1
