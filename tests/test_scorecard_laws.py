"""Laws of the fold: they hold for any rows there could be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from random import Random
from statistics import quantiles

from hypothesis import given, settings
from hypothesis import strategies as st
from scorecard_rows import FIRST, NAMES, ROWS, SCORES, row

from coach.scorecard import FEWEST_REPS, TOO_FEW, CallRow, Figure, Period, Scorecard, fold, period_before, team
from coach.scorecard.team import TeamCard

ALL = Period("all time")
SPRING = Period("spring", date(2026, 3, 1), date(2026, 5, 31))
PERIODS = st.sampled_from((ALL, SPRING, Period("from", date(2026, 2, 14)), Period("week", FIRST, date(2026, 1, 7))))
Value = Callable[[CallRow], Fraction | None]
few = settings(max_examples=40, deadline=None)


def card(rows: Sequence[CallRow], period: Period = ALL, everyone: Sequence[CallRow] | None = None) -> Scorecard:
    return fold(rows, rep="Ann", period=period, team_rows=rows if everyone is None else everyone)


def by_rep(rows: Sequence[CallRow]) -> dict[str, list[CallRow]]:
    return {name: [r for r in rows if r.rep == name] for name in NAMES}


def figures(found: Scorecard) -> tuple[Figure, ...]:
    return (found.overall, *found.questions, *found.shares, *found.criteria)


def exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def percent(value: bool | None) -> Fraction | None:
    return None if value is None else Fraction(100 if value else 0)


def value_of(figure: Figure) -> Value:
    """The plainest way to a figure's value of one row."""
    if figure.kind == "criterion":
        return lambda r: next(
            (
                100 * Fraction(str(c.points)) / Fraction(str(c.possible))
                for c in r.criteria
                if (c.question, c.name) == (figure.question, figure.name) and c.points is not None
            ),
            None,
        )
    if figure.name == "overly_pushy":
        return lambda r: percent(r.pushy_level >= 2)
    if figure.kind == "share":
        return lambda r: percent(getattr(r, figure.name))
    return lambda r: exact(getattr(r, figure.name))


def inside(rows: Sequence[CallRow], period: Period | None) -> list[CallRow]:
    if period is None:
        return []
    if period == ALL:
        return list(rows)
    start, end = period.start or date.min, period.end or date.max
    return [r for r in rows if r.day and start <= r.day <= end]


def slow_mean(rows: Sequence[CallRow], value: Value) -> tuple[Fraction | None, int]:
    known = [v for r in rows if (v := value(r)) is not None]
    return (sum(known, Fraction(0)) / len(known) if known else None), len(known)


def tenth(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, 1))


@few
@given(ROWS, PERIODS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows: list[CallRow], period: Period, random: Random) -> None:
    other = random.sample(rows, len(rows))
    assert card(rows, period, other) == card(other, period, rows)
    assert team(by_rep(rows), period=period) == team(dict(reversed(by_rep(other).items())), period=period)


@few
@given(ROWS, PERIODS)
def test_figures_equal_a_slow_reference(rows: list[CallRow], period: Period) -> None:
    found = card(rows, period)
    mine, before = inside(rows, period), inside(rows, period_before(period))
    assert found.n == len(mine)
    for figure in figures(found):
        value = value_of(figure)
        mean, n = slow_mean(mine, value)
        assert (figure.mean, figure.n, figure.too_few) == (tenth(mean), n, n < TOO_FEW)
        earlier, n_before = slow_mean(before, value)
        assert (figure.before, figure.n_before) == (tenth(earlier), n_before)
        _check_spread(figure, mine, value)


def _check_spread(figure: Figure, rows: Sequence[CallRow], value: Value) -> None:
    slow = [slow_mean([r for r in rows if r.rep == name], value) for name in NAMES]
    means = sorted(mean for mean, n in slow if mean is not None and n >= TOO_FEW)
    if len(means) < FEWEST_REPS:
        assert figure.spread is None
        return
    assert figure.spread is not None
    middle = [tenth(q) for q in quantiles(means, n=4, method="inclusive")]
    s = figure.spread
    assert (s.reps, s.low, s.high) == (len(means), tenth(means[0]), tenth(means[-1]))
    assert [s.lower_quartile, s.median, s.upper_quartile] == middle


