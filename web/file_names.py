"""What the name of a file tells, and a name made safe to keep."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import PurePath

from coach.findings.when import FIRST_YEAR
from coach.render import words

LONGEST = 150
# Year first: 2026-03-02, 2026_03_02, 20260302, with or without a time behind it. Other orders could be two days.
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(\d\d)\2(\d\d)(?=\D|$|\d{4}(?!\d)|\d{6}(?!\d))")
_PATH = re.compile(r"[\\/:]")


def day_in(name: str, now: datetime | None = None) -> date | None:
    """The day that a file's name gives; none that is still to come.

    Args:
        now: when the file came.
    """
    for year, _, month, day in _DAY.findall(name):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found.year >= FIRST_YEAR and (now is None or found <= now.date() + timedelta(days=1)):
            return found
    return None


def safe(name: str) -> str:
    """A name without folders and control characters, of sane length with its ending kept; "" where nothing is left."""
    name = words.tidy(_PATH.split(name)[-1]).strip(". ")
    if len(name) <= LONGEST:
        return name
    ending = PurePath(name).suffix[:10]
    return name[: LONGEST - len(ending)].rstrip() + ending


def as_name(text: str, ending: str) -> str:
    """Words as the name of a file."""
    return f"{_PATH.sub('-', words.tidy(text))[: LONGEST - 10]}.{ending}"
