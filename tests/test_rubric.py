"""Rubrics: they load, they add up, they explain themselves, and a wrong one says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import RubricError
from coach.findings import KINDS
from coach.labels import CALL_TYPES, LADDER
from coach.report import Finding
from coach.rubric import (
    BUILT_IN,
    BY_CALL_TYPE,
    MOST_ADVICE,
    QUESTIONS,
    Criterion,
    advise,
    judge,
    load_rubric,
    parse_rubric,
    points_of,
    rubric_text,
    score_criterion,
)
from coach.transcript import Quote

CLOSING = Quote(9, 0, 3, "Bye")
# Kinds that carry a rung as their detail.
WITH_RUNG = ("next_step_secured", "prospect_offered", "next_step.propose")

GOOD = """
name = "mine"
title = "Mine"
about = "For one team."
[[criteria]]
name = "asked"
title = "Asked"
question = "asked"
points = 10
[criteria.earns]
"truth.probe" = 1.0
[criteria.advice]
why = "Why."
say = "Say."
source = "Ours"
"""


def finding(kind: str, turn: int = 0, weight: float = 1.0, detail: str = "", quoted: bool = True) -> Finding:
    words = f"{kind} at {turn}"
    quotes = (Quote(turn, 0, len(words), words),) if quoted else ()
    return Finding(kind, quotes, 0.9, f"Because of {kind}.", weight, False, detail)


@st.composite
def found(draw: st.DrawFn) -> tuple[Finding, ...]:
    """Findings as a call may have them: any kinds, some absences, pressure with its weights."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=12))
    return tuple(
        finding(
            kind,
            turn,
            draw(st.sampled_from((1.0, 1.25, 1.5, 1.75))) if kind.startswith("pressure") else 1.0,
            draw(st.sampled_from(LADDER)) if kind in WITH_RUNG else "",
            draw(st.booleans()),
        )
        for turn, kind in enumerate(kinds)
    )


rubrics = st.sampled_from(BUILT_IN).map(load_rubric)
call_types = st.sampled_from(CALL_TYPES)


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_rubric_is_sound(name: str) -> None:
    rubric = load_rubric(name)
    assert rubric.name == name
    assert rubric.title
    assert rubric.about.endswith(".")
    assert len(rubric.digest) == 12
    assert rubric == parse_rubric(rubric_text(name), name)
    assert "pushy" in {c.question for c in rubric.criteria}
    for c in rubric.criteria:
        assert c.title
        assert c.advice.why.endswith(".")
        assert "“" in c.advice.say, "words to say instead"
        assert c.advice.source


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_kind_a_rubric_names_can_be_found(name: str) -> None:
    for c in load_rubric(name).criteria:
        for key in (*c.earns, *c.loses, *c.needs, *c.unless, *c.advice.quotes_from):
            kind, _, detail = key.partition(":")
            assert kind in KINDS, f"{name}, {c.name}: {key}"
            assert not detail or (kind in WITH_RUNG and detail in LADDER), f"{name}, {c.name}: {key}"
        for key in (*c.needs, *c.unless, *c.advice.quotes_from):
            assert ":" not in key, "these are looked up by kind alone"


def test_the_rubric_of_a_call_type_is_built_in() -> None:
    assert set(BY_CALL_TYPE) <= set(CALL_TYPES)
    assert set(BY_CALL_TYPE.values()) <= set(BUILT_IN)


@settings(max_examples=60, deadline=None)
@given(rubrics, found(), call_types)
def test_the_shown_points_add_up_to_the_scores(rubric, findings, call_type) -> None:  # type: ignore[no-untyped-def]
    scores, overall = judge(rubric, findings, call_type)
    assert [s.question for s in scores] == list(QUESTIONS)
    assert [c.name for s in scores for c in s.criteria] != []
    everything = [c for s in scores for c in s.criteria]
    for value, criteria in [(s.value, s.criteria) for s in scores] + [(overall, everything)]:
        shown = [c for c in criteria if c.points is not None]
        assert all(0 <= (c.points or 0) <= c.possible for c in shown)
        if value is None:
            assert shown == []
        else:
            assert value == round(100 * sum(c.points or 0 for c in shown) / sum(c.possible for c in shown), 1)
            assert 0 <= value <= 100


