"""The audit log: who saw, changed and deleted what, as a page and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.render.spreadsheet import Cell, to_csv
from coach.store import audit
from coach.store.audit import AuditFilter
from coach.store.schema import Audit, Call, Rep, Team, User, UserRole
from web.choices import a_day, address, number
from web.deps import Leader, Now, Reading, page, reading, writing
from web.rights import MOST, calls_of, reps_of, teams_of, users_of
from web.sheets import sheet
from web.zones import today

router = APIRouter(prefix="/admin")
PER_PAGE = 100
HEADER = ("at_utc", "who", "action", "kind", "object", "detail")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose, as it stands in the address."""

    who: str = ""
    action: str = ""
    kind: str = ""
    about: str = ""
    since: str = ""
    until: str = ""

    def filter(self, me: User) -> AuditFilter:
        """The lines that are meant: a manager's are those of the own team. Days are the reader's, both included."""
        since, until = a_day(self.since), a_day(self.until)
        return AuditFilter(
            team_id=None if me.role is UserRole.ADMIN else me.team_id,
            who=self.who,
            action=self.action,
            kind=self.kind,
            object_id=self.about,
            since=_midnight(since, me.zone) if since else None,
            until=_midnight(until + timedelta(days=1), me.zone) if until and until < date.max else None,
        )

    def url(self, path: str = "/admin/audit", **changes: object) -> str:
        """A path with these choices, changed."""
        chosen = {name: getattr(self, name) for name in self.__slots__}
        return address(path, **{**chosen, **changes})


Chosen = Annotated[Asked, Depends()]


@router.get("/audit")
def show(request: Request, me: Leader, db: Reading, asked: Chosen, before: str = "") -> Response:
    """The page."""
    which, last = asked.filter(me), number(before)
    lines = audit.listing(db, which, before=None if last is None else min(last, MOST), limit=PER_PAGE + 1)
    known = audit.values(db, which.team_id)
    return page(
        request,
        "admin/audit.html",
        lines=lines[:PER_PAGE],
        names=_names(db, me, lines),
        older=asked.url(before=lines[PER_PAGE - 1].id) if len(lines) > PER_PAGE else "",
        newest=asked.url() if before else "",
        asked=asked,
        actions=[("", "Anything"), *((each, shown(each)) for each in known["action"])],
        kinds=[("", "Anything"), *((each, shown(each)) for each in known["kind"])],
        shown=shown,
    )


@router.get("/audit.csv")
def download(request: Request, me: Leader, now: Now, asked: Chosen) -> Response:
    """The lines that are meant, as a table."""
    with reading(request) as db:
        text = to_csv(HEADER, (_row(line) for line in audit.stream(db, asked.filter(me))))
    with writing(request) as db:
        audit.record(db, me, "exported", "audit", "", now)
    return sheet(text, f"audit-{today(now, me.zone)}.csv")


def shown(name: str) -> str:
    """An action or a kind, as people read it."""
    return name.replace("_", " ").capitalize()


def _names(db: Session, me: User, lines: list[Audit]) -> dict[tuple[str, str], str]:
    """What the objects are called now, by kind and number: of those that still are there and the reader may see."""
    found: dict[tuple[str, str], str] = {}
    for kind, (number_, name, visible) in _KINDS.items():
        ids = {line.object_id for line in lines if line.kind == kind and line.object_id}
        wanted = select(number_, name).where(visible(me), number_.in_([number_.type.python_type(each) for each in ids]))
        found |= {(kind, str(key)): called for key, called in db.execute(wanted)} if ids else {}
    return found


_KINDS: dict[str, tuple[Any, Any, Callable[[User], ColumnElement[bool]]]] = {
    "call": (Call.id, func.coalesce(func.nullif(Call.prospect, ""), Call.title), calls_of),
    "rep": (Rep.id, Rep.name, reps_of),
    "user": (User.id, User.name, users_of),
    "team": (Team.id, Team.name, teams_of),
}


def _row(line: Audit) -> Iterator[Cell]:
    yield from (line.at.strftime("%Y-%m-%d %H:%M:%S"), line.who, line.action, line.kind, line.object_id, line.detail)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
