"""Rows of scorecards for tests: one made by hand, or any that there could be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from coach.scorecard import AdviceRow, CallRow, CriterionRow, MetricRow, Moment
from coach.transcript import Role

FIRST = date(2026, 1, 1)
NAMES = ("Ann", "Ben", "Cleo", "Dev")
CRITERIA = (
    ("next_step", "secured", 25.0),
    ("dated", "secured", 10.0),
    ("invite", "asked", 8.0),
    ("calm", "pushy", 40.0),
)

EMPTY = CallRow(
    call="c", rep="Ann", prospect=None, day=FIRST, call_type="conversation", outcome="maybe", rubric="balanced",
    rubric_digest="d1", overall=None, secured=None, asked=None, pushy=None, next_step_secured=None, truth_asked=None,
    pushy_level=0, unsure=(), action=None, specific=None, criteria=(), findings=(), best=None, worst=None, advice=(),
    words=0, metrics=(),
)  # fmt: skip


def row(call: str = "c", **fields: Any) -> CallRow:
    """A row in which nothing came up but what is given."""
    return replace(EMPTY, call=call, **fields)


def criterion(name: str, points: float | None, possible: float = 10.0, question: str = "asked") -> CriterionRow:
    return CriterionRow(name, name.capitalize(), question, points, possible)


def moment(points: float, name: str = "invite", text: str = "said") -> Moment:
    return Moment(text, 3, Role.REP, "asked", name, name.capitalize(), "It was so.", points)


def advice(name: str, text: str = "words", closing: bool = False) -> AdviceRow:
    return AdviceRow(name, name.capitalize(), f"why {name}", f"say {name}", text, 5, Role.PROSPECT, closing)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


SCORES = _maybe(st.integers(0, 1_000_000).map(lambda n: n / 10_000))
DAYS = _maybe(st.integers(0, 200).map(lambda n: FIRST + timedelta(days=n)))
MOMENTS = _maybe(st.builds(moment, st.integers(-9, 9).filter(bool).map(float), st.sampled_from(("invite", "calm"))))


@st.composite
def _criteria(draw: st.DrawFn) -> tuple[CriterionRow, ...]:
    return tuple(
        criterion(name, draw(_maybe(st.integers(0, int(most * 8)).map(lambda n: n / 8))), most, question)
        for name, question, most in CRITERIA
    )


@st.composite
def call_rows(draw: st.DrawFn) -> CallRow:
    """Any row; ids and whole rows may repeat."""
    return row(
        call=draw(st.sampled_from("abcdefgh")),
        rep=draw(_maybe(st.sampled_from(NAMES))),
        prospect=draw(_maybe(st.sampled_from(("Acme", "Brook")))),
        day=draw(DAYS),
        rubric=draw(st.sampled_from(("balanced", "mine"))),
        overall=draw(SCORES),
        secured=draw(SCORES),
        asked=draw(SCORES),
        pushy=draw(SCORES),
        next_step_secured=draw(_maybe(st.booleans())),
        truth_asked=draw(_maybe(st.booleans())),
        pushy_level=draw(st.integers(0, 3)),
        unsure=draw(st.sampled_from(((), ("asked",), ("secured", "pushy")))),
        action=draw(_maybe(st.sampled_from(("sale", "meeting", "call_back")))),
        specific=draw(_maybe(st.booleans())),
        criteria=draw(_criteria()),
        best=draw(MOMENTS),
        more=draw(st.sampled_from(((), (moment(2.0, "dated"),)))),
        worst=draw(MOMENTS),
        advice=draw(st.sampled_from(((), (advice("invite"),), (advice("calm", closing=True), advice("dated"))))),
        words=draw(st.integers(0, 5000)),
        metrics=(MetricRow("talk_share", "Share", draw(SCORES.map(lambda v: v and v / 100)), "share", 0.35, 0.65),),
    )


def _crowd(seed: int) -> list[CallRow]:
    """Thirty calls of four reps, enough for the team to have a spread."""
    random = Random(seed)

    def some(value: Any) -> Any:
        return None if random.random() < 0.2 else value

    def score() -> Any:
        return some(random.randint(0, 1_000_000) / 10_000)

    return [
        row(
            call=str(random.randint(0, 99)),
            rep=some(random.choice(NAMES)),
            day=some(FIRST + timedelta(days=random.randint(0, 200))),
            overall=score(),
            secured=score(),
            asked=score(),
            next_step_secured=some(random.random() < 0.5),
            truth_asked=some(random.random() < 0.5),
            pushy_level=random.randint(0, 3),
            criteria=tuple(
                criterion(name, some(random.randint(0, int(most * 8)) / 8), most, question)
                for name, question, most in CRITERIA
            ),
            worst=some(moment(random.randint(-9, -1), random.choice(("invite", "calm")))),
            advice=(advice(random.choice(("invite", "calm")), closing=random.random() < 0.5),),
        )
        for _ in range(30)
    ]


ROWS = st.lists(call_rows(), max_size=25) | st.integers(0, 1 << 30).map(_crowd)
