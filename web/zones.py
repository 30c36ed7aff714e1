"""Time zones: those a person may choose from, and the day it is in one."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from coach.errors import StoreError

_REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """(IANA name, words) by name, UTC first; the old names of places that have a new one are left out by region."""
    named = sorted(name for name in available_timezones() if name.partition("/")[0] in _REGIONS)
    return (("UTC", "UTC"), *((name, name.replace("_", " ").replace("/", " / ")) for name in named))


def known_zone(zone: str) -> None:
    """Refuses a zone that does not exist.

    Raises:
        StoreError: there is no such zone.
    """
    if zone not in available_timezones():
        raise StoreError("There is no such time zone; choose one from the list.")


def today(now: datetime, zone: str) -> date:
    """The day it is where the reader is."""
    return now.astimezone(ZoneInfo(zone)).date()
