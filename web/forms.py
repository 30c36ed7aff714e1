"""Forms that are shown again: what is wrong with which field, and what a password must be."""

from __future__ import annotations

from collections.abc import Callable

from coach.errors import StoreError
from coach.store.users import LONGEST, SHORTEST

PASSWORD_HINT = f"At least {SHORTEST} characters; a few words you will remember are better than one with signs."


def problems(**checks: Callable[[], object]) -> dict[str, str]:
    """What is wrong, by field: each check is a function that raises a StoreError where its field cannot be taken."""
    found = {}
    for field, check in checks.items():
        try:
            check()
        except StoreError as error:
            found[field] = str(error)
    return found


def filled(value: str, sentence: str) -> None:
    """Refuses an empty field.

    Raises:
        StoreError: there is nothing in it; with this sentence.
    """
    if not value.strip():
        raise StoreError(sentence)


def good_password(password: str) -> None:
    """Refuses a password of the wrong length, without the time that hashing it takes.

    Raises:
        StoreError: too short or too long.
    """
    if len(password) < SHORTEST:
        raise StoreError(f"Take at least {SHORTEST} characters; this has {len(password)}.")
    if len(password) > LONGEST:
        raise StoreError(f"Take at most {LONGEST} characters; this has {len(password)}.")


class Errors(dict[str, str]):
    """Errors by field; a field without one is "", so that templates need not ask first."""

    def __missing__(self, key: str) -> str:
        return ""
