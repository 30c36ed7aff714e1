"""JSON lines: one call a line, with the whole report as `coach score --format json` has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from coach.batch.destinations.done import Done, body_of
from coach.batch.ledger import Kept
from coach.batch.places import shown
from coach.render.json import report_data


def body(done: Done) -> str:
    """The line: `file`, `rep`, `prospect`, `report`."""
    whole = {"file": shown(done.file), "rep": done.rep, "prospect": done.prospect}
    return json.dumps({**whole, "report": report_data(done.report)}, ensure_ascii=False, separators=(",", ":"))


def write(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
    """Writes the lines."""
    with place("").open("w", encoding="utf-8", newline="\n") as file:
        for call in kept:
            file.write(body_of(call) + "\n")