@few
@given(ROWS, PERIODS)
def test_n_is_right_wherever_it_stands(rows: list[CallRow], period: Period) -> None:
    found = card(rows, period)
    for figure in figures(found):
        assert len(figure.calls) == figure.n <= found.n
        assert sum(point.n for point in figure.trend) <= figure.n
        if all(r.day for r in inside(rows, period)):
            assert sum(point.n for point in figure.trend) == figure.n
        assert all((point.mean is None) == (point.n == 0) for point in figure.trend)
        assert figure.count is None or 0 <= figure.count <= figure.n
    assert sum(count.count for count in found.rubrics) == found.n


@few
@given(ROWS, PERIODS, st.integers(1, 3))
def test_a_call_in_which_nothing_came_up_changes_no_mean(rows: list[CallRow], period: Period, more: int) -> None:
    silent = [row(f"silent {n}", day=date(2026, 3, 1), rubric="balanced") for n in range(more)]
    before, after = card(rows, period), card([*rows, *silent], period)
    for old, new in zip(figures(before), figures(after), strict=True):
        if old.name == "overly_pushy":  # it comes up in every call
            continue
        assert (old.mean, old.n, old.spread, old.change) == (new.mean, new.n, new.spread, new.change)
    assert before.worst == after.worst


@few
@given(ROWS)
def test_a_period_is_the_sum_of_its_parts(rows: list[CallRow]) -> None:
    rows = [r for r in rows if r.day]
    early, late = Period("", None, date(2026, 3, 31)), Period("", date(2026, 4, 1), None)
    whole, parts = card(rows), (card(rows, early), card(rows, late))
    assert whole.n == sum(part.n for part in parts)
    assert whole.words == sum(part.words for part in parts)
    for n, figure in enumerate((whole.overall, *whole.questions, *whole.shares)):
        pieces = [(p.overall, *p.questions, *p.shares)[n] for p in parts]
        assert figure.n == sum(piece.n for piece in pieces)
        total = sum((piece.mean or 0) * piece.n for piece in pieces)
        assert abs((figure.mean or 0) * figure.n - total) <= 0.1 * figure.n + 1e-6


@few
@given(ROWS, PERIODS)
def test_the_team_says_of_a_rep_what_their_card_says(rows: list[CallRow], period: Period) -> None:
    everyone = team(by_rep(rows), period=period)
    assert [line.rep for line in everyone.reps] == sorted({r.rep for r in inside(rows, period) if r.rep})
    for line in everyone.reps:
        own = fold([r for r in rows if r.rep == line.rep], rep=line.rep, period=period, team_rows=rows)
        alone = [(f.name, f.n, f.mean, f.change, f.trend) for f in (own.overall, *own.questions, *own.shares)]
        assert [(f.name, f.n, f.mean, f.change, f.trend) for f in line.figures] == alone
        assert line.coach_next == (own.coach_next[0].title if own.coach_next else None)
        _check_team_spreads(everyone, own)


def _check_team_spreads(everyone: TeamCard, own: Scorecard) -> None:
    own_figures = (own.overall, *own.questions, *own.shares)
    assert [s.spread for s in everyone.spreads] == [f.spread for f in own_figures]
    for spread, figure in zip(everyone.spreads, own_figures, strict=True):
        assert dict(spread.dots).get(own.rep or "") == (None if figure.too_few else figure.mean)


@few
@given(st.lists(SCORES, min_size=3, max_size=12), st.integers(0, 9))
def test_a_constant_shift_of_dates_by_weeks_moves_only_the_axis(scores: list[float | None], weeks: int) -> None:
    def made(first: date) -> Scorecard:
        days = [date.fromordinal(first.toordinal() + 3 * n) for n in range(len(scores))]
        return card([row(f"c{n}", day=day, overall=s) for n, (day, s) in enumerate(zip(days, scores, strict=True))])

    here, there = made(FIRST), made(date.fromordinal(FIRST.toordinal() + 7 * weeks))
    assert [(p.mean, p.n) for p in here.overall.trend] == [(p.mean, p.n) for p in there.overall.trend]
    assert here.overall.mean == there.overall.mean
