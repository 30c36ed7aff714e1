"""The wording of scorecards: how sure a figure may sound, the team beside it, the change, where a quote is from."""

from __future__ import annotations

from collections.abc import Iterable

from coach.render.words import action, counted, day, metric_number, tidy
from coach.scorecard import TOO_FEW, Figure, Period, RubricCount, RungCount, SeenMoment, SeenQuote, Spread, TalkFigure

NO_CALLS = "did not come up"
CLOSING = "how the call ended"


def calls(n: int) -> str:
    """`1 call`, `12 calls`."""
    return f"{n} call" if n == 1 else f"{n} calls"


def mean_text(figure: Figure) -> str:
    """`62`, `86 %`, `too few to say`, or that it did not come up."""
    if figure.n == 0 or figure.mean is None:
        return NO_CALLS
    if figure.too_few:
        return "too few to say"
    return f"{figure.mean:.0f} %" if figure.kind == "share" else f"{figure.mean:.0f}"


def n_text(figure: Figure) -> str:
    """How many calls, and for a share in how many of them it is so."""
    return str(figure.n) if figure.count is None or not figure.n else f"{figure.count} of {figure.n}"


def change_text(figure: Figure) -> str:
    """`+4`, `same`, `(-3)` where the calls' own ups and downs explain it, or nothing where there is no comparison."""
    if figure.change is None:
        return ""
    if round(figure.change) == 0:
        return "same"
    return f"{figure.change:+.0f}" if figure.change_clear else f"({figure.change:+.0f})"


def spread_text(spread: Spread | None) -> str:
    """The middle half of the team's reps."""
    return f"{spread.lower_quartile:.0f} to {spread.upper_quartile:.0f}" if spread else ""


def period_text(period: Period) -> str:
    """The name, with its days where the name does not say them."""
    if not period.start or not period.end or str(period.end.year) in period.name:
        return period.name
    return f"{period.name}, {day(period.start)} to {day(period.end)}"


def change_note(figures: Iterable[Figure], before: Period | None) -> str:
    """What the change is against and what brackets mean, or ""."""
    changed = [figure for figure in figures if figure.change is not None]
    if not changed or before is None:
        return ""
    doubt = any(not f.change_clear and round(f.change or 0.0) for f in changed)
    brackets = " In brackets: no more than the ups and downs from call to call." if doubt else ""
    return f"Change: against {period_text(before)}.{brackets}"


def team_note(figures: Iterable[Figure]) -> str:
    """What the team's middle half is, or ""."""
    if not any(figure.spread for figure in figures):
        return ""
    return f"Team's middle half: half of the reps lie in it. Reps with at least {TOO_FEW} calls, each counted once."


def small_numbers(figures: Iterable[Figure]) -> str:
    """Why some figures are not said, or ""."""
    if not any(0 < figure.n < TOO_FEW for figure in figures):
        return ""
    return f"Too few to say: fewer than {TOO_FEW} calls, where one unusual call decides the figure."


def unsure_text(figures: Iterable[Figure]) -> str:
    """How many answers behind the figures a person should look at, or ""."""
    parts = [f"{f.title}, {calls(f.unsure)}" for f in figures if f.unsure]
    return f"Close answers that a person should look at: {'; '.join(parts)}." if parts else ""


def undated_text(undated: int) -> str:
    """That calls were left out, or ""."""
    if not undated:
        return ""
    return f"{calls(undated)} {'has' if undated == 1 else 'have'} no date and could not be placed in the period."


def rubrics_text(rubrics: Iterable[RubricCount]) -> str:
    """What judged the calls; a mixture says so."""
    found = list(rubrics)
    listed = ", ".join(f"{r.rubric} ({calls(r.count)})" for r in found)
    if len(found) < 2:
        return f"Judged by the rubric {listed}." if found else ""
    return f"Judged by {len(found)} rubrics, so the means are a mixture: {listed}."


def rungs_text(rungs: Iterable[RungCount]) -> str:
    """Secured steps by rung."""
    return ", ".join(f"{action(rung.action)}: {rung.count}" for rung in rungs)


def seen_text(seen: SeenMoment | SeenQuote) -> str:
    """Who said it, in which call, when, to whom."""
    who = seen.role if isinstance(seen, SeenQuote) else seen.moment.role
    turn = seen.turn if isinstance(seen, SeenQuote) else seen.moment.turn
    parts = [who.value.capitalize(), f"call {tidy(seen.call)}, turn {counted(turn)}"]
    parts += [tidy(seen.prospect)] if seen.prospect else []
    parts += [day(seen.day)] if seen.day else []
    return ", ".join(parts)


def talk_text(figure: TalkFigure) -> str:
    """The mean of a talk metric with its unit, or why there is none."""
    if figure.mean is None:
        return "not known"
    return "too few to say" if figure.too_few else metric_number(figure.mean, figure.unit)


def talk_band(figure: TalkFigure) -> str:
    """The soft band."""
    low, high = (None if edge is None else metric_number(edge, figure.unit) for edge in (figure.low, figure.high))
    if low and high:
        return f"mostly {low} to {high}"
    return f"mostly up to {high}" if high else f"mostly {low} or more" if low else ""
