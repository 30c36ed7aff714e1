"""The report of a call: what it says, whose names it gives, what leads where, and that it can be taken and deleted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from people import World
from sqlalchemy import select
from web_page import Page

from coach.render import render
from coach.render.json import from_json, to_json
from coach.report import Finding, Report
from coach.store.schema import Audit, Call, Step, Upload, User
from coach.transcript import Quote

EVIL = "<script>alert(1)</script> </style><img src=x onerror=alert(1)>\u202e {{ 7*7 }}"


def address(world: World) -> str:
    return f"/calls/{world.ours['call_id']}"


def read(world: World, name: str = "alice", query: str = "", **headers: str) -> Page:
    answer = world.client(name, **headers).get(address(world) + query)
    assert answer.status_code == 200
    return Page(answer.text)


def kept(world: World) -> Report:
    with world.database.reading() as db:
        return from_json(db.get_one(Call, world.ours["call_id"]).report)


def rewrite(world: World, change: Callable[[Report], Report]) -> None:
    """Another report in the place of alice's."""
    with world.database.writing() as db:
        call = db.get_one(Call, world.ours["call_id"])
        call.report = to_json(change(from_json(call.report)))


def live_in(world: World, **zones: str) -> None:
    with world.database.writing() as db:
        for user in db.scalars(select(User)):
            user.zone = zones.get(user.name.lower(), user.zone)


def test_answers_step_advice_and_every_turn_are_told(shared: World) -> None:
    page, report = read(shared), kept(shared)
    for answer in report.answers:
        assert answer.sentence in page.text
    assert [h for h in page.headings if h.startswith("Was ")] == [
        "Was a next step secured?",
        "Was the truth asked for?",
        "Was the rep pushy?",
    ]
    assert "Thu 12 Mar 2026, 10:00" in page.text
    assert page.html.count("Say instead") == min(3, len(report.advice))
    for turn in report.turns:
        assert turn.text in page.by_id[f"turn-{turn.index}"]


def test_turns_are_numbered_from_one_for_people_and_from_zero_in_addresses(shared: World) -> None:
    page = read(shared, query="?q=thursday").html
    alone = shared.client("alice").get(f"{address(shared)}/report.html").text
    for html in (page, alone):
        assert 'href="#turn-0" aria-label="Turn 1">1</a>' in html
        assert not re.search(r"[Tt]urn 0\b", html)


def test_names_are_those_of_the_database(shared: World) -> None:
    speakers = set(re.findall(r'<span class="name">([^<]+)</span>', read(shared).html))
    assert speakers == {"Alice", "Larch &amp; Sons"}


def test_every_link_in_the_page_leads_somewhere(shared: World) -> None:
    for query in ("", "?show=truth&only=1", "?q=thursday"):
        page = read(shared, query=query)
        assert len(page.ids) == len(set(page.ids))
        assert not {link for link in page.links if link.startswith("#") and link[1:] not in page.ids}


def test_findings_and_turns_lead_to_each_other(shared: World) -> None:
    page, report = read(shared), kept(shared)
    to_turns = {link for link in page.links if link.startswith("#turn-")}
    quoted = {q.turn for f in report.findings for q in f.quotes}
    assert {f"#turn-{turn}" for turn in quoted} <= to_turns
    assert page.html.count('class="mark g-') == sum(len(f.quotes) for f in report.findings)
    quoting = [f for f in report.findings if f.quotes]
    assert len({link for link in page.links if link.startswith("#finding-")}) == len(quoting)


def test_marks_are_narrowed_to_a_group_or_a_kind(shared: World) -> None:
    everything, truth = read(shared).html, read(shared, query="?show=truth").html
    assert '<mark class="g-step' in everything
    assert '<mark class="g-step' not in truth
    assert '<mark class="g-truth' in truth
    one = read(shared, query="?show=truth.stakeholders").html
    assert 0 < one.count('<mark class="g-truth') < truth.count('<mark class="g-truth')
    assert read(shared, query="?show=nothing-of-the-kind").html.count("<mark") == everything.count("<mark")


def test_words_are_found_within_the_call_and_the_rest_is_folded_away(shared: World) -> None:
    page = read(shared, query="?q=THURSDAY&only=1")
    assert page.html.count('<mark class="hit"') == 3
    assert "3 places" in page.text
    assert "turns left out" in page.text
    assert "Nobody said “zebra”" in read(shared, query="?q=zebra").text