@settings(max_examples=60, deadline=None)
@given(rubrics, found(), call_types)
def test_removing_a_quote_changes_the_score_by_what_was_shown(rubric, findings, call_type) -> None:  # type: ignore[no-untyped-def]
    for score in judge(rubric, findings, call_type)[0]:
        for c in score.criteria:
            assert len(c.quotes) == len(c.quote_points)
            for quote, change in zip(c.quotes, c.quote_points, strict=True):
                left = tuple(f for f in findings if quote not in f.quotes)
                without = next(s for s in judge(rubric, left, call_type)[0] if s.question == score.question)
                assert (score.value or 0) - (without.value or 0) == pytest.approx(change, abs=0.051)


@settings(max_examples=60, deadline=None)
@given(rubrics, found(), call_types, st.sampled_from((CLOSING, None)))
def test_at_most_three_advices_each_with_its_quote(rubric, findings, call_type, closing) -> None:  # type: ignore[no-untyped-def]
    scores, _ = judge(rubric, findings, call_type)
    given_advice = advise(rubric, findings, scores, closing)
    lost = {c.name: c.possible - c.points for s in scores for c in s.criteria if c.points is not None}
    assert len(given_advice) <= MOST_ADVICE == 3
    assert all(a.quotes for a in given_advice)
    assert all(lost[a.criterion] > 0 for a in given_advice)
    order = [lost[a.criterion] for a in given_advice]
    assert order == sorted(order, reverse=True), "most points lost first"


def criterion(**changes: object) -> Criterion:
    return replace(load_rubric("balanced").criteria[0], call_types=(), **changes)  # type: ignore[arg-type]


def test_the_best_finding_earns_and_a_detail_wins_over_its_kind() -> None:
    c = criterion(points=10.0, earns={"next_step_secured": 0.5, "next_step_secured:sale": 1.0, "no_ask": 0.1})
    assert points_of(c, [finding("no_ask")]) == pytest.approx(1)
    assert points_of(c, [finding("no_ask"), finding("next_step_secured", detail="meeting")]) == 5
    assert points_of(c, [finding("next_step_secured", detail="sale")]) == 10
    assert points_of(c, []) == 0


def test_each_loss_counts_with_its_weight_and_never_below_zero() -> None:
    c = criterion(points=10.0, earns={}, loses={"pressure.guilt": 4.0})
    assert points_of(c, []) == 10
    assert points_of(c, [finding("pressure.guilt", weight=1.5)]) == 4
    assert points_of(c, [finding("pressure.guilt", n) for n in range(4)]) == 0
    shown = score_criterion(c, (finding("pressure.guilt", weight=1.5),), "conversation")
    assert shown.because == "Because of pressure.guilt."


def test_what_does_not_apply_leaves_the_denominator() -> None:
    rubric = parse_rubric(GOOD, "mine.toml")
    only = rubric.criteria[0]
    extra = replace(only, name="extra", points=90.0, earns={"no_probed": 1.0}, needs=("no_missed",))
    both = replace(rubric, criteria=(only, extra))
    probe = (finding("truth.probe"),)
    assert judge(both, probe, "conversation")[1] == 100
    assert judge(both, (*probe, finding("no_missed")), "conversation")[1] == 10
    never = replace(both, criteria=(only, replace(extra, needs=(), unless=("truth.probe",))))
    assert judge(never, probe, "conversation")[1] == 100
    assert judge(never, (), "conversation")[1] == 0
    typed = replace(both, criteria=(only, replace(extra, needs=(), call_types=("voicemail",))))
    assert judge(typed, probe, "conversation")[1] == 100
    assert judge(typed, probe, "voicemail")[1] == 10


