"""The report as one HTML file that asks nothing of the network and runs under a strict policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coach.render import gauges, words
from coach.render.marks import numbered, quoted, segments
from coach.render.timeline import timeline
from coach.render.titles import GROUPS, TONES
from coach.report import Report


def _shown(value: Any) -> Any:
    """Everything a template writes: strings without control characters, our own markup untouched."""
    return words.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coach.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, gauges=gauges, GROUPS=GROUPS, TONES=TONES)
    return environment


@cache
def _inline(name: str) -> tuple[Markup, str]:
    """A file to be put into the page, and the hash by which the policy knows it."""
    text = (files("coach.render") / "templates" / name).read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).digest()
    return Markup(text), "sha256-" + base64.b64encode(digest).decode()


def to_html(report: Report) -> str:
    """The whole report as a page; everything is readable without its script."""
    notes = numbered(report)
    spans = quoted(notes)
    style, style_hash = _inline("report.css")
    script, script_hash = _inline("report.js")
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            style=style,
            script=script,
            policy=_policy(style_hash, script_hash),
            turns={turn.index: turn for turn in report.turns},
            groups=[(group, list(members)) for group, members in groupby(notes, key=lambda n: n.group)],
            notes=notes,
            timeline=timeline(report.turns, notes),
            spoken=[(turn, segments(turn.text, spans.get(turn.index, []))) for turn in report.turns],
        )
    )
    return page.rstrip() + "\n"


def _policy(style: str, script: str) -> Markup:
    """Nothing may load but the one style and the one script that are in the page."""
    rules = ("default-src 'none'", f"style-src '{style}'", f"script-src '{script}'", "img-src data:")
    return Markup("; ".join((*rules, "base-uri 'none'", "form-action 'none'")))
