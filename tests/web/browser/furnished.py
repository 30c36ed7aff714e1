"""An office to look round in: the people of the tests with enough calls for figures, behind a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from people import CALL, NAMES, PASSWORD, World, peopled_world, scored
from playwright.sync_api import Page
from served import serving
from sqlalchemy import select

from coach.store import invitations, sessions, uploads
from coach.store.schema import Upload, User, UserRole
from coach.store.uploads import NewUpload, Scored
from web.scoring import score_upload

PUSHY = """\
Alice: Hi, this is Alice from Larkfield, I am calling about your phone contracts.
Prospect: Oh yes, I have a few minutes.
Alice: You do want to save money, don't you?
Prospect: Of course, who doesn't.
Alice: So I'll put you down for the two-year plan, what's the best e-mail for the invoice?
Prospect: Hold on, I haven't agreed to anything yet. Honestly, it's too expensive for us at the moment.
Alice: This price is gone when we hang up, so I need an answer today.
Prospect: No thanks, then. I don't decide like that.
Alice: But just listen, sign up now and you can sort the budget out later.
Prospect: I said no. I'd have to talk to my partner anyway.
Alice: You'd be crazy to pass this up. Don't you care what your own company pays?
Prospect: I don't like being talked to like that. Goodbye.
"""
HOW_MANY = 12

# visit(address, path, cookie, **what a browser context takes): a page that must not complain.
Visit = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Office:
    """A server with people in it.

    Attributes:
        address: where it is.
        ours: path parameters of what is alice's, as in `people.World`.
        pushy: the id of a call in which alice pushes.
        cookies: by name, of who is signed in.
    """

    address: str
    ours: dict[str, Any]
    pushy: str
    cookies: dict[str, str]

    def open(self, visit: Visit, path: str, name: str = "bob", **context: Any) -> Page:
        """A page as this person sees it; nobody has no name."""
        return visit(self.address, path, self.cookies.get(name, ""), **context)


@contextmanager
def furnished(folder: Path) -> Iterator[Office]:
    """The office on this data folder."""
    with peopled_world(folder) as world:
        called = [_call(world, number) for number in range(HOW_MANY)]
        world.ours["token"] = _invitation(world)
        cookies = _signed_in(world)
    with serving(folder) as address:
        yield Office(address, world.ours, called[0], cookies)


def sign_in(page: Page, name: str = "bob") -> None:
    """This person signs in by the form, and is at home."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def _call(world: World, number: int) -> str:
    """One more call of alice; every third is pushy. Days go back from today, so that every period has some."""
    now = datetime.now(UTC) - timedelta(days=4 * number)
    words, found = (PUSHY, _pushy()) if number % 3 == 0 else (CALL, scored())
    content = f"{words}Prospect: {number}\n".encode()
    with world.database.writing() as db:
        new = NewUpload(
            world.ours["team_id"], f"call {number}.txt", content, world.ours["rep_id"], day=now.date(), prospect="Larch"
        )
        upload, _ = uploads.add(db, new, now)
        uploads.hold(db, upload, f"claim {number}", now, timedelta(minutes=5))
        saved = uploads.finish(db, upload.id, f"claim {number}", found, now)
        assert saved
        return saved[0].id


@cache
def _pushy() -> tuple[Scored, ...]:
    found, errors = score_upload(Upload(filename="pushy.txt", content=PUSHY.encode(), speaker="Alice"))
    assert not errors
    return tuple(found)


def _signed_in(world: World) -> dict[str, str]:
    """Everybody, as of today."""
    with world.database.writing() as db:
        people = {name: world.user(name) for name in NAMES}
        return {name: sessions.make(db, user, datetime.now(UTC), timedelta(days=1)) for name, user in people.items()}


def _invitation(world: World) -> str:
    """A link that is good today."""
    with world.database.writing() as db:
        bob = db.scalars(select(User).where(User.email == "bob@example.com")).one()
        now, week = datetime.now(UTC), timedelta(days=7)
        return invitations.make(
            db, email="new@example.com", role=UserRole.REP, team=bob.team, by=bob, now=now, length=week
        )
