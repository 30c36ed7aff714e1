"""The table by rep is the team's scorecard, to the digit, though no more than one rep's calls are held at once."""

from __future__ import annotations

from hypothesis import given, settings
from scorecard_rows import ROWS

from coach.batch.summary import team_card
from coach.scorecard import CallRow, Period, row_to_json, team


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_the_same_card_as_the_team(rows: list[CallRow]) -> None:
    by_rep = {rep: [row for row in rows if row.rep == rep] for rep in {row.rep for row in rows if row.rep}}
    card = team_card(by_rep, lambda rep: map(row_to_json, by_rep[rep]))
    once = {rep: list(dict.fromkeys(mine)) for rep, mine in by_rep.items()}
    assert card == team(once, period=Period("all time"))
