"""Next steps as a calendar file (RFC 5545), the same bytes for the same steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from coach.report import NextStep

HALF_HOUR = timedelta(minutes=30)
# How often a calendar that follows a feed should look again; most look when they like.
LOOK_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something with a day.

    Attributes:
        key: what makes it itself, the same each time it is written.
        time: "HH:MM"; None fills the day.
        zone: of the time; None: as it was said, wherever the reader is.
        stamp: when it came to be known.
        url: where to read more, or "".
    """

    key: str
    day: date
    time: str | None
    summary: str
    description: str
    stamp: datetime
    url: str = ""
    zone: ZoneInfo | None = None


def calendar(steps: Iterable[tuple[str, NextStep]]) -> bytes:
    """A calendar with one event a step that has a day; an hour makes it half an hour, else it fills the day."""
    return _written(_empty(), (_appointment(call_id, step) for call_id, step in steps))


def written(appointments: Iterable[Appointment]) -> bytes:
    """A calendar file to take in once."""
    return _written(_empty(), appointments)


def feed(name: str, appointments: Iterable[Appointment]) -> bytes:
    """A calendar to follow, under a name: what is not in it any more goes from the reader's calendar too."""
    made = _empty()
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", LOOK_EVERY, parameters={"VALUE": "DURATION"})
    return _written(made, appointments)


def _empty() -> Calendar:
    made = Calendar()
    made.add("prodid", "-//coach//next steps//EN")
    made.add("version", "2.0")
    return made


def _written(made: Calendar, appointments: Iterable[Appointment]) -> bytes:
    for each in appointments:
        made.add_component(_event(each))
    return bytes(made.to_ical())


def _appointment(call_id: str, step: NextStep) -> Appointment:
    assert step.day is not None
    words = [f"Asked: “{step.proposed.text}”"] if step.proposed else []
    return Appointment(
        key=f"{call_id}|{step.day}|{step.action}",
        day=step.day,
        time=step.time,
        summary=f"Next step: {step.action.replace('_', '-')} ({call_id})",
        description="\n".join([*words, f"Agreed: “{step.agreed.text}”"]),
        # The stamp is the step's own day, not the clock: the same call gives the same bytes.
        stamp=datetime.combine(step.day, time(), UTC),
    )


def _event(each: Appointment) -> Event:
    event = Event()
    event.add("uid", sha256(each.key.encode()).hexdigest()[:24] + "@coach")
    event.add("dtstamp", each.stamp)
    event.add("summary", each.summary)
    event.add("description", each.description)
    if each.url:
        event.add("url", each.url)
    if each.time:
        start = datetime.combine(each.day, time.fromisoformat(each.time), each.zone)
        # In UTC a calendar needs no rules of the zone beside it.
        start = start.astimezone(UTC) if each.zone else start
        event.add("dtstart", start)
        event.add("dtend", start + HALF_HOUR)
    else:
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
    return event
