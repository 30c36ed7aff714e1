"""Gong: monologues of sentences in milliseconds, names and sides from the parties where they came along."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, first, ident, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.transcript import Role

_SIDES = {"internal": Role.REP, "external": Role.PROSPECT}


def sniff(source: Source) -> bool:
    """Monologues with a speaker id and sentences."""
    return any("sentences" in first(call.get("transcript")) for call, _ in islice(_calls(source), 20))


def calls(source: Source) -> Calls:
    """Each call of the answer."""
    for call, page in _calls(source):
        call_id = _id(call)
        beside = next((c for c in objects(page.get("calls")) if _id(c) == call_id), {})
        parties = next((p for c in (call, beside, page) if (p := objects(c.get("parties")))), [])
        yield Call(tuple(_pieces(call, parties)), id=call_id)


def _calls(source: Source) -> Iterator[tuple[Object, Object]]:
    """Each call, and the answer that it came in."""
    for page in source.value if isinstance(source.value, list) else [source.value]:
        found = objects(obj(page).get("callTranscripts")) or objects(obj(page).get("calls")) or [obj(page)]
        yield from ((call, obj(page)) for call in found)


def _id(call: Object) -> str | None:
    return ident(call, "callId", "id") or ident(obj(call.get("metaData")), "id")


def _pieces(call: Object, parties: list[Object]) -> Iterator[Piece]:
    known = {str(party.get("speakerId") or party.get("id")): party for party in parties}
    for monologue in objects(call.get("transcript")):
        who = str(monologue.get("speakerId") or "")
        party = known.get(who, {})
        role = _SIDES.get(text(party, "affiliation").lower())
        for sentence in objects(monologue.get("sentences")):
            start, end = seconds(sentence, "start", scale=0.001), seconds(sentence, "end", scale=0.001)
            yield Piece(text(party, "name") or voice(who), text(sentence, "text"), start, end, role)
