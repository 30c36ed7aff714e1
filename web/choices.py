"""What a reader chose in a filter, as it stands in the address: nothing that is no choice does any harm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST_NUMBER = 10
# The largest that the databases keep as an id.
MOST = 2**31 - 1


def number(text: str) -> int | None:
    """A whole number, at most `MOST`; or None: what a filter without a choice sends."""
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def one_of(text: str, choices: Iterable[str]) -> str:
    """The text if it is one of the choices, else "": no choice."""
    return text if text in choices else ""


def member(text: str, kind: type[Choice]) -> Choice | None:
    """The member of an enumeration with this value, or None."""
    return next((each for each in kind if each.value == text), None)


def a_day(text: str) -> date | None:
    """A day as date fields send it, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def page_number(text: str) -> int:
    """The number of a page, from 1."""
    return max(number(text) or 1, 1)


def address(path: str, **chosen: object) -> str:
    """A path with what was chosen; what was not chosen is left out."""
    kept = {name: value for name, value in chosen.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(kept)}" if kept else path
