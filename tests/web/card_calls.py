"""A team with calls made by hand, to read on scorecards; and what stands in their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from itertools import count
from pathlib import Path

from people import NOW, World, peopled_world
from scorecard_rows import CRITERIA, advice, criterion, moment, row
from sqlalchemy.orm import Session

from coach.scorecard import CallRow, row_to_json
from coach.store import calls, reps
from coach.store.calls import CallFilter
from coach.store.schema import Call, Rep, Upload, UploadStatus

TODAY = NOW.date()
LAST_90 = {"since": date(2025, 12, 11), "until": TODAY}
_KEPT = (
    "call_type", "outcome", "rubric", "overall", "secured", "asked", "pushy", "action", "next_step_secured",
    "truth_asked", "pushy_level",
)  # fmt: skip
_number = count(1)


def made_row(n: int, **fields: object) -> CallRow:
    """A call whose points, answers and day follow from its number."""
    points = [
        criterion(name, possible * (n * k % 5) / 4, possible, question)
        for k, (name, question, possible) in enumerate(CRITERIA, 1)
    ]
    made = row(
        day=TODAY - timedelta(days=3 * n),
        prospect=f"Firm {n % 7}",
        overall=float(40 + n % 50),
        secured=float(n * 7 % 101),
        asked=None if n % 4 == 0 else float(n * 11 % 101),
        pushy=float(100 - n % 30),
        next_step_secured=n % 3 > 0,
        specific=n % 2 == 0 if n % 3 else None,
        truth_asked=None if n % 4 == 0 else n % 5 > 1,
        pushy_level=2 if n % 6 == 0 else 0,
        criteria=tuple(points),
        best=moment(8.0, text=f"well said {n}"),
        worst=moment(-6.0, text=f"badly said {n}"),
        advice=(advice("invite", f"missed here {n}"),),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def add_call(db: Session, rep: Rep, made: CallRow) -> Call:
    """A scored call with this row."""
    day = made.day or TODAY
    upload = Upload(team_id=rep.team_id, rep_id=rep.id, filename="call.txt", content=b"")
    upload.digest = f"{next(_number):064x}"
    upload.status, upload.created_at = UploadStatus.DONE, NOW
    db.add(upload)
    db.flush()
    call = Call(upload_id=upload.id, position=0, team_id=rep.team_id, rep_id=rep.id, title=f"call {next(_number)}")
    call.id = f"{next(_number):032x}"
    call.day, call.filed, call.prospect, call.scored_at = made.day, day, made.prospect or "", NOW
    for name in _KEPT:
        setattr(call, name, getattr(made, name))
    call.row = row_to_json(replace(made, call=call.id, rep=rep.name))
    call.model = call.spoken = call.transcript = call.report = ""
    db.add(call)
    db.flush()
    return call


@contextmanager
def busy_world(folder: Path) -> Iterator[World]:
    """Alice, Ben, Cleo and Dev of North with a dozen calls each, Few with two of them, None with none."""
    with peopled_world(folder) as world:
        with world.database.writing() as db:
            team = world.ours["team_id"]
            for k, name in enumerate(("Alice", "Ben", "Cleo", "Dev")):
                rep = reps.get_or_create(db, team, name)
                for n in range(k, 24, 2):
                    add_call(db, rep, made_row(n * (2 * k + 1) + k, day=TODAY - timedelta(days=8 * n)))
            few = reps.get_or_create(db, team, "Few")
            for n in (1, 2):
                add_call(db, few, made_row(n))
            world.ours |= {"few": few.id, "none": reps.get_or_create(db, team, "None").id}
        yield world


def rows_of(world: World, **which: object) -> list[CallRow]:
    """The rows as the store has them."""
    with world.database.reading() as db:
        return calls.rows(db, CallFilter(team_id=world.ours["team_id"], **which))  # type: ignore[arg-type]


def text(html: str) -> str:
    """What a reader sees of it, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def table(page: str, caption: str) -> list[list[str]]:
    """The cells of the table of this caption, with its head."""
    found = next(t for t in re.findall(r"<table.*?</table>", page, re.S) if text(t).startswith(caption))
    lines = re.findall(r"<tr.*?</tr>", found, re.S)
    return [[text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.S)] for line in lines]


def listed(page: str) -> list[str]:
    """The ids of the calls in the list of a page."""
    return re.findall(r'<th role="rowheader" scope="row" class="main"><a href="/calls/(\w+)"', page)


def links(page: str, start: str) -> list[str]:
    """The addresses in a page that begin so, each once."""
    found = dict.fromkeys(unescape(href) for href in re.findall(r'href="([^"]*)"', page))
    return [href for href in found if href.startswith(start)]
