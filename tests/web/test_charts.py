"""Charts: the same figures for eyes and ears, escaped, and within a strict content policy."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from web.charts import Band, Bar, Dot, Point, bars, sparkline, strip, trend

BAND = Band(53.1, 59.2, 63.4, 6)
POINTS = [Point("1 Mar 2026", 71.0, 3, "/calls?week=1"), Point("8 Mar 2026", None, 0), Point("15 Mar 2026", 52.4, 1)]
DOTS = [Dot("Ben", 60.6, 8), Dot("Ann", 66.2, 16, mine=True, href="/reps/1"), Dot("Cleo", 60.5, 9)]
BARS = [Bar("Invite doubts", 40.0, 9, BAND, "/calls?c=1"), Bar("Final check", 80.0, 2), Bar("Plan", None, 0)]
EVIL = "\"><script>alert(1)</script>&'{0}%s"
VALUES = st.floats(0, 100)


def parsed(html: Markup) -> ElementTree.Element:
    """The markup as a tree; it is well-formed XML, so nothing in it can have broken out."""
    return ElementTree.fromstring(f"<div>{html}</div>")


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def cells(html: Markup) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in parsed(html).iter("tr")]


def all_charts(text: str) -> list[Markup]:
    return [
        trend("k", text, [Point(text, 50.0, 9, text), Point(text, None, 0), Point(text, 3.0, 1)], BAND),
        strip("k", text, [Dot(text, 5.0, 3, True, text)], BAND),
        bars(text, [Bar(text, 5.0, 9, BAND, text), Bar(text, None, 0)]),
        sparkline(text, [1.0, None, 2.0]),
        trend("k", text, []),
        strip("k", text, []),
    ]


@pytest.mark.parametrize("html", all_charts(EVIL))
def test_words_are_escaped_and_policy_is_kept(html: Markup) -> None:
    tags = {element.tag for element in parsed(html).iter()}
    assert "script" not in tags
    assert "style" not in tags
    for element in parsed(html).iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("html", [trend("over-1", "Overall", POINTS, BAND), strip("over-1", "Overall", DOTS, BAND)])
def test_a_drawing_is_one_image_with_name_and_description(html: Markup) -> None:
    svg = next(parsed(html).iter("svg"))
    title, said = svg.find("title"), svg.find("desc")
    assert svg.get("role") == "img"
    assert title is not None
    assert said is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {said.get('id')}" == "over-1-title over-1-desc"
    assert title.text == "Overall"
    assert "half of the 6 reps" in (said.text or "")


def test_the_table_of_a_trend_has_every_point_and_links_to_its_calls() -> None:
    html = trend("k", "Overall", POINTS, BAND)
    assert cells(html) == [
        ["When", "Mean", "Calls"],
        ["1 Mar 2026", "71", "3"],
        ["8 Mar 2026", "–", "0"],
        ["15 Mar 2026", "52", "1"],
    ]
    assert [a.get("href") for a in parsed(html).iter("a")] == ["/calls?week=1"]


def test_few_calls_are_hollow_and_gaps_dashed() -> None:
    classes = [element.get("class") for element in parsed(trend("k", "Overall", POINTS)).iter()]
    assert classes.count("point") == 1
    assert classes.count("point few") == 1
    assert "line gap" in classes
    assert "fewer than 3 calls" in trend("k", "Overall", POINTS)


def test_the_table_of_a_strip_is_by_name_and_not_by_rank() -> None:
    assert [row[0] for row in cells(strip("k", "Truth", DOTS, BAND))] == ["Rep", "Ann", "Ben", "Cleo"]


def test_dots_that_would_hide_one_another_are_stacked() -> None:
    dots = list(parsed(strip("k", "Truth", [*DOTS, Dot("Dan", 5.0, 4)])).iter("circle"))
    assert len({(dot.get("cx"), dot.get("cy")) for dot in dots}) == 4
    assert len({dot.get("cy") for dot in dots}) == 3


def test_dots_bear_initials_while_there_is_room() -> None:
    few = [Dot("Ann van der Berg", 5.0, 4), Dot("Ben (North)", 50.0, 4), Dot("(?)", 90.0, 4)]
    assert {words(each) for each in parsed(strip("k", "Truth", few)).iter("text")} >= {"AB", "B", "("}
    crowd = [Dot(f"Rep {n}", 50.0, 4) for n in range(5)]
    assert [words(each) for each in parsed(strip("k", "Truth", crowd)).iter("text")] == ["0", "50", "100"]


def test_bars_say_in_words_what_has_no_bar() -> None:
    rows = cells(bars("Truth", BARS))[1:]
    assert rows == [
        ["Invite doubts", "", "40", "9", "53 to 63"],
        ["Final check", "too few to say", "–", "2", ""],
        ["Plan", "did not come up", "–", "0", ""],
    ]


def test_bars_have_columns_for_trend_and_change_where_there_are_any() -> None:
    rows = cells(bars("Truth", [*BARS, Bar("Probe", 50.0, 4, line=(40.0, 60.0), change="+3")]))
    assert rows[0] == ["Criterion", "As a bar", "Mean", "Change", "Trend", "Calls", "Team"]
    assert rows[-1] == ["Probe", "", "50", "+3", "", "4", ""]
    assert 'aria-label="Probe: 40, 60"' in bars("Truth", [Bar("Probe", 50.0, 4, line=(40.0, 60.0))])


def test_nothing_to_draw_is_said() -> None:
    assert "did not come up" in trend("k", "Truth", [Point("1 Mar 2026", None, 0)])
    assert sparkline("Truth", [None, 4.0]) == ""


def test_a_sparkline_says_its_values() -> None:
    svg = next(parsed(sparkline("Overall", [60.0, None, 71.4])).iter("svg"))
    assert svg.get("aria-label") == "Overall: 60, no calls, 71"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.none() | VALUES, max_size=30), st.lists(VALUES, max_size=30))
def test_everything_lies_inside_the_drawing(values: list[float | None], means: list[float]) -> None:
    html = trend("k", "T", [Point(str(n), v, 4) for n, v in enumerate(values)], BAND)
    html += strip("k", "S", [Dot(str(n), v, 4) for n, v in enumerate(means)], BAND)
    places = [
        (name, e.get(name, "")) for e in parsed(html).iter() for name in ("cx", "x1", "x2", "x", "cy", "y1", "y2")
    ]
    for name, place in places:
        if place:
            assert 0 <= float(place.rstrip("%")) <= (150 if "y" in name else 100)


def test_every_class_that_is_drawn_is_styled() -> None:
    sheets = Path(__file__).parents[2] / "web" / "static"
    styled = set(re.findall(r"\.([a-z-]+)", (sheets / "charts.css").read_text() + (sheets / "coach.css").read_text()))
    used = {
        name for html in all_charts("x") for e in parsed(html).iter() for name in (e.get("class") or "").split() if name
    }
    assert used <= styled
