"""alice (a rep), bob (her manager), charlie (manager of another team), dora (admin), and a call on each side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from databases import database_url
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from coach.settings import Settings
from coach.store import invitations, reps, sessions, teams, tokens, uploads, users
from coach.store.database import Database
from coach.store.schema import Rep, Step, Team, Upload, User, UserRole
from coach.store.secrecy import digest
from coach.store.uploads import NewUpload, Scored
from web.app import create_app
from web.scoring import score_upload

PASSWORD = "four words are better"
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
NAMES = ("alice", "bob", "charlie", "dora")
SITE = "http://testserver"

CALL = """\
Ann: Hello, this is Ann from Larkfield. I'm calling about the sensors you asked about, is it a good time?
Prospect: Yes, go on, but I only have five minutes before the next meeting here.
Ann: What happens at the moment when a fridge fails over night?
Prospect: We find out in the morning and throw the stock away. It cost us a lot last year.
Ann: Who else would need to look at this before you decide?
Prospect: My partner, she looks after the money, and she will want to see the price first.
Ann: Shall we meet on Thursday at ten, the three of us, so that I can show you both?
Prospect: Thursday at ten is fine, she is in then. Send me an invitation please.
Ann: Is there anything we have not talked about that would stop you from going on?
Prospect: No, that is all, thank you. See you on Thursday.
"""


@dataclass(slots=True)
class Clock:
    """The time of a test, which passes when the test says so."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(slots=True)
class World:
    """A running application with people in it.

    Attributes:
        ours, theirs: path parameters of what is alice's (and bob's), and of what is charlie's.
        cookies, bearer: what each person shows to be let in: to the pages, and to the API.
    """

    app: FastAPI
    database: Database
    clock: Clock
    ours: dict[str, Any] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    bearer: dict[str, str] = field(default_factory=dict)

    def client(self, name: str | None = None, *, api: bool = False, **headers: str) -> TestClient:
        """A browser in which this person is signed in (None: nobody), or a program with their token."""
        made = TestClient(self.app, SITE, follow_redirects=False, raise_server_exceptions=False)
        made.headers.update({"Origin": SITE, **headers})
        if name and api:
            made.headers["Authorization"] = f"Bearer {self.bearer[name]}"
        elif name:
            made.cookies.set("coach", self.cookies[name])
        return made

    def user(self, name: str) -> User:
        with self.database.reading() as db:
            return db.scalars(select(User).where(User.email == f"{name}@example.com")).one()


@contextmanager
def empty_world(folder: Path, work: bool = False, **settings: Any) -> Iterator[World]:
    """A fresh install, on a database of its own."""
    with database_url(folder) as url:
        clock = Clock()
        app = create_app(Settings(data=folder, database=url, **settings), clock, work)
        with TestClient(app, SITE):
            yield World(app, app.state.coach.database, clock)


@contextmanager
def peopled_world(folder: Path, work: bool = False, **settings: Any) -> Iterator[World]:
    """An install with the four people and a call on each side."""
    with empty_world(folder, work, **settings) as world:
        with world.database.writing() as db:
            _people(db, world)
        yield world


def _people(db: Session, world: World) -> None:
    north, south, office = (teams.get_or_create(db, name) for name in ("North", "South", "Office"))
    roles = (UserRole.REP, UserRole.MANAGER, UserRole.MANAGER, UserRole.ADMIN)
    found = {
        name: _user(db, name, role, team)
        for name, role, team in zip(NAMES, roles, (north, north, south, office), strict=True)
    }
    alice, carl = (reps.get_or_create(db, team.id, name) for team, name in ((north, "Alice"), (south, "Carl")))
    reps.link(db, alice, found["alice"])
    for name, user in found.items():
        world.cookies[name] = sessions.make(db, user, NOW, timedelta(days=14), "Mozilla/5.0 (X11; Linux) Firefox/140.0")
        world.bearer[name] = tokens.make(db, user, "a test", NOW)
    world.ours = _side(db, world, north, alice, found["bob"], "alice", found["alice"])
    world.theirs = _side(db, world, south, carl, found["charlie"], "charlie", found["charlie"])


def _user(db: Session, name: str, role: UserRole, team: Team) -> User:
    secret = _secret()
    return users.add(
        db, email=f"{name}@example.com", name=name.title(), role=role, team=team, password_hash=secret, now=NOW
    )


def _side(db: Session, world: World, team: Team, rep: Rep, manager: User, name: str, user: User) -> dict[str, Any]:
    """One side's call with all that hangs on it, as path parameters."""
    new = NewUpload(team.id, f"{rep.name}.txt", CALL.encode(), rep.id, user.id, date(2026, 3, 9), "Larch & Sons")
    upload, _ = uploads.add(db, new, NOW)
    claimed = uploads.claim(db, f"claim {rep.name}", NOW, timedelta(minutes=5))
    assert claimed is not None
    calls = uploads.finish(db, upload.id, f"claim {rep.name}", scored(), NOW) or []
    guest, length = f"guest-{name}@example.com", timedelta(days=7)
    link = invitations.make(db, email=guest, role=UserRole.REP, team=team, by=manager, now=NOW, length=length)
    return {
        "team_id": team.id,
        "rep_id": rep.id,
        "user_id": user.id,
        "upload_id": upload.id,
        "call_id": calls[0].id,
        "step_id": db.scalars(select(Step.id).where(Step.call_id == calls[0].id)).first(),
        "token_id": tokens.listing(db, user.id)[0].id,
        "token_hash": digest(world.cookies[name]),
        "invitation": digest(link),
        "token": link,
    }


@cache
def _secret() -> str:
    return users.hash_password(PASSWORD)


@cache
def scored() -> tuple[Scored, ...]:
    """The one call of `CALL`, scored once for all tests."""
    found, errors = score_upload(Upload(filename="call.txt", content=CALL.encode(), day=date(2026, 3, 9)))
    assert not errors
    return tuple(found)