def test_what_did_not_come_up_is_none_and_not_zero() -> None:
    scores, overall = judge(parse_rubric(GOOD, "mine.toml"), (), "conversation")
    assert [(s.question, s.value) for s in scores] == [("secured", None), ("asked", 0.0), ("pushy", None)]
    assert overall == 0
    voicemail = judge(load_rubric("voicemail"), (finding("message.reason"),), "voicemail")[0]
    assert {s.question: s.value for s in voicemail}["asked"] is None
    nothing = judge(replace(parse_rubric(GOOD, "m"), criteria=(criterion(needs=("no_ask",)),)), (), "conversation")
    assert nothing[1] is None


def test_no_closing_words_and_nothing_found_means_no_advice() -> None:
    rubric = parse_rubric(GOOD, "mine.toml")
    scores, _ = judge(rubric, (), "conversation")
    assert advise(rubric, (), scores, None) == ()
    assert [a.quotes for a in advise(rubric, (), scores, CLOSING)] == [(CLOSING,)]


def test_a_small_loss_is_no_advice() -> None:
    rubric = parse_rubric(GOOD.replace('"truth.probe" = 1.0', '"truth.probe" = 0.85'), "mine.toml")
    probe = (finding("truth.probe"),)
    assert advise(rubric, probe, judge(rubric, probe, "conversation")[0], CLOSING) == ()


def test_a_file_is_a_rubric_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")
    assert load_rubric(str(path)).name == "mine"


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read as UTF-8" in problem(lambda: load_rubric(str(path)))


@pytest.mark.parametrize("name", ["blanced", "nowhere.toml", "", "balanced.txt"])
def test_a_wrong_name_lists_the_right_ones(name: str) -> None:
    said = problem(lambda: load_rubric(name))
    assert all(right in said for right in BUILT_IN)


def problem(do) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RubricError) as caught:
        do()
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "mine"', "name =", "not valid TOML"),
        (
            'question = "asked"',
            'question = "asks"',
            "question must be one of secured, asked, pushy, not 'asks'",
        ),
        ("points = 10", "points = 0", "points must be above 0"),
        ("points = 10", "points = -3", "points must be above 0"),
        ("points = 10", "points = nan", "points must be above 0"),
        ("points = 10", "points = inf", "points must be above 0"),
        ("points = 10", 'points = "many"', "criteria.0.points"),
        ("points = 10", "", "criteria.0.points: Field required"),
        ("points = 10", 'points = 10\nneds = ["no_ask"]', "criteria.0.neds"),
        ('title = "Mine"', 'titel = "Mine"', "titel"),
        ('say = "Say."', 'say = "Say."\nsays = "So."', "criteria.0.advice.says"),
        ("points = 10", 'points = 10\ncall_types = ["fax"]', "call_types are conversation"),
        ('"truth.probe" = 1.0', '"truth.probe" = 1.5', "between 0 and 1"),
        ('"truth.probe" = 1.0', "", "give either [criteria.earns] or [criteria.loses]"),
        (
            "[criteria.advice]",
            "[criteria.loses]\nno_ask = 3\n[criteria.advice]",
            "give either [criteria.earns]",
        ),
        ('[criteria.earns]\n"truth.probe" = 1.0', "[criteria.loses]\nno_ask = -1", "are 0 or more"),
    ],
)
def test_a_wrong_rubric_is_one_clear_sentence(old: str, new: str, words: str) -> None:
    assert old in GOOD
    said = problem(lambda: parse_rubric(GOOD.replace(old, new, 1), "mine.toml"))
    assert said.startswith("mine.toml: ")
    assert words in said


def test_a_name_used_twice() -> None:
    twice = GOOD + GOOD[GOOD.index("[[criteria]]") :]
    assert "criterion 'asked': its name is used twice" in problem(lambda: parse_rubric(twice, "mine.toml"))


def test_no_criteria() -> None:
    none = GOOD[: GOOD.index("[[criteria]]")] + "criteria = []"
    assert "needs at least one criterion" in problem(lambda: parse_rubric(none, "mine.toml"))
