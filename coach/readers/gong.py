"""Gong: monologues of sentences in milliseconds, names and sides from the parties where they came along."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Call, Calls, Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.source import Source
from coach.transcript import Role

_SIDES = {"internal": Role.REP, "external": Role.PROSPECT}


def sniff(source: Source) -> bool:
    """Monologues with a speaker id and sentences."""
    call = next(iter(_calls(source)), {})
    monologue = first(call.get("transcript"))
    return "sentences" in monologue


def calls(source: Source) -> Calls:
    """Each call of the answer."""
    for call in _calls(source):
        parties = objects(call.get("parties")) or objects(obj(source.value).get("parties"))
        call_id = text(call, "callId", "id") or text(obj(call.get("metaData")), "id")
        yield Call(tuple(_pieces(call, parties)), id=call_id or None)


def _calls(source: Source) -> list[Object]:
    top = obj(source.value) or first(source.value)
    return objects(top.get("callTranscripts")) or objects(top.get("calls")) or [top]


def _pieces(call: Object, parties: list[Object]) -> Iterator[Piece]:
    known = {str(party.get("speakerId") or party.get("id")): party for party in parties}
    for monologue in objects(call.get("transcript")):
        who = str(monologue.get("speakerId") or "")
        party = known.get(who, {})
        role = _SIDES.get(text(party, "affiliation").lower())
        for sentence in objects(monologue.get("sentences")):
            start, end = seconds(sentence, "start", scale=0.001), seconds(sentence, "end", scale=0.001)
            yield Piece(text(party, "name") or voice(who), text(sentence, "text"), start, end, role)
