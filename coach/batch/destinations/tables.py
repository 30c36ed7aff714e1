"""CSV: one row a call, and in a second file one row a finding."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from coach.batch.cells import table
from coach.batch.destinations.done import Done, body_of
from coach.batch.flat import CALL, FINDING, call_row, finding_rows
from coach.batch.ledger import Kept

FINDINGS = "findings.csv"
# What ties a finding to its call.
_OF_CALL = ("file", "call_id", "date", "rep")


def body(done: Done) -> str:
    """The call's row and its findings' rows."""
    return json.dumps({"call": call_row(done), "findings": list(finding_rows(done.report))}, ensure_ascii=False)


def write(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
    """Writes both tables."""
    with table(place(""), CALL) as add_call, table(place(FINDINGS), (*_OF_CALL, *FINDING)) as add_finding:
        for each in kept:
            found = json.loads(body_of(each))
            call = found["call"]
            add_call(call[name] for name in CALL)
            for finding in found["findings"]:
                add_finding((*(call[name] for name in _OF_CALL), *(finding[name] for name in FINDING)))
