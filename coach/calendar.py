"""Next steps as a calendar file (RFC 5545), the same bytes for the same steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from coach.report import NextStep

HALF_HOUR = timedelta(minutes=30)


def calendar(steps: Iterable[tuple[str, NextStep]]) -> bytes:
    """A calendar with one event a step that has a day; an hour makes it half an hour, else it fills the day."""
    made = Calendar()
    made.add("prodid", "-//coach//next steps//EN")
    made.add("version", "2.0")
    for call_id, step in steps:
        made.add_component(_event(call_id, step))
    return bytes(made.to_ical())


def _event(call_id: str, step: NextStep) -> Event:
    assert step.day is not None
    event = Event()
    event.add("uid", sha256(f"{call_id}|{step.day}|{step.action}".encode()).hexdigest()[:24] + "@coach")
    # The stamp is the step's own day, not the clock: the same call gives the same bytes.
    event.add("dtstamp", datetime.combine(step.day, time(), UTC))
    event.add("summary", f"Next step: {step.action.replace('_', '-')} ({call_id})")
    words = [f"Asked: “{step.proposed.text}”"] if step.proposed else []
    event.add("description", "\n".join([*words, f"Agreed: “{step.agreed.text}”"]))
    if step.time:
        start = datetime.combine(step.day, time.fromisoformat(step.time))
        event.add("dtstart", start)
        event.add("dtend", start + HALF_HOUR)
    else:
        event.add("dtstart", step.day)
        event.add("dtend", step.day + timedelta(days=1))
    return event
