"""Coach's own call format: one call, an array of calls, or a call a line; turns are kept as given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from coach.errors import ReadError
from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, ident, seconds, text
from coach.readers.source import Source, parse_json
from coach.transcript import Role

_REMEDY = "see the call format in the README"
_YEARS = range(1970, 2200)
_ROLES = ", ".join(role.value for role in Role)


def sniff(source: Source) -> bool:
    """An object with turns, or an array of such objects."""
    value = source.value
    items = value[:1] if isinstance(value, list) else [value]
    return any(isinstance(item, dict) and isinstance(item.get("turns"), list | dict) for item in items)


def sniff_lines(source: Source) -> bool:
    """One JSON object a line."""
    return source.json_lines


def calls(source: Source) -> Calls:
    """The call, or each call of the array."""
    if not isinstance(source.value, list):
        yield _call(source.value, source.name)
        return
    for number, value in enumerate(source.value, 1):
        yield _call_or_error(value, source.name, number)


def calls_by_line(source: Source) -> Calls:
    """A call a line, read one at a time; a bad line does not end the file."""
    for number, line in source.numbered_lines():
        try:
            value = parse_json(line, source.name, number)
        except ReadError as error:
            yield error
        else:
            yield _call_or_error(value, source.name, number)


def _call_or_error(value: Any, name: str, number: int) -> Call | ReadError:
    try:
        return _call(value, name, number)
    except ReadError as error:
        return error


def _call(value: Any, name: str, number: int | None = None) -> Call:
    if not isinstance(value, dict) or not isinstance(value.get("turns"), list):
        raise ReadError(name, "this is not a call, for it has no list of turns", _REMEDY, number)
    return Call(
        pieces=tuple(_pieces(value["turns"], name, number)),
        id=_id(value, name, number),
        day=_day(value.get("date"), name, number),
        rep=text(value, "rep") or None,
        plan=text(value, "plan") or None,
        backup=text(value, "backup") or None,
        whole_turns=True,
        line=number,
    )


def _pieces(turns: list[Any], name: str, number: int | None) -> Iterator[Piece]:
    for n, turn in enumerate(turns):
        if not isinstance(turn, dict) or not isinstance(turn.get("text"), str):
            raise ReadError(name, f"turn {n} (counted from 0) has no text", _REMEDY, number)
        role = _role(turn.get("role"), n, name, number)
        speaker = text(turn, "speaker") or (role.value if role else "")
        yield Piece(speaker, turn["text"], seconds(turn, "start"), seconds(turn, "end"), role)


def _role(value: Any, turn: int, name: str, number: int | None) -> Role | None:
    if value is None or value == "":
        return None
    try:
        return Role(value.lower() if isinstance(value, str) else value)
    except ValueError:
        reason = f"turn {turn} (counted from 0) has a role that is none of {_ROLES}"
        raise ReadError(name, reason, _REMEDY, number) from None


def _id(call: Object, name: str, number: int | None) -> str | None:
    found = ident(call, "id")
    if found is None and call.get("id") not in (None, ""):
        raise ReadError(name, "the id of the call is neither text nor a whole number", _REMEDY, number)
    return found


def _day(value: Any, name: str, number: int | None) -> date | None:
    if value is None or value == "":
        return None
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ReadError(name, "the date of the call is not like 2025-03-31", _REMEDY, number) from None
    if day.year not in _YEARS:
        raise ReadError(name, "the date of the call is not of our time", _REMEDY, number)
    return day
