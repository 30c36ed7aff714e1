"""The scorecard of a rep: the fold's figures, the calls behind each, quotes, words for small numbers, the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from card_calls import LAST_90, TODAY, add_call, busy_world, links, listed, made_row, rows_of, table, text
from people import World
from sqlalchemy import select
from typer.testing import CliRunner

from coach.cli import app
from coach.render import scorecard_words as say
from coach.scorecard import Figure, Scorecard, fold, period_of, row_to_json
from coach.store import reps, steps
from coach.store.schema import Audit, Rep
from web.cards.links import figures_of, key_of

SINCE = f"since={LAST_90['since']}&until={LAST_90['until']}"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with busy_world(tmp_path_factory.mktemp("busy")) as world:
        yield world


def get(world: World, path: str = "", who: str = "bob", rep: str = "rep_id") -> str:
    answer = world.client(who).get(f"/reps/{world.ours[rep]}{path}")
    assert answer.status_code == 200, answer.text
    return answer.text


def card(world: World, name: str = "Alice", period: str = "90-days") -> Scorecard:
    rows = rows_of(world)
    mine = [row for row in rows if row.rep == name]
    return fold(mine, rep=name, period=period_of(period, today=TODAY), team_rows=rows)


def cells(figure: Figure) -> list[str]:
    """A figure as its row says it, without bar and trend."""
    team = say.spread_text(figure.spread)
    mean = "–" if figure.too_few else f"{figure.mean:.0f}"
    return [mean, say.change_text(figure), str(figure.n), team]


def test_every_figure_is_the_folds(busy: World) -> None:
    page, made = get(busy), card(busy)
    shown = [*table(page, "Scores and shares of calls")[1:]]
    shown += [
        line for title in ("Next step", "Truth", "Free of pressure") for line in table(page, f"Criteria: {title}")[1:]
    ]
    told = [f for f in figures_of(made) if f.kind != "criterion" or f.n]
    assert len(shown) == len(told) > 12
    for line, figure in zip(shown, told, strict=True):
        assert line[0].startswith(figure.title)
        assert [line[2], line[3], line[5], line[6]] == cells(figure)


def test_every_figure_leads_to_exactly_its_calls(busy: World) -> None:
    page, made = get(busy), card(busy)
    found = links(page, f"/reps/{busy.ours['rep_id']}/calls?figure=")
    for figure in (f for f in figures_of(made) if f.n):
        href = f"/reps/{busy.ours['rep_id']}/calls?figure={key_of(figure)}"
        assert href in found
        behind = busy.client("bob").get(href).text
        assert sorted(listed(behind)) == sorted(figure.calls)
        assert f"{figure.title}: {figure.n} call" in text(behind)


def test_every_point_of_a_trend_leads_to_its_calls(busy: World) -> None:
    page, made = get(busy), card(busy)
    shown = table(page, "Truth")[1:]
    assert shown == [[p.label, "–" if p.mean is None else f"{p.mean:.0f}", str(p.n)] for p in made.questions[1].trend]
    found = links(page, f"/reps/{busy.ours['rep_id']}/calls?figure=score.asked&since")
    calls = [len(listed(busy.client("bob").get(href).text)) for href in found]
    assert calls == [point.n for point in made.questions[1].trend if point.n]


WRONG = [("secured", "no", 0), ("asked", "no", 2), ("pushy", "yes", 3)]


@pytest.mark.parametrize(("question", "answer", "share"), WRONG)
def test_what_went_wrong_leads_to_those_calls(busy: World, question: str, answer: str, share: int) -> None:
    figure = card(busy).shares[share]
    amiss = (figure.count or 0) if question == "pushy" else figure.n - (figure.count or 0)
    (href,) = [link for link in links(get(busy), "/calls?") if f"{question}={answer}" in link]
    assert amiss > 0
    assert re.search(rf"\b{amiss} calls?\b", text(busy.client("bob").get(href).text))


def test_all_calls_and_those_with_a_score_can_be_filtered_further(busy: World) -> None:
    made = card(busy)
    (href,) = links(get(busy), f"/calls?rep={busy.ours['rep_id']}&since")
    assert f">{made.n} calls<" in busy.client("bob").get(href).text
    (href,) = links(get(busy, "/calls?figure=score.asked"), f"/calls?rep={busy.ours['rep_id']}&asked_min=0")
    assert f">{made.questions[1].n} calls<" in busy.client("bob").get(href).text


def test_quotes_lead_to_the_words_and_coaching_says_what_to_say(busy: World) -> None:
    page, made = get(busy), card(busy)
    assert made.coach_next
    for item in made.coach_next:
        assert item.because in text(page)
        assert item.say in page
        assert all(f'href="/calls/{quote.call}#turn-{quote.turn}"' in page for quote in item.quotes[:1])
    for seen in (*made.best, *made.worst):
        href = f'href="/calls/{seen.call}#turn-{seen.moment.turn}"'
        assert re.search(f"{re.escape(href)}[^>]*>{re.escape(seen.moment.text)}<", page)


def test_a_rep_reads_of_nobody_else(busy: World) -> None:
    page = get(busy, who="alice")
    assert "What to work on next" in page
    assert not [name for name in ("Ben", "Cleo", "Dev") if name in text(page)]
    assert busy.client("alice").get("/reps").headers["location"] == f"/reps/{busy.ours['rep_id']}"


def test_few_calls_are_said_to_be_few(busy: World) -> None:
    page = text(get(busy, rep="few"))
    assert "2 calls: too few to say" in page
    assert page.count("Too few to say") >= 3
    assert "of 100" not in page
    assert "badly said" in page


def test_a_rep_without_calls_is_told_what_to_do(busy: World) -> None:
    page = get(busy, rep="none")
    assert "No calls yet" in page
    assert 'href="/upload"' in page


def test_a_period_without_calls_leads_to_one_with(busy: World) -> None:
    page = get(busy, "?since=2020-01-01&until=2020-02-01")
    assert "No call in this period" in page
    assert re.search(r"\d [A-Z][a-z]{2} 20\d\d to ", page), "months keep their capitals"
    assert "period=all" in page


def test_where_the_usual_period_is_empty_all_calls_count(world: World) -> None:
    with world.database.writing() as db:
        rep = reps.get_or_create(db, world.ours["team_id"], "Old")
        for n in range(3):
            add_call(db, rep, made_row(100 + n))
        world.ours["rep_id"] = rep.id
    page = text(get(world))
    assert "3 calls , all time" in page
    assert "No call in the last 90 days" in page
    assert "No call in this period" in text(get(world, "?period=30-days"))


@pytest.mark.parametrize(
    ("query", "said"),
    [("since=tomorrow", "Write the day as"), ("since=2026-03-01&until=2026-02-01", "before it begins")],
)
def test_days_that_make_no_sense_are_said_beside_their_field(busy: World, query: str, said: str) -> None:
    page = get(busy, f"?{query}")
    assert said in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("figure", ["score.nothing", "criterion.asked.<b>", "x"])
def test_a_figure_that_is_not_there_is_not_found(busy: World, figure: str) -> None:
    assert busy.client("bob").get(f"/reps/{busy.ours['rep_id']}/calls", params={"figure": figure}).status_code == 404


def test_the_table_is_the_one_of_the_command_line(busy: World, tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text("\n".join(map(row_to_json, rows_of(busy))))
    days = ["--from", str(LAST_90["since"]), "--to", str(LAST_90["until"])]
    printed = CliRunner().invoke(app, ["scorecard", str(lines), "--rep", "Alice", *days, "--format", "csv"])
    answer = busy.client("bob").get(f"/reps/{busy.ours['rep_id']}/scorecard.csv?{SINCE}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content == printed.stdout_bytes
    assert len(answer.text.splitlines()) > 10
    with busy.database.reading() as db:
        assert db.scalar(select(Audit.action).where(Audit.kind == "rep", Audit.action == "exported")) == "exported"


def test_no_word_of_a_call_becomes_markup_or_a_formula(world: World) -> None:
    with world.database.writing() as db:
        rep = reps.get_or_create(db, world.ours["team_id"], '=1+1|"<b>x')
        for n in range(3):
            evil = made_row(n, prospect="<img src=x>")
            add_call(db, rep, evil)
        world.ours["rep_id"] = rep.id
    for path in ("", "/calls"):
        page = get(world, path)
        assert "<img" not in page
        assert "<b>x" not in page
    table = world.client("bob").get(f"/reps/{rep.id}/scorecard.csv").text
    assert all(line.startswith("\"'=1+1|") for line in table.splitlines()[1:])


def test_open_steps_and_quiet_prospects_stand_on_the_card(busy: World) -> None:
    with busy.database.reading() as db:
        open_steps = steps.listing(db, rep_ids=[busy.ours["rep_id"]])
        quiet = steps.quiet_prospects(db, TODAY, rep_ids=[busy.ours["rep_id"]])
    page = get(busy)
    assert open_steps
    assert quiet
    assert f">All {len(open_steps)}" in page
    assert f"{len(quiet)} prospect" in text(page)
    assert quiet[0].prospect in page


def test_looking_at_a_card_is_noted_once(world: World) -> None:
    get(world)
    get(world)
    with world.database.reading() as db:
        assert len(db.scalars(select(Audit).where(Audit.kind == "rep", Audit.action == "saw")).all()) == 1


def test_the_list_has_every_rep_with_the_three_questions(busy: World) -> None:
    page = busy.client("bob").get("/reps").text
    for name in ("Alice", "Ben", "Cleo", "Dev"):
        made = card(busy, name)
        lines = table(page, f"{name}: mean scores")[1:]
        assert [line[0] for line in lines] == ["Next step", "Truth", "Free of pressure"]
        assert [line[-2:] for line in lines] == [[say.mean_text(f), f"from {f.n} calls"] for f in made.questions]
    assert "No calls in this period: None" in text(page)


def test_an_account_without_a_rep_is_told_what_to_do(world: World) -> None:
    with world.database.writing() as db:
        reps.link(db, db.get_one(Rep, world.ours["rep_id"]), None)
    assert "No card yet" in world.client("alice").get("/reps").text
