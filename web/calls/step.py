"""When a next step is due, as its reader reads it: an hour is the rep's, so elsewhere it is another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from coach.render import words
from coach.report import NextStep

# What an account has before anybody chose a zone.
UNSET = "UTC"


@dataclass(frozen=True, slots=True)
class Due:
    """A step's day for the reader.

    Attributes:
        iso: for machines.
        text: in the reader's zone where an hour is known.
        beside: the hour as it was said and where, if that differs; or "".
    """

    iso: str
    text: str
    beside: str = ""


def known_zone(zone: str | None) -> ZoneInfo | None:
    """The zone in which hours were said; None where the rep has no account or never chose a zone."""
    return ZoneInfo(zone) if zone and zone != UNSET else None


def due(step: NextStep, said_in: ZoneInfo | None, reader: str) -> Due | None:
    """The day and hour of a step; None where no single day was named.

    Args:
        step: from a report.
        said_in: the rep's zone, if it is known; else the hour stays as it was said.
        reader: the reader's zone, an IANA name.
    """
    if step.day is None:
        return None
    if not step.time:
        return Due(step.day.isoformat(), words.day(step.day))
    said = datetime.combine(step.day, time.fromisoformat(step.time), said_in)
    if said_in is None:
        return Due(said.isoformat(timespec="minutes"), _shown(said))
    here = said.astimezone(ZoneInfo(reader))
    other = "" if here.utcoffset() == said.utcoffset() else f"{step.time} in {place(said_in.key)}"
    return Due(said.isoformat(timespec="minutes"), _shown(here), other)


def place(zone: str) -> str:
    """`America/New_York` as people say it: New York."""
    return zone.rpartition("/")[2].replace("_", " ")


def _shown(moment: datetime) -> str:
    return f"{words.day(moment.date())}, {moment:%H:%M}"
