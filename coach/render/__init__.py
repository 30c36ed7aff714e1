"""Reports for people and programs: one function per format, each from a Report to text."""

from __future__ import annotations

from collections.abc import Callable

from coach.errors import CoachError
from coach.render.html import to_html
from coach.render.json import to_json
from coach.render.markdown import to_markdown
from coach.report import Report

# The terminal is apart: it draws on a console (see `coach.render.terminal`).
RENDERERS: dict[str, Callable[[Report], str]] = {
    "html": to_html,
    "json": to_json,
    "markdown": to_markdown,
}


def render(report: Report, format: str) -> str:
    """The report in one of the formats of `RENDERERS`."""
    if format not in RENDERERS:
        raise CoachError(f"There is no report format {format!r}; choose one of {', '.join(RENDERERS)}.")
    return RENDERERS[format](report)
