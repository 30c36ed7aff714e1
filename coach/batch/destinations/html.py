"""A folder of HTML reports: one self-contained page a call, and an index of a thousand calls a page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from coach.batch.destinations.done import Done, body_of, card_of
from coach.batch.item import digest_of
from coach.batch.ledger import Kept
from coach.batch.places import shown
from coach.render.escaped import environment
from coach.render.html import to_html
from coach.scorecard import CallRow

ROWS = 1_000
_PRESSURE = ("none", "assertive", "pushy", "overly pushy")


def body(done: Done) -> str:
    """The page."""
    return to_html(done.report)


def write(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
    """Writes the pages, each index page after those it names."""
    rows = (_page(each, place) for each in kept)
    number, now = 1, list(islice(rows, ROWS))
    while True:
        following = list(islice(rows, ROWS))
        place(index_name(number)).write_text(_index(now, number, not following), "utf-8")
        if not following:
            return
        number, now = number + 1, following


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A call in the index, as people read it."""

    href: str
    file: str
    call: str
    rep: str | None
    day: date | None
    call_type: str
    secured: str
    asked: str
    pushy: str
    overall: float | None


def _page(kept: Kept, place: Callable[[str], Path]) -> IndexRow:
    card = card_of(kept)
    href = page_name(kept, card.call)
    place(href).write_text(body_of(kept), "utf-8")
    answers = (_answer(card, "secured"), _answer(card, "asked"), _answer(card, "pushy"))
    return IndexRow(
        href, shown(kept.name), card.call, card.rep, card.day, card.call_type, *answers, overall=card.overall
    )


def _answer(card: CallRow, question: str) -> str:
    value = {"secured": card.next_step_secured, "asked": card.truth_asked}.get(question)
    word = "–" if value is None else "yes" if value else "no"
    if question == "pushy":
        word = _PRESSURE[card.pushy_level]
    return word + "?" * (question in card.unsure)


def page_name(kept: Kept, call: str) -> str:
    """A safe file name that is the same in every run: ids and names are not to be trusted with a path."""
    safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in call).strip(".")[:40] or "call"
    place = digest_of(f"{kept.name}\n{kept.line}\n{kept.n}".encode("utf-8", "surrogateescape"))[:10]
    return f"{safe}-{place}.html"


def index_name(number: int) -> str:
    """The name of a page of the index."""
    return "index.html" if number == 1 else f"index-{number}.html"


def _index(rows: list[IndexRow], number: int, last: bool) -> str:
    style, policy = _style()
    template = _environment().get_template("index.html.j2")
    first = (number - 1) * ROWS + 1
    return template.render(rows=rows, number=number, last=last, first=first, style=style, policy=policy)


@cache
def _style() -> tuple[Markup, Markup]:
    """The style sheet, and the policy that lets it and nothing else load."""
    text = (files("coach.batch") / "templates" / "index.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    rules = ("default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:", "base-uri 'none'")
    return Markup(text), Markup("; ".join((*rules, "form-action 'none'")))


@cache
def _environment() -> Environment:
    return environment(PackageLoader("coach.batch"), page_name=index_name)
