"""The fold: many rows to one scorecard, the same whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable

from coach.scorecard import moments
from coach.scorecard.card import Period, Scorecard
from coach.scorecard.coaching import coach_next
from coach.scorecard.figures import figure, frame, headlines, rep_means, spreads_of
from coach.scorecard.period import period_before, undated, within
from coach.scorecard.row import CallRow
from coach.scorecard.values import QUESTIONS, criteria_of, readings


def fold(rows: Iterable[CallRow], *, rep: str | None, period: Period, team_rows: Iterable[CallRow] = ()) -> Scorecard:
    """The scorecard of a rep.

    Args:
        rows: the rep's calls, of any day; those of `period` count, those of the period before give the change.
        rep: the name to put on it; None where the rows are everyone's.
        period: from `period_of`.
        team_rows: the whole team's calls, the rep's among them; each row's `rep` says whose it is.
    """
    rows = tuple(rows)
    shared = frame(rows, period)
    mine = [reading.row for reading in shared.now]
    team = within(team_rows, period)
    spreads = spreads_of(rep_means((reading.row.rep, reading) for reading in readings(team)))
    titles = criteria_of(mine)
    heads = headlines(shared, spreads)
    last = 1 + len(QUESTIONS)
    return Scorecard(
        rep=rep,
        period=period,
        before=period_before(period),
        n=len(mine),
        undated=undated(rows, period),
        team=len({row.rep for row in team if row.rep is not None}),
        overall=heads[0],
        questions=heads[1:last],
        shares=heads[last:],
        criteria=tuple(figure(key, title, shared, spreads.get(key)) for key, title in titles.items()),
        rungs=moments.rungs(mine),
        best=moments.best_moments(mine),
        worst=moments.worst_moments(mine),
        coach_next=coach_next(shared, titles, spreads),
        talk=moments.talk(mine),
        rubrics=moments.rubrics(mine),
        words=sum(row.words for row in mine),
    )
