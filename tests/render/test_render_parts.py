"""The parts that renderers share: marks, timeline, wording, titles."""

from __future__ import annotations

import json
import re

import pytest
from report_samples import SAMPLES, hostile, pushy, silent, voicemail

from coach.errors import CoachError
from coach.labels import LABELS
from coach.render import RENDERERS, render, words
from coach.render.json import schema
from coach.render.marks import numbered, quoted, segments
from coach.render.timeline import timeline
from coach.render.titles import GROUPS, TITLES, TONES, title_of
from coach.report import Metric
from coach.transcript import Quote


@pytest.mark.parametrize("name", SAMPLES)
def test_segments_join_to_the_turn(name: str) -> None:
    report = SAMPLES[name]()
    spans = quoted(numbered(report))
    for turn in report.turns:
        assert "".join(s.text for s in segments(turn.text, spans.get(turn.index, []))) == turn.text


def test_overlapping_quotes_each_end_once() -> None:
    report = hostile()
    spans = quoted(numbered(report))[0]
    pieces = segments(report.turns[0].text, spans)
    assert sum(len(piece.ends) for piece in pieces) == len(spans)
    assert max(len(piece.notes) for piece in pieces) == 3


def test_a_quote_that_is_not_verbatim_marks_nothing() -> None:
    (note, *_) = numbered(pushy())
    assert [s.notes for s in segments("some words", [(Quote(0, 0, 4, "none"), note)])] == [()]


def test_timeline_by_seconds_else_by_words() -> None:
    timed, untimed = (timeline(r.turns, numbered(r)) for r in (pushy(), silent()))
    assert timed
    assert untimed
    assert timed.timed
    assert not untimed.timed
    assert all(0 <= float(bar.left) <= 100 for bar in (*timed.bars, *untimed.bars))
    assert len(timed.marks) == sum(len(f.quotes) for f in pushy().findings)
    assert timeline((), ()) is None


def test_every_label_has_a_title() -> None:
    assert set(LABELS) <= set(TITLES)
    assert {t.group for t in TITLES.values()} == set(GROUPS)
    assert {t.tone for t in TITLES.values()} <= set(TONES)


@pytest.mark.parametrize(
    ("kind", "text", "group"),
    [("pressure.new_trick", "New trick", "pressure"), ("odd_one", "Odd one", "step")],
)
def test_unknown_kinds_get_a_tidied_name(kind: str, text: str, group: str) -> None:
    assert (title_of(kind).text, title_of(kind).group) == (text, group)


def test_numbers_and_bands() -> None:
    assert [words.number(v) for v in (12.0, 12.54, -0.01, 100)] == ["12", "12.5", "0", "100"]
    assert words.clock(3725) == "1:02:05"
    assert words.band_text(Metric("x", "X", 0.7, "share", 0.4, 0.6)) == "above the band, 40 % to 60 %"
    assert words.band_text(Metric("x", "X", 5, "s", None, 90)) == "in the band, up to 1:30"


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_people_count_turns_from_one_and_anchors_from_zero(name: str) -> None:
    page = render(voicemail(), name)
    assert "turn 1" in page
    assert not re.search(r"[Tt]urn 0\b", page)
    assert ('id="turn-0"' in page) == (name == "html")


def test_programs_count_turns_from_zero() -> None:
    assert json.loads(render(voicemail(), "json"))["turns"][0]["index"] == 0
    assert "from 0" in schema()["$defs"]["Quote"]["properties"]["turn"]["description"]


def test_an_unknown_format_is_said_plainly() -> None:
    assert set(RENDERERS) == {"html", "json", "markdown"}
    with pytest.raises(CoachError, match="choose one of html, json, markdown"):
        render(silent(), "docx")
