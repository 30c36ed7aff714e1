"""The fold: many rows to one scorecard, the same whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable

from coach.scorecard.card import Period, Scorecard
from coach.scorecard.row import CallRow


def fold(rows: Iterable[CallRow], *, rep: str | None, period: Period, team_rows: Iterable[CallRow] = ()) -> Scorecard:
    """The scorecard of a rep.

    Args:
        rows: the rep's calls, of any day; those of `period` count, those of the period before give the change.
        rep: the name to put on it; None where the rows are everyone's.
        period: from `period_of`.
        team_rows: the whole team's calls, the rep's among them; each row's `rep` says whose it is.
    """
    raise NotImplementedError
