"""The calls that were found as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.render import words
from coach.render.spreadsheet import Cell, to_csv
from coach.render.titles import title_of
from coach.scorecard.values import PUSHY_FROM
from coach.store.schema import Call

HEADER = (
    "day", "call", "rep", "team", "prospect", "type", "outcome", "next_step_secured", "truth_asked", "pushy",
    "overall", "next_step_score", "truth_score", "free_of_pressure_score", "next_step", "rubric", "findings", "link",
)  # fmt: skip


def table(calls: Sequence[Call], kinds: Mapping[str, Sequence[str]], teams: Mapping[int, str], site: str) -> str:
    """CSV, a line a call.

    Args:
        kinds: of the findings of each call.
        teams: names by id.
        site: address of this server, so that a line leads to its report.
    """
    return to_csv(HEADER, (_row(call, kinds.get(call.id, ()), teams, site) for call in calls))


def _row(call: Call, kinds: Sequence[str], teams: Mapping[int, str], site: str) -> tuple[Cell, ...]:
    return (
        call.day,
        call.title,
        call.rep.name,
        teams.get(call.team_id, ""),
        call.prospect,
        words.call_type(call.call_type),
        words.outcome(call.outcome),
        call.next_step_secured,
        call.truth_asked,
        call.pushy_level >= PUSHY_FROM,
        *(None if score is None else round(score, 1) for score in (call.overall, call.secured, call.asked, call.pushy)),
        words.action(call.action) if call.action else None,
        call.rubric,
        "; ".join(title_of(kind).text for kind in kinds),
        f"{site}/calls/{call.id}",
    )
