"""The report as one HTML file that asks nothing of the network and runs under a strict policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from coach.render import gauges
from coach.render.escaped import environment
from coach.render.marks import marked, numbered
from coach.render.timeline import timeline
from coach.render.titles import GROUPS, TONES
from coach.report import Report

# The look of a report and its script; the web page uses parts.css and report.js as well, on its own ground.
STATIC = Path(str(files("coach.render"))) / "static"


@cache
def _environment() -> Environment:
    return environment(PackageLoader("coach.render"))


@cache
def _inline(*names: str) -> tuple[Markup, str]:
    """Files to be put into the page as one, and the hash by which the policy knows it."""
    text = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)
    digest = hashlib.sha256(text.encode()).digest()
    return Markup(text), "sha256-" + base64.b64encode(digest).decode()


def drawing(report: Report) -> dict[str, Any]:
    """What the parts of a page about a report are drawn from, by the names that their templates use."""
    notes = numbered(report)
    return {
        "gauges": gauges,
        "GROUPS": GROUPS,
        "TONES": TONES,
        "report": report,
        "turns": {turn.index: turn for turn in report.turns},
        "notes": notes,
        "groups": [(group, list(members)) for group, members in groupby(notes, key=lambda n: n.group)],
        "timeline": timeline(report.turns, notes),
    }


def to_html(report: Report) -> str:
    """The whole report as a page; everything is readable without its script."""
    style, style_hash = _inline("ground.css", "parts.css")
    script, script_hash = _inline("report.js")
    values = drawing(report)
    values |= {"style": style, "script": script, "policy": _policy(style_hash, script_hash)}
    values["spoken"] = marked(report.turns, values["notes"])
    return _environment().get_template("report.html.j2").render(**values).rstrip() + "\n"


def _policy(style: str, script: str) -> Markup:
    """Nothing may load but the one style and the one script that are in the page."""
    rules = ("default-src 'none'", f"style-src '{style}'", f"script-src '{script}'", "img-src data:")
    return Markup("; ".join((*rules, "base-uri 'none'", "form-action 'none'")))
