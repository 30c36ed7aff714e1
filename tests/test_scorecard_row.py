"""From a report to its row: what is kept, and that it says no more than the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from coach.analyzer import score
from coach.errors import CoachError
from coach.readers import read
from coach.render.json import from_json, to_json
from coach.report import Report
from coach.scorecard import call_row, is_saved, prospect_name, rep_name, row_from_json, row_to_json, saved_row
from coach.transcript import Role, Transcript, Utterance

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module", params=["zoom.vtt", "coach.json", "notes.txt"])
def report(request: pytest.FixtureRequest) -> Report:
    name = str(request.param)
    return score(read((SAMPLES / name).read_bytes(), name))


def test_a_report_and_its_json_give_the_same_row(report: Report) -> None:
    made = call_row(report, rep="Ann", prospect="Acme")
    assert call_row(from_json(to_json(report)), rep="Ann", prospect="Acme") == made
    assert row_from_json(row_to_json(made)) == made


def test_quotes_are_verbatim_and_lie_in_their_turn(report: Report) -> None:
    made = call_row(report, rep=None)
    said = {turn.index: turn for turn in report.turns}
    for quote in (made.best, *made.more, made.worst, *made.advice):
        if quote is not None:
            assert quote.text in said[quote.turn].text
            assert quote.role == said[quote.turn].role
    assert made.best is None or made.best.points > 0
    assert made.worst is None or made.worst.points < 0


def test_the_best_moments_are_of_different_criteria_and_words(report: Report) -> None:
    made = call_row(report, rep=None)
    best = [made.best, *made.more] if made.best else []
    assert len(best) == len({m.criterion for m in best}) == len({(m.turn, m.text) for m in best}) <= 3
    assert [m.points for m in best] == sorted((m.points for m in best), reverse=True)


def test_a_row_kept_before_there_were_more_best_moments_is_read(report: Report) -> None:
    made = call_row(report, rep=None)
    old = json.loads(row_to_json(made))
    del old["more"]
    assert row_from_json(json.dumps(old)) == replace(made, more=())


def test_the_row_counts_what_the_report_says(report: Report) -> None:
    made = call_row(report, rep=None)
    assert (made.overall, made.secured, made.asked, made.pushy) == (report.overall, *(s.value for s in report.scores))
    assert sum(n for _, n in made.findings) == len(report.findings)
    assert [c.name for c in made.criteria] == [c.name for s in report.scores for c in s.criteria]
    assert made.words == sum(len(turn.text.split()) for turn in report.turns)
    assert [a.criterion for a in made.advice] == [a.criterion for a in report.advice]


def test_the_keeper_may_know_id_and_day_better(report: Report) -> None:
    from datetime import date

    made = call_row(report, rep=None, call="mine", day=date(2026, 5, 4))
    assert (made.call, made.day) == ("mine", date(2026, 5, 4))


def test_a_report_with_a_number_that_is_none_is_refused(report: Report) -> None:
    with pytest.raises(CoachError, match="nan"):
        call_row(replace(report, overall=float("nan")), rep=None)
    with pytest.raises(ValidationError):
        row_from_json(row_to_json(call_row(report, rep=None)).replace('"pushy_level":', '"pushy_level":"x", "x":'))


def test_saved_reports_are_told_from_transcripts(report: Report) -> None:
    import json

    saved = json.loads(to_json(report))
    made = call_row(report, rep="Ann", prospect="Acme")
    assert is_saved(saved)
    assert saved_row({**saved, "rep": "Ann", "prospect": " Acme "}, "x.jsonl") == made
    assert saved_row({"report": saved, "rep": "Ann", "prospect": "Acme"}, "x.jsonl") == made
    assert saved_row(json.loads(row_to_json(made)), "x.jsonl") == made
    assert not is_saved(json.loads((SAMPLES / "coach.json").read_text("utf-8")))
    with pytest.raises(CoachError, match=r"x\.jsonl, line 7: .*facts"):
        saved_row({**saved, "facts": 3}, "x.jsonl", 7)


@pytest.mark.parametrize(
    ("name", "known"),
    [("Dana Wells", "Dana Wells"), ("Agent", None), ("Speaker 2", None), ("spk_0", None), ("", None), ("A", None)],
)
def test_a_label_is_no_name(name: str, known: str | None) -> None:
    words = (Utterance(name, "Hello there."), Utterance("Kim Lee", "Hello."))
    call = Transcript("c", words, roles=((name, Role.REP), ("Kim Lee", Role.PROSPECT)))
    assert rep_name(call) == known
    assert rep_name(replace(call, rep="Imogen")) == "Imogen"
    assert prospect_name(call) == "Kim Lee"


def test_two_reps_leave_the_name_open() -> None:
    call = Transcript("c", (Utterance("Ann Low", "Hi."),), roles=(("Ann Low", Role.REP), ("Ben High", Role.REP)))
    assert rep_name(call) is None
