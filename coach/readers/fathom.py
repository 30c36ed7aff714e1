"""Fathom: entries with a speaker object and a clock; invitees tell who came from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, first, ident, objects, seconds, text, walk
from coach.readers.source import Source
from coach.transcript import Role


def sniff(source: Source) -> bool:
    """Entries whose speaker is an object with a display name."""
    return any(_is_meeting(item) for item in walk(source.value))


def calls(source: Source) -> Calls:
    """Each meeting of the answer."""
    for meeting in filter(_is_meeting, walk(source.value, width=None)):
        yield Call(tuple(_pieces(meeting)), id=ident(meeting, "recording_id", "id"))


def _pieces(meeting: Object) -> Iterator[Piece]:
    """One piece an entry."""
    sides = {_email(i): _side(i) for i in objects(meeting.get("calendar_invitees")) if _email(i)}
    for entry in objects(meeting.get("transcript")):
        speaker = first([entry.get("speaker")])
        role = sides.get(text(speaker, "matched_calendar_invitee_email").lower())
        yield Piece(text(speaker, "display_name"), text(entry, "text"), seconds(entry, "timestamp"), None, role)


def _is_meeting(item: Object) -> bool:
    speaker: Any = first(item.get("transcript")).get("speaker")
    return isinstance(speaker, dict) and "display_name" in speaker


def _email(invitee: Object) -> str:
    return text(invitee, "email").lower()


def _side(invitee: Object) -> Role | None:
    external = invitee.get("is_external")
    return None if not isinstance(external, bool) else Role.PROSPECT if external else Role.REP
