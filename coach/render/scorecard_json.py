"""Scorecards as JSON: every field of the card, keys in the order of the dataclasses."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from coach.scorecard import Scorecard, TeamCard


@cache
def _adapter() -> TypeAdapter[Scorecard | TeamCard]:
    return TypeAdapter(Scorecard | TeamCard)


def card_to_json(card: Scorecard | TeamCard) -> str:
    """The card, ending in a newline."""
    return _adapter().dump_json(card, indent=2).decode() + "\n"