def test_the_transcript_alone_is_given_in_place(shared: World) -> None:
    page = read(shared, query="?q=thursday", **{"HX-Request": "true", "HX-Target": "spoken"})
    assert "<html" not in page.html
    assert page.html.count('<mark class="hit"') == 3


def test_hostile_words_stay_words(world: World) -> None:
    def spoil(report: Report) -> Report:
        turns = (replace(report.turns[0], text=EVIL), *report.turns[1:])
        quote = Quote(0, 0, len(EVIL), EVIL)
        finding = Finding("pressure.guilt", (quote,), 0.5, EVIL, unsure=True)
        return replace(report, turns=turns, findings=(finding,), warnings=(EVIL,), rep_opens=quote)

    rewrite(world, spoil)
    with world.database.writing() as db:
        call = db.get_one(Call, world.ours["call_id"])
        call.title = call.prospect = call.rep.name = EVIL
    for query in ("", "?q=script", f"?q={EVIL}", "?show=%3Cscript%3E"):
        page = read(world, query=query)
        assert "<img" not in page.html
        assert not re.search(r"<script(?! src=)", page.html)
        assert "\u202e" not in page.html
        assert "{{ 7*7 }}" in page.text
        assert "unsure, please look" in page.text


def test_hours_are_told_in_the_zone_of_the_reader(world: World) -> None:
    live_in(world, alice="Europe/London", dora="America/New_York")
    assert "Thu 12 Mar 2026, 10:00" in read(world, "alice").text
    away = read(world, "dora").text
    assert "Thu 12 Mar 2026, 06:00" in away
    assert "10:00 in London" in away


def test_calendar_file_has_the_hour_where_it_was_said(world: World) -> None:
    live_in(world, alice="Europe/Oslo")
    answer = world.client("bob").get(f"{address(world)}/next-step.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART:20260312T090000Z" in answer.text


def test_no_day_no_calendar(world: World) -> None:
    rewrite(world, lambda report: replace(report, next_step=None))
    with world.database.writing() as db:
        for step in db.scalars(select(Step).where(Step.call_id == world.ours["call_id"])):
            step.due = None
    page = read(world)
    assert "No next step stands" in page.text
    assert "next-step.ics" not in page.html
    assert world.client("alice").get(f"{address(world)}/next-step.ics").status_code == 404


@pytest.mark.parametrize(("suffix", "form"), [("html", "html"), ("json", "json"), ("md", "markdown")])
def test_report_is_taken_away_as_the_command_line_gives_it(shared: World, suffix: str, form: str) -> None:
    answer = shared.client("alice").get(f"{address(shared)}/report.{suffix}")
    assert answer.text == render(kept(shared), form)
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="report-call.{suffix}"')


def test_a_guessed_rep_can_be_said_on_the_page(world: World) -> None:
    guessed = "Who the rep is was guessed from the words and may be wrong; say who it is with --rep NAME."
    rewrite(world, lambda report: replace(report, warnings=(guessed,)))
    page = read(world)
    assert "was guessed from the words" in page.text
    assert "--rep" not in page.text
    assert f"{address(world)}/speakers" in page.html


def test_deleting_asks_first_and_takes_everything(world: World) -> None:
    client = world.client("bob")
    assert "for good" in client.get(f"{address(world)}/delete").text
    assert client.get(address(world)).status_code == 200
    answer = client.post(f"{address(world)}/delete")
    assert answer.headers["location"] == "/calls"
    assert client.get(address(world)).status_code == 404
    with world.database.reading() as db:
        assert db.get(Call, world.ours["call_id"]) is None
        assert db.get(Upload, world.ours["upload_id"]) is None
        assert ("deleted", "bob@example.com") in {(line.action, line.who) for line in db.scalars(select(Audit))}


def test_who_looked_is_noted_once_an_hour(world: World) -> None:
    for minutes in (0, 30, 31):
        world.clock.pass_(minutes=minutes)
        read(world, "bob")
    with world.database.reading() as db:
        saw = select(Audit).where(Audit.action == "saw", Audit.object_id == world.ours["call_id"])
        assert len(db.scalars(saw).all()) == 2
