"""The day of a call, as the name of its file gives it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

# Year first: 2026-03-02, 2026_03_02, 20260302, with or without a time behind it. Other orders could be two days.
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(\d\d)\2(\d\d)(?=\D|$|\d{4}(?!\d)|\d{6}(?!\d))")
_FOLDER = re.compile(r"[\\/]")


def day_in(name: str, now: datetime | None = None) -> date | None:
    """The first day that a file's name gives; its folders do not count.

    Args:
        name: a path, an address, or the name alone.
        now: when the file came: a day still to come is then not taken.
    """
    for year, _, month, day in _DAY.findall(_FOLDER.split(name)[-1]):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if now is None or found <= now.date() + timedelta(days=1):
            return found
    return None
