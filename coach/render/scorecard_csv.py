"""Scorecards as CSV: a rep's card with one row a figure, the team's with one row a rep."""

from __future__ import annotations

from collections.abc import Iterator

from coach.render.spreadsheet import Cell, to_csv
from coach.scorecard import Figure, Scorecard, TeamCard, TeamLine

CARD = (
    "rep", "period", "from", "to", "figure", "name", "kind", "question", "calls", "mean", "too_few_to_say", "count",
    "unsure", "points", "possible", "before", "calls_before", "change", "change_is_clear", "team_reps", "team_low",
    "team_lower_quartile", "team_median", "team_upper_quartile", "team_high",
)  # fmt: skip


def card_to_csv(card: Scorecard) -> str:
    """One row a figure: overall, questions, shares, criteria. Means are 0..100; empty: it did not come up."""
    figures = (card.overall, *card.questions, *card.shares, *card.criteria)
    return to_csv(CARD, (_figure(card, figure) for figure in figures))


def _figure(card: Scorecard, f: Figure) -> Iterator[Cell]:
    yield from (card.rep or "everyone", card.period.name, card.period.start, card.period.end)
    yield from (f.title, f.name, f.kind, f.question, f.n, f.mean, f.too_few, f.count, f.unsure, f.points, f.possible)
    yield from (f.before, f.n_before or None, f.change, f.change_clear if f.change is not None else None)
    s = f.spread
    yield from (s.reps, s.low, s.lower_quartile, s.median, s.upper_quartile, s.high) if s else (None,) * 6


def team_to_csv(card: TeamCard) -> str:
    """One row a rep: calls, the day of the last, and for each figure its mean 0..100 with the calls behind it."""
    names = [name for spread in card.spreads for name in (spread.name, f"{spread.name}_calls")]
    header = ("rep", "period", "from", "to", "calls", "last_call", *names, "coach_next")
    return to_csv(header, (_line(card, line) for line in card.reps))


def _line(card: TeamCard, line: TeamLine) -> Iterator[Cell]:
    yield from (line.rep, card.period.name, card.period.start, card.period.end, line.n, line.last)
    for figure in line.figures:
        yield from (figure.mean, figure.n)
    yield line.coach_next
