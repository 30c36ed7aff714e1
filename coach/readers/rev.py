"""Rev: monologues of elements that carry their own spaces and marks."""

from __future__ import annotations

from collections.abc import Iterator

from coach.readers.draft import Piece
from coach.readers.fields import Object, first, obj, objects, seconds, text, voice
from coach.readers.source import Source


def sniff(source: Source) -> bool:
    """Monologues with elements."""
    return "elements" in first(obj(source.value).get("monologues"))


def pieces(source: Source) -> Iterator[Piece]:
    """One piece a monologue."""
    top = obj(source.value)
    names = {str(s.get("id")): text(s, "name") for s in objects(top.get("speakers"))}
    for monologue in objects(top.get("monologues")):
        elements = objects(monologue.get("elements"))
        who = monologue.get("speaker")
        speaker = names.get(str(who)) or text(obj(monologue.get("speaker_info")), "display_name") or voice(who)
        words = "".join(text(element, "value") for element in elements)
        yield Piece(
            speaker,
            words,
            _time(elements, "ts", "timestamp"),
            _time(elements[::-1], "end_ts", "end_timestamp"),
        )


def _time(elements: list[Object], *keys: str) -> float | None:
    return next((t for e in elements if (t := seconds(e, *keys)) is not None), None)
