"""The team page: the fold's figures side by side, sorted, filtered, as dots; the table of the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from card_calls import LAST_90, TODAY, add_call, busy_world, links, listed, made_row, rows_of, table, text
from people import World
from typer.testing import CliRunner

from coach.cli import app
from coach.render import scorecard_words as say
from coach.scorecard import TeamCard, period_of, row_to_json, team
from coach.store import reps
from web.cards.made import to_practise

NAMES = ["Alice", "Ben", "Cleo", "Dev", "Few"]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with busy_world(tmp_path_factory.mktemp("busy")) as world:
        yield world


def get(world: World, query: str = "", who: str = "bob") -> str:
    answer = world.client(who).get(f"/team{query}")
    assert answer.status_code == 200, answer.text
    return answer.text


def card(world: World, **which: object) -> TeamCard:
    rows = rows_of(world, **which)
    by_rep = {name: [row for row in rows if row.rep == name] for name in NAMES}
    return team(by_rep, period=period_of("90-days", today=TODAY))


def side_by_side(page: str) -> list[list[str]]:
    return table(page, "Reps side by side")


def test_every_figure_is_the_folds(busy: World) -> None:
    shown, made = side_by_side(get(busy))[1:], card(busy)
    assert [line[0] for line in shown] == NAMES
    for line, told in zip(shown, made.reps, strict=True):
        assert line[1] == f"{told.n} calls of {told.rep}"
        for cell, figure in zip(line[2:9], told.figures[1:], strict=True):
            assert cell.startswith(("too few" if figure.n else "–") if figure.too_few else say.mean_text(figure))
            assert figure.count is None or not figure.n or cell.endswith(f"{figure.count} of {figure.n}")
        assert line[9] == (told.coach_next or "")


def test_every_number_leads_to_its_calls(busy: World) -> None:
    page, made = get(busy), card(busy)
    for line in made.reps[:2]:
        rep = next(h for h in links(page, "/reps/") if re.fullmatch(rf"/reps/{rep_id(busy, line.rep)}", h))
        for figure in line.figures[1:]:
            href = f"{rep}/calls?figure={figure.kind}.{figure.name}"
            assert figure.too_few or href in links(page, rep)
            assert sorted(listed(busy.client("bob").get(href).text)) == sorted(figure.calls)


def rep_id(world: World, name: str) -> int:
    with world.database.writing() as db:
        return reps.get_or_create(db, world.ours["team_id"], name).id


@pytest.mark.parametrize("column", ["calls", "secured", "asked", "truth_asked", "overly_pushy"])
def test_sorting_by_a_link_goes_both_ways_and_keeps_the_untold_last(busy: World, column: str) -> None:
    values = {
        line.rep: float(line.n) if column == "calls" else next(f.mean for f in line.figures if f.name == column)
        for line in card(busy).reps
        if column == "calls" or not next(f.too_few for f in line.figures if f.name == column)
    }
    for sort, falling in ((column, False), (f"-{column}", True)):
        names = [line[0] for line in side_by_side(get(busy, f"?sort={sort}"))[1:]]
        told = [values[name] or 0.0 for name in names if name in values]
        assert told == sorted(told, reverse=falling)
        assert names[: len(told)] == [name for name in names if name in values]


def test_the_heading_says_how_it_is_sorted_and_turns_it_round(busy: World) -> None:
    assert re.search(r'aria-sort="ascending"><a href="/team\?sort=-rep#side">Rep<', get(busy))
    assert re.search(r'aria-sort="descending"><a href="/team\?sort=asked#side">Truth<', get(busy, "?sort=-asked"))
    assert side_by_side(get(busy, "?sort=nonsense"))[1][0] == "Alice"


def test_reps_are_dots_on_the_teams_quartiles_and_not_a_ranking(busy: World) -> None:
    page, made = get(busy), card(busy)
    for spread in made.spreads[1:]:
        shown = table(page, spread.title)[1:]
        assert [line[:2] for line in shown] == [[rep, f"{mean:.0f}"] for rep, mean in spread.dots]


def test_what_most_should_practise_names_them(busy: World) -> None:
    title, names = to_practise(card(busy))[0]
    section = re.search(r'<section class="card" aria-labelledby="practise">.*?</section>', get(busy), re.S)
    assert section
    assert f"{title} first for {len(names)} rep" in text(section[0])
    assert all(name in text(section[0]) for name in names)


def test_a_filter_leaves_only_calls_of_the_type(world: World) -> None:
    with world.database.writing() as db:
        ben = reps.get_or_create(db, world.ours["team_id"], "Ben")
        for n in range(1, 4):
            add_call(db, ben, made_row(n, call_type="voicemail"))
            add_call(db, ben, made_row(n))
    assert side_by_side(get(world))[2][1].startswith("6 calls")
    page = get(world, "?type=voicemail")
    assert [line[:2] for line in side_by_side(page)[1:]] == [["Ben", "3 calls of Ben"]]
    assert "Only calls of the type voicemail" in text(page)
    assert f"/reps/{ben.id}?type=voicemail" in links(page, "/reps/")
    assert "3 calls ," in text(world.client("bob").get(f"/reps/{ben.id}?type=voicemail").text)


def test_an_admin_sees_all_teams_or_one_and_tells_namesakes_apart(world: World) -> None:
    with world.database.writing() as db:
        for n in range(3):
            add_call(db, reps.get_or_create(db, world.theirs["team_id"], "Alice"), made_row(n))
    names = [line[0] for line in side_by_side(get(world, "?period=all", "dora"))[1:]]
    assert names == ["Alice (North)", "Alice (South)", "Carl"]
    south = get(world, f"?period=all&team={world.theirs['team_id']}", "dora")
    assert [line[0] for line in side_by_side(south)[1:]] == ["Alice", "Carl"]


@pytest.mark.parametrize("team", ["theirs", "nonsense", "999999"])
def test_a_manager_has_no_other_team(busy: World, team: str) -> None:
    number = busy.theirs["team_id"] if team == "theirs" else team
    assert busy.client("bob").get(f"/team?team={number}").status_code == 404


def test_the_table_is_the_one_of_the_command_line(busy: World, tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text("\n".join(map(row_to_json, rows_of(busy))))
    days = ["--from", str(LAST_90["since"]), "--to", str(LAST_90["until"])]
    printed = CliRunner().invoke(app, ["scorecard", str(lines), *days, "--format", "csv"])
    answer = busy.client("bob").get("/team/scorecards.csv", params={k: str(day) for k, day in LAST_90.items()})
    assert answer.content == printed.stdout_bytes
    assert len(answer.text.splitlines()) == 1 + len(NAMES)


def test_a_team_without_calls_is_told_what_to_do(fresh: World) -> None:
    form = {"name": "Eve", "email": "eve@example.com", "password": "four words are better", "team": "One"}
    client = fresh.client()
    client.cookies.update(client.post("/setup", data=form).cookies)
    assert "No calls yet" in client.get("/team").text
    assert "Nobody here yet" in client.get("/reps").text
