"""What a card says, by example: small numbers, changes, trends, moments and coaching."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from scorecard_rows import FIRST, advice, criterion, moment, row

from coach.render.words import SCORES
from coach.scorecard import CallRow, Period, Scorecard, fold, team
from coach.scorecard.values import QUESTIONS

ALL = Period("all time")
JUNE = Period("June", date(2026, 6, 1), date(2026, 6, 30))


def card(rows: list[CallRow], period: Period = ALL, others: list[CallRow] | None = None) -> Scorecard:
    return fold(rows, rep="Ann", period=period, team_rows=rows + (others or []))


def calls(n: int, first: date = FIRST, **fields: object) -> list[CallRow]:
    return [row(f"{first}-{i}-{fields.get('rep')}", day=first + timedelta(days=i), **fields) for i in range(n)]


def crowd(points: float) -> list[CallRow]:
    """Three other reps with three calls each, who all earn so much of the criterion "invite"."""
    return [r for rep in ("Ben", "Cleo", "Dev") for r in calls(3, rep=rep, criteria=(criterion("invite", points),))]


def test_two_calls_are_too_few_to_say_and_three_are_not() -> None:
    assert card(calls(2, overall=50.0)).overall.too_few
    assert not card(calls(3, overall=50.0)).overall.too_few


def test_it_did_not_come_up_is_never_a_zero() -> None:
    found = card([*calls(3, asked=80.0), row("silent", asked=None)])
    assert (found.questions[1].mean, found.questions[1].n, found.n) == (80.0, 3, 4)
    assert card(calls(3)).overall.mean is None


def test_a_share_counts_its_calls_and_how_many_were_close() -> None:
    rows = [*calls(2, truth_asked=True), row("no", truth_asked=False, unsure=("asked",)), row("silent")]
    share = next(f for f in card(rows).shares if f.name == "truth_asked")
    assert (share.count, share.n, share.mean, share.unsure) == (2, 3, 66.7, 1)


def test_change_is_against_the_month_before_and_needs_three_calls_on_both_sides() -> None:
    may, june = date(2026, 5, 10), date(2026, 6, 10)
    found = card([*calls(3, may, overall=40.0), *calls(3, june, overall=70.0)], JUNE)
    assert found.before == Period("1 May 2026 to 31 May 2026", date(2026, 5, 1), date(2026, 5, 31))
    assert (found.overall.change, found.overall.change_clear) == (30.0, True)
    few = card([*calls(2, may, overall=40.0), *calls(3, june, overall=70.0)], JUNE)
    assert (few.overall.before, few.overall.n_before, few.overall.change) == (40.0, 2, None)


def test_a_change_within_the_ups_and_downs_is_not_clear() -> None:
    may = [row(f"m{s}", day=date(2026, 5, 3), overall=s) for s in (20.0, 50.0, 80.0)]
    june = [row(f"j{s}", day=date(2026, 6, 3), overall=s) for s in (30.0, 60.0, 90.0)]
    found = card(may + june, JUNE).overall
    assert (found.change, found.change_clear) == (10.0, False)


def test_undated_calls_are_left_out_of_a_period_and_said() -> None:
    rows = [row("dated", day=date(2026, 6, 3)), row("undated", day=None)]
    assert (card(rows, JUNE).n, card(rows, JUNE).undated) == (1, 1)
    assert (card(rows).n, card(rows).undated) == (2, 0)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (0, ["29 Dec 2025"]),
        (14, ["29 Dec 2025", "5 Jan 2026", "12 Jan 2026"]),
        (120, ["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026"]),
        (3000, [str(year) for year in range(2026, 2035)]),
    ],
)
def test_trend_by_week_month_or_year_without_gaps(days: int, labels: list[str]) -> None:
    rows = [row("first", overall=50.0), row("last", day=FIRST + timedelta(days=days), overall=70.0)]
    assert [point.label for point in card(rows).overall.trend] == labels


def test_moments_are_three_and_of_several_kinds() -> None:
    rows = [row(f"c{n}", worst=moment(-50.0 - n, "calm")) for n in range(4)]
    found = card([*rows, row("other", worst=moment(-1.0, "invite"))]).worst
    assert [(m.call, m.moment.points) for m in found] == [("c3", -53.0), ("other", -1.0), ("c2", -52.0)]


def test_best_moments_are_of_other_criteria_before_the_same_comes_again() -> None:
    more = (moment(9.0, "invite"), moment(2.0, "dated"))
    rows = [row(f"c{n}", day=FIRST + timedelta(days=n), best=moment(50.0, "next_step"), more=more) for n in range(3)]
    found = card(rows).best
    assert [m.moment.criterion for m in found] == ["next_step", "invite", "dated"]
    assert card(rows[::-1]).best == found
    assert [m.moment.criterion for m in card([replace(r, more=()) for r in rows]).best] == ["next_step"] * 3


def test_of_equal_moments_the_latest_counts() -> None:
    rows = [row(f"c{n}", day=FIRST + timedelta(days=n), best=moment(5.0)) for n in range(5)]
    assert [m.call for m in card(rows).best] == ["c4", "c3", "c2"]


def test_coaching_goes_where_most_points_are_lost_against_the_team() -> None:
    mine = calls(4, rep="Ann", criteria=(criterion("invite", 2.0), criterion("dated", 0.0)), advice=(advice("invite"),))
    (found,) = card(mine, others=crowd(9.0)).coach_next
    assert (found.criterion, found.against, found.n, found.mean) == ("invite", "team", 4, 20.0)
    assert (found.possible, found.lost) == (90.0, 28.0)
    assert (found.why, found.say) == ("why invite", "say invite")
    assert "best quarter of 4 reps" in found.because
    assert [quote.text for quote in found.quotes] == ["words"] * 3


def test_without_a_team_full_points_are_the_measure() -> None:
    (found,) = card(calls(3, criteria=(criterion("invite", 4.0),))).coach_next
    assert (found.against, found.possible, found.lost) == ("full", 100.0, 18.0)
    assert "too few reps" in found.because


def test_who_leads_the_team_is_measured_against_full_points() -> None:
    (found,) = card(calls(3, rep="Ann", criteria=(criterion("invite", 6.0),)), others=crowd(2.0)).coach_next
    assert found.against == "full"
    assert "no criterion lags behind" in found.because


def test_two_calls_name_nothing_to_coach() -> None:
    assert card(calls(2, criteria=(criterion("invite", 0.0),))).coach_next == ()


def test_quotes_of_coaching_show_moments_before_mere_endings() -> None:
    ends = calls(3, criteria=(criterion("invite", 0.0),), advice=(advice("invite", "Bye.", closing=True),))
    said = row("said", criteria=(criterion("invite", 5.0),), advice=(advice("invite", "Perhaps."),))
    (found,) = card([*ends, said]).coach_next
    assert [quote.text for quote in found.quotes] == ["Perhaps.", "Bye.", "Bye."]


def test_a_built_in_rubric_teaches_where_no_report_advised() -> None:
    from coach.rubric import load_rubric

    rubric = load_rubric("balanced")
    made = calls(3, criteria=(criterion("invite", 0.0),), rubric_digest=rubric.digest)
    own = next(c.advice for c in rubric.criteria if c.name == "invite")
    assert card(made).coach_next[0].say == own.say


def test_rungs_count_secured_steps_from_the_top() -> None:
    steps = (("meeting", True), ("sale", True), ("meeting", True), ("meeting", False))
    found = card([row(f"c{n}", action=a, next_step_secured=s) for n, (a, s) in enumerate(steps)]).rungs
    assert [(rung.action, rung.count) for rung in found] == [("sale", 1), ("meeting", 2)]


def test_several_rubrics_are_named() -> None:
    rows = [*calls(2, rubric="balanced"), row("v", rubric="voicemail")]
    assert [(r.rubric, r.count) for r in card(rows).rubrics] == [("balanced", 2), ("voicemail", 1)]


def test_the_spread_hides_a_team_of_two() -> None:
    rows = [r for rep in ("Ann", "Ben") for r in calls(3, rep=rep, overall=50.0)]
    assert card(rows).overall.spread is None
    more = card(rows, others=calls(3, rep="Cleo", overall=80.0)).overall.spread
    assert more is not None
    assert (more.reps, more.low, more.median, more.upper_quartile, more.high) == (3, 50.0, 50.0, 65.0, 80.0)


def test_the_team_is_by_name_and_leaves_out_who_has_no_call_in_the_period() -> None:
    rows = {"Cleo": calls(1, date(2026, 6, 2)), "Ann": calls(2, date(2026, 6, 2)), "Ben": calls(1, date(2026, 1, 2))}
    found = team(rows, period=JUNE)
    assert [(line.rep, line.n, line.last) for line in found.reps] == [
        ("Ann", 2, date(2026, 6, 3)),
        ("Cleo", 1, date(2026, 6, 2)),
    ]


def test_scores_have_the_same_names_as_in_reports() -> None:
    assert QUESTIONS == SCORES
