"""All calls at once: as a table, or as lines with their reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from coach.store import audit, calls, teams
from coach.store.audit import batched
from coach.store.schema import Call, Rep, Upload
from web.api.asked import Which
from web.api.caller import Caller, group, text
from web.calls.listed import kinds_of
from web.calls.table import table
from web.deps import Now, Reading, reading, settings_of, writing

router = group("Export")
# More lines than this no spreadsheet opens.
MOST = 1_000_000
AT_ONCE = 50
TABLE, LINES = "text/csv", "application/jsonl"


class Exported(Which):
    """Which calls, and in what form."""

    format: Annotated[
        Literal["csv", "jsonl"],
        Field(description="A table of the scores; or a line a call with its report, as `coach scorecard` reads it"),
    ] = "csv"


@router.get("/export", response_class=Response, responses=text(TABLE, LINES))
def export_calls(request: Request, me: Caller, db: Reading, now: Now, asked: Annotated[Exported, Query()]) -> Response:
    """The calls that are asked for, a line each."""
    found = calls.find(db, asked.filter(db, me), limit=MOST)
    with writing(request) as log:
        audit.record(log, me, "exported", "calls", "", now, f"{found.total} calls, {asked.format}")
    if asked.format == "jsonl":
        return StreamingResponse(_lines(request, [call.id for call in found.calls]), media_type=LINES)
    names = {team.id: team.name for team in teams.listing(db)}
    rows = table(found.calls, kinds_of(db, found.calls), names, settings_of(request).address)
    return Response(rows, media_type=TABLE)


def _lines(request: Request, ids: list[str]) -> Iterator[str]:
    """A part of the reports at a time: together they may be larger than the memory."""
    for some in batched(ids, AT_ONCE):
        yield "".join(_read(request, some))


def _read(request: Request, ids: Sequence[str]) -> Iterator[str]:
    columns = select(Call.id, Upload.filename, Rep.name, Call.prospect, Call.report).join(Call.rep)
    wanted = columns.join(Upload, Upload.id == Call.upload_id).where(Call.id.in_(ids))
    with reading(request) as db:
        found = {row.id: row for row in db.execute(wanted)}
    for each in (found[one] for one in ids if one in found):
        known = {"id": each.id, "file": each.filename, "rep": each.name, "prospect": each.prospect or None}
        line = {**known, "report": json.loads(each.report)}
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
