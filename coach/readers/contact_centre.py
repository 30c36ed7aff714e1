"""Amazon Call Analytics and Contact Lens: turns with the participant's role."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, obj, objects, seconds, text
from coach.readers.source import Source
from coach.transcript import Role

_ROLES = {"AGENT": Role.REP, "CUSTOMER": Role.PROSPECT, "SYSTEM": Role.OTHER, "SUPERVISOR": Role.OTHER}


def sniff_analytics(source: Source) -> bool:
    """Turns that name the participant's role themselves."""
    turn = _first_said(source)
    return "ParticipantRole" in turn and "ParticipantId" not in turn


def sniff_lens(source: Source) -> bool:
    """Turns that name a participant by id."""
    return "ParticipantId" in _first_said(source)


def pieces(source: Source) -> Iterator[Piece]:
    """One piece a turn."""
    participants = {
        text(p, "ParticipantId"): text(p, "ParticipantRole") for p in objects(obj(source.value).get("Participants"))
    }
    for turn in _turns(source):
        who = text(turn, "ParticipantId")
        role = text(turn, "ParticipantRole") or participants.get(who, "") or who
        start = seconds(turn, "BeginOffsetMillis", scale=0.001)
        end = seconds(turn, "EndOffsetMillis", scale=0.001)
        yield Piece(_name(role, who, participants), text(turn, "Content"), start, end, _ROLES.get(role.upper()))


def _name(role: str, who: str, participants: dict[str, str]) -> str:
    """The role serves as the name, unless two participants share it."""
    return who if who and list(participants.values()).count(role) > 1 else role


def _first_said(source: Source) -> Object:
    """The first turn with words: a chat begins with events."""
    return next((turn for turn in _turns(source)[:50] if "Content" in turn), {})


def _turns(source: Source) -> list[Object]:
    """The turns, also where the real-time interface wraps each in a segment."""
    top = obj(source.value)
    segments = objects(top.get("Segments"))
    return objects(top.get("Transcript")) or [obj(s.get("Transcript")) for s in segments if "Transcript" in s]
