"""Reads fields of foreign JSON without trust: what is missing or of another kind counts as not there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from coach.readers import clock

Object = dict[str, Any]


def obj(value: Any) -> Object:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[Object]:
    """The objects of a list, in order."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def first(value: Any) -> Object:
    """The first object of a list."""
    items = value if isinstance(value, list) else ()
    return next((item for item in items if isinstance(item, dict)), {})


def text(item: Object, *keys: str) -> str:
    """The first of the keys that holds a string with something in it, else ""."""
    return next((value for key in keys if isinstance(value := item.get(key), str) and value), "")


def ident(item: Object, *keys: str) -> str | None:
    """The first of the keys that holds an id, which may be a number."""
    found = (item.get(key) for key in keys)
    return next((str(v) for v in found if (isinstance(v, str) and v) or (type(v) is int and abs(v) < 10**40)), None)


def number(value: Any) -> float | None:
    """A number, also where it is written as a string or is too large for a float."""
    if isinstance(value, str):
        return clock.seconds(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def seconds(item: Object, *keys: str, scale: float = 1.0) -> float | None:
    """The first of the keys that holds a time: a number, "1.5s", "0:01:05", or seconds and nanos."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, dict):
            return (number(value.get("seconds")) or 0.0) + (number(value.get("nanos")) or 0.0) * 1e-9
        found = number(value)
        if found is not None:
            return found if isinstance(value, str) and ":" in value else found * scale
    return None


def voice(value: Any, kind: str = "Speaker") -> str:
    """A speaker's name from a label: "Speaker 0" for numbers and single letters, else as given."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    label = str(value).strip() if isinstance(value, str) or abs(value) < 10**9 else ""
    if label.isdigit() or (len(label) == 1 and label.isalpha()):
        return f"{kind} {label}"
    return "" if label.lower() in ("unknown", "uu", "none", "null") else label


def walk(value: Any, depth: int = 3, width: int | None = 20) -> Iterator[Object]:
    """The object and those inside it, outermost first, so far down as exports wrap things.

    Args:
        value: the JSON value.
        depth: how many levels down.
        width: how many items of each list are looked at; None means all.
    """
    if isinstance(value, dict):
        yield value
    if depth > 0 and isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value[:width]
        for item in inner:
            yield from walk(item, depth - 1, width)
