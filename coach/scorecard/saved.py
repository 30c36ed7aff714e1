"""Rows from what was saved: reports as JSON, alone or with the names of rep and prospect beside them, or rows."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeGuard

from pydantic import TypeAdapter, ValidationError

from coach.errors import ReadError
from coach.report import Report
from coach.scorecard.make_row import call_row
from coach.scorecard.row import CallRow

_REPORT = ("facts", "answers", "scores", "provenance")
_ROW = ("rubric_digest", "pushy_level", "criteria")


def is_saved(record: object) -> TypeGuard[dict[str, Any]]:
    """Whether this is a saved report or row, and not a transcript."""
    found = record.get("report", record) if isinstance(record, dict) else None
    return isinstance(found, dict) and any(all(name in found for name in names) for names in (_REPORT, _ROW))


def saved_row(record: dict[str, Any], file: str, line: int | None = None) -> CallRow:
    """The row of a saved report: the report itself, or under "report"; "rep" and "prospect" may stand beside it.

    Args:
        record: from JSON; `is_saved` says that it is one.
        file, line: where it was read, for the message.

    Raises:
        ReadError: a field is missing or of the wrong kind.
    """
    found = record.get("report", record)
    try:
        if all(name in found for name in _ROW):
            return _rows().validate_python(found)
        rep, prospect = (_name(record.get(key)) for key in ("rep", "prospect"))
        return call_row(_reports().validate_python(found), rep=rep, prospect=prospect)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        reason = f"the saved report does not hold together at {place!r}"
        raise ReadError(file, reason, "score the call again with this version", line) from error


def _name(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


@cache
def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


@cache
def _rows() -> TypeAdapter[CallRow]:
    return TypeAdapter(CallRow)
