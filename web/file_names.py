"""Names of files: made safe to keep, and made from words."""

from __future__ import annotations

import re
from pathlib import PurePath

from coach.render import words

LONGEST = 150
_PATH = re.compile(r"[\\/:]")


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
