"""The team: reps side by side, and how they lie on each figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.scorecard.card import Period, Spread, TeamCard, TeamLine, TeamSpread
from coach.scorecard.coaching import coach_next
from coach.scorecard.exact import tenth
from coach.scorecard.figures import Frame, RepMeans, frame, headlines, rep_means, spreads_of, title_of
from coach.scorecard.period import period_before, undated
from coach.scorecard.row import CallRow
from coach.scorecard.values import HEADLINES, Key, criteria_of


def team(rows_by_rep: Mapping[str, Iterable[CallRow]], *, period: Period) -> TeamCard:
    """The team's card: one line a rep who has a call in the period, in the order of their names.

    Args:
        rows_by_rep: each rep's calls, of any day; whose they are is said here, not by the rows.
        period: from `period_of`.
    """
    rows = {rep: tuple(mine) for rep, mine in rows_by_rep.items()}
    frames = {rep: shared for rep in sorted(rows) if (shared := frame(rows[rep], period)).now}
    means = rep_means((rep, reading) for rep, shared in frames.items() for reading in shared.now)
    spreads = spreads_of(means)
    return TeamCard(
        period=period,
        before=period_before(period),
        n=sum(len(shared.now) for shared in frames.values()),
        undated=sum(undated(mine, period) for mine in rows.values()),
        reps=tuple(_line(rep, shared, spreads) for rep, shared in frames.items()),
        spreads=tuple(_spread(key, means, spreads) for key in HEADLINES),
    )


def _line(rep: str, shared: Frame, spreads: Mapping[Key, Spread | None]) -> TeamLine:
    rows = [reading.row for reading in shared.now]
    coaching = coach_next(shared, criteria_of(rows), spreads)
    return TeamLine(
        rep=rep,
        n=len(rows),
        last=max((row.day for row in rows if row.day), default=None),
        figures=headlines(shared, {}),
        coach_next=coaching[0].title if coaching else None,
    )


def _spread(key: Key, means: RepMeans, spreads: Mapping[Key, Spread | None]) -> TeamSpread:
    dots = tuple((rep, tenth(mean)) for rep, mean in sorted(means.get(key, {}).items()))
    return TeamSpread(key.name, title_of(key), key.name != "overly_pushy", spreads.get(key), dots)
