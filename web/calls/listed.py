"""Calls as the list shows them: what a person should look at, and the words found, without reading any report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.scorecard.values import PUSHY_FROM
from coach.store.audit import batched
from coach.store.schema import Call, CallFinding
from coach.store.search import folded, needles
from web.calls.found import Piece, around, places


@dataclass(frozen=True, slots=True)
class Listed:
    """A call in the list.

    Attributes:
        unsure: the questions whose answer a person should look at.
        said: where the words were found, with the words around; empty where none were looked for.
    """

    call: Call
    unsure: frozenset[str]
    said: tuple[Piece, ...]

    @property
    def pushy(self) -> bool:
        """Whether the rep was pushy, as the report says it."""
        return self.call.pushy_level >= PUSHY_FROM


def listed(db: Session, calls: Sequence[Call], query: str) -> list[Listed]:
    """The calls with what the list tells of them."""
    unsure = {call_id: frozenset(row["unsure"]) for call_id, row in _texts(db, calls, Call.row)}
    wanted = needles(query)
    said = {call_id: _said(kept, wanted) for call_id, kept in _texts(db, calls, Call.transcript)} if wanted else {}
    return [Listed(call, unsure.get(call.id, frozenset()), said.get(call.id, ())) for call in calls]


def kinds_of(db: Session, calls: Iterable[Call]) -> dict[str, list[str]]:
    """The kinds of findings of each call."""
    found: dict[str, list[str]] = {}
    for ids in batched([call.id for call in calls]):
        wanted = select(CallFinding.call_id, CallFinding.kind).where(CallFinding.call_id.in_(ids))
        for call_id, kind in db.execute(wanted.order_by(CallFinding.kind)).tuples():
            found.setdefault(call_id, []).append(kind)
    return found


def _texts(db: Session, calls: Iterable[Call], column: Any) -> Iterator[tuple[str, Any]]:
    for call_id, text in db.execute(select(Call.id, column).where(Call.id.in_([call.id for call in calls]))).tuples():
        yield call_id, json.loads(text)


def _said(transcript: dict[str, Any], wanted: Sequence[str]) -> tuple[Piece, ...]:
    """The first stretch of talk that has all the words, else the one that has most; nothing where they stand apart."""
    best, most = "", 0
    for _, run in groupby(transcript["utterances"], key=lambda utterance: utterance["speaker"]):
        text = " ".join(utterance["text"] for utterance in run)
        plain = folded(text)
        count = sum(needle in plain for needle in wanted)
        if count > most:
            best, most = text, count
        if most == len(wanted):
            break
    spots = places(best, wanted)
    return around(best, spots) if spots else ()
