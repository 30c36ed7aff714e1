"""Rows for scorecards, remembered between questions: to read a thousand anew would take most of a page's time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from coach.scorecard import CallRow, row_from_json
from coach.store.audit import batched
from coach.store.schema import Call, Rep

# A call that is scored again is another entry, and one that was deleted is never asked for.
Entry = tuple[str, datetime]
MOST = 10_000
_known: dict[Entry, CallRow] = {}
_lock = Lock()


def matching_rows(session: Session, matching: ColumnElement[bool]) -> list[CallRow]:
    """The rows of calls, oldest first; names and days as they are now, as they may have been mended since."""
    wanted = select(Call.id, Call.scored_at, Rep.name, Call.prospect, Call.day).join(Rep, Rep.id == Call.rep_id)
    found = session.execute(wanted.where(matching).order_by(Call.filed, Call.id)).tuples().all()
    rows = _rows(session, [(call_id, scored_at) for call_id, scored_at, *_ in found])
    # A call may have been deleted in this moment.
    return [
        _as_now(rows[call_id, scored_at], rep, prospect or None, day)
        for call_id, scored_at, rep, prospect, day in found
        if (call_id, scored_at) in rows
    ]


def _as_now(row: CallRow, rep: str, prospect: str | None, day: date | None) -> CallRow:
    same = (row.rep, row.prospect, row.day) == (rep, prospect, day)
    return row if same else replace(row, rep=rep, prospect=prospect, day=day)


def _rows(session: Session, entries: list[Entry]) -> dict[Entry, CallRow]:
    known = {entry: row for entry in entries if (row := _known.get(entry))}
    missing = {entry[0]: entry for entry in entries if entry not in known}
    fresh: dict[Entry, CallRow] = {}
    for ids in batched(list(missing)):
        read = session.execute(select(Call.id, Call.row).where(Call.id.in_(ids))).tuples()
        fresh |= {missing[call_id]: row_from_json(row) for call_id, row in read}
    _remember(fresh)
    return known | fresh


def _remember(rows: dict[Entry, CallRow]) -> None:
    with _lock:
        _known.update(rows)
        while len(_known) > MOST:
            del _known[next(iter(_known))]
