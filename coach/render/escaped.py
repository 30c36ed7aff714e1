"""How every page is written: what comes from a transcript is escaped, and a misspelt name is an error."""

from __future__ import annotations

from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from coach.render import words


def environment(loader: BaseLoader, **names: Any) -> Environment:
    """The templates that `loader` finds, with `words` and these `names` known in all of them."""
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, **names)
    return made


def _shown(value: Any) -> Any:
    """Everything a template writes: strings without control characters, our own markup untouched."""
    return words.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
