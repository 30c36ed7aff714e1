"""The table by rep at the end of a run: the team's scorecard, folded one rep at a time so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from coach.scorecard import CallRow, Period, Spread, TeamCard, TeamLine, TeamSpread, row_from_json
from coach.scorecard.coaching import coach_next
from coach.scorecard.exact import tenth
from coach.scorecard.figures import Frame, frame, headlines, rep_means, spreads_of, title_of
from coach.scorecard.values import HEADLINES, Key, criteria_of

CARD = "scorecard.csv"
_ALL = Period("all time")

Cards = Callable[[str], Iterable[str]]


def team_card(reps: Iterable[str], cards: Cards) -> TeamCard:
    """The same card as `coach.scorecard.team` makes of all rows at once.

    Args:
        reps: their names.
        cards: a rep's rows as JSON; asked for twice, because the team's spread must be known first.
    """
    reps = sorted(reps)
    means: dict[Key, dict[str, Fraction]] = {}
    for rep in reps:
        for key, mine in rep_means((rep, reading) for reading in _frame(cards(rep)).now).items():
            means.setdefault(key, {}).update(mine)
    spreads = spreads_of(means)
    lines = []
    for rep in reps:
        shared = _frame(cards(rep))
        rows = [reading.row for reading in shared.now]
        coaching = coach_next(shared, criteria_of(rows), spreads)
        last = max((row.day for row in rows if row.day), default=None)
        title = coaching[0].title if coaching else None
        lines.append(TeamLine(rep, len(rows), last, headlines(shared, {}), title))
    return TeamCard(
        period=_ALL,
        before=None,
        n=sum(line.n for line in lines),
        undated=0,
        reps=tuple(lines),
        spreads=tuple(_spread(key, means.get(key, {}), spreads.get(key)) for key in HEADLINES),
    )


def _spread(key: Key, means: dict[str, Fraction], spread: Spread | None) -> TeamSpread:
    dots = tuple((rep, tenth(mean)) for rep, mean in sorted(means.items()))
    return TeamSpread(key.name, title_of(key), key.name != "overly_pushy", spread, dots)


def _frame(cards: Iterable[str]) -> Frame:
    """A call that is there twice counts once, as in `coach scorecard`."""
    return frame((_light(row) for row in _once(map(row_from_json, cards))), _ALL)


def _once(rows: Iterable[CallRow]) -> Iterator[CallRow]:
    seen = set()
    for row in rows:
        if (mark := hash(row)) not in seen:
            seen.add(mark)
            yield row


def _light(row: CallRow) -> CallRow:
    """The row without what no figure needs."""
    return replace(row, best=None, worst=None, more=(), advice=(), metrics=(), findings=())
