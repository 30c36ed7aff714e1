"""Templates and static files: how a page is written, and the address of a file that a browser may keep for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from coach.render import escaped, titles, words
from coach.render.html import STATIC as PARTS
from coach.store.schema import Call, User, UserRole

HERE = Path(__file__).parent
STATIC = HERE / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the page, as the templates know them (`me`); plain values that outlive the database session."""

    id: int
    name: str
    email: str
    role: UserRole
    team_id: int
    team: str
    zone: str

    @classmethod
    def of(cls, user: User) -> Viewer:
        """The viewer that a user is."""
        return cls(user.id, user.name, user.email, user.role, user.team_id, user.team.name, user.zone)

    @property
    def leads(self) -> bool:
        """Whether they look after others: managers and admins."""
        return self.role is not UserRole.REP


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation."""

    path: str
    title: str
    icon: str
    current: bool


_ENTRIES: tuple[tuple[str, str, str, bool], ...] = (
    ("/", "Home", "home", False),
    ("/calls", "Calls", "calls", False),
    ("/upload", "Upload", "upload", False),
    ("/reps", "Reps", "reps", False),
    ("/team", "Team", "team", True),
    ("/steps", "Next steps", "steps", False),
    ("/admin", "Admin", "admin", True),
)


def navigation(me: Viewer | None, path: str) -> tuple[Entry, ...]:
    """The pages this person may open; the one they are on, or under, is marked."""
    if me is None:
        return ()
    return tuple(
        Entry(to, "My card" if to == "/reps" and not me.leads else title, icon, _under(path, to))
        for to, title, icon, leads in _ENTRIES
        if me.leads or not leads
    )


def _under(path: str, entry: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(f"{entry}/"))


@cache
def digest(name: str) -> str:
    """The first letters of a static file's SHA-256, so that a changed file has a new address."""
    file = STATIC / name if (STATIC / name).exists() else PARTS / name
    return sha256(file.read_bytes()).hexdigest()[:12]


def static(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={digest(name)}"


class Files(StaticFiles):
    """Static files, kept by browsers for ever under the address that names their digest."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with the time it may be kept."""
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            named = scope["query_string"].decode("latin-1") == f"v={digest(path)}"
            response.headers["Cache-Control"] = FOR_EVER if named else "no-cache"
        return response


@pass_context
def moment(context: Context, value: datetime, seconds: bool = False) -> Markup:
    """A moment in the reader's zone, as a `time` element."""
    me = context.get("me")
    local = value.astimezone(ZoneInfo(me.zone if me else "UTC"))
    text = f"{words.day(local.date())}, {local:{'%H:%M:%S' if seconds else '%H:%M'}}"
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(timespec="seconds"), text)


def day(value: date | None, unknown: str = "not known") -> Markup:
    """A date, as a `time` element."""
    if value is None:
        return Markup('<span class="soft">{}</span>').format(unknown)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words.day(value))


def name(call: Call) -> str:
    """What people know a call by: whom it was with, else what the file calls it."""
    return call.prospect or call.title


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 call`, `2 calls`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@cache
def environment() -> Environment:
    """The templates' environment: everything escaped, a misspelt name an error."""
    # The parts of a report are the same here and in its one-file form.
    loader = ChoiceLoader((FileSystemLoader(HERE / "templates"), PackageLoader("coach.render")))
    made = escaped.environment(loader, static=static, titles=titles, count=count)
    made.filters.update(moment=moment, day=day, name=name)
    return made


def render(template: str, **values: Any) -> str:
    """A template as text; `me`, `path` and `said` are what the frame needs beside it."""
    values = {"me": None, "path": "", "said": "", **values}
    return environment().get_template(template).render(navigation=navigation(values["me"], values["path"]), **values)
