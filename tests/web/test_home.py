"""The start page: for a rep what to work on, for a manager the team at a glance, for an empty house what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from card_calls import TODAY, busy_world, links, rows_of, text
from people import World

from coach.render import scorecard_words as say
from coach.scorecard import fold, period_of
from coach.store import reps, steps
from coach.store.schema import Rep


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with busy_world(tmp_path_factory.mktemp("busy")) as world:
        yield world


def get(world: World, who: str) -> str:
    answer = world.client(who).get("/")
    assert answer.status_code == 200
    return answer.text


def test_a_rep_reads_what_to_work_on_and_their_three_questions(busy: World) -> None:
    page, rows = get(busy, "alice"), rows_of(busy)
    mine = [row for row in rows if row.rep == "Alice"]
    made = fold(mine, rep="Alice", period=period_of("90-days", today=TODAY), team_rows=rows)
    assert f"Work on next Your whole card 1 {made.coach_next[0].title}" in text(page)
    assert made.coach_next[0].say in page
    for figure in made.questions:
        tile = re.search(rf'aria-labelledby="tile-{figure.name}">.*?</section>', page, re.S)
        assert tile
        assert f"{say.mean_text(figure)} of 100" in text(tile[0])
        assert f"{figure.n} calls behind {figure.title}" in text(tile[0])
    assert not [name for name in ("Ben", "Cleo", "Dev") if name in text(page)]


def test_a_manager_sees_the_team_at_a_glance(busy: World) -> None:
    page = get(busy, "bob")
    rows = [r for r in rows_of(busy) if r.day and r.day > TODAY - timedelta(days=90)]
    told = [row.next_step_secured for row in rows if row.next_step_secured is not None]
    assert f"{sum(told)} of {len(told)} calls" in text(page)
    assert f"{len(told) - sum(told)} without a step" in text(page)
    (href,) = [link for link in links(page, "/calls?") if "secured=no" in link]
    assert f">{len(told) - sum(told)} calls<" in busy.client("bob").get(href).text
    assert "What most reps should practise next" in page
    assert "Latest calls" in page


def test_another_teams_calls_are_not_counted(busy: World) -> None:
    assert "Larch &amp; Sons" in get(busy, "charlie")
    assert "Firm 3" not in get(busy, "charlie")


def test_what_is_overdue_stands_first_and_says_how_late(world: World) -> None:
    assert "Due next" in get(world, "bob")
    world.clock.pass_(days=5)
    page = text(get(world, "bob"))
    with world.database.reading() as db:
        late = steps.listing(db, team_id=world.ours["team_id"], until=TODAY + timedelta(days=4))
    assert late
    assert "Overdue" in page
    assert f"{(TODAY + timedelta(days=5) - late[0].due).days} days late" in page


def test_few_calls_are_said_to_be_few(world: World) -> None:
    page = text(get(world, "alice"))
    assert "1 call, last 90 days" in page
    assert "too few to say" in page
    assert "1 of 1 call" in text(get(world, "bob"))


def test_a_house_without_calls_says_what_to_do(world: World) -> None:
    with world.database.writing() as db:
        reps.link(db, db.get_one(Rep, world.ours["rep_id"]), None)
    page = get(world, "alice")
    assert "No calls yet" in page
    assert 'href="/upload"' in page
