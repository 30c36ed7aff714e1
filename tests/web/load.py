"""How fast the pages are with a thousand calls, and how the server bears twenty people: `make load`.

Fills a database through the store, serves it as `coach serve` does, asks for every page one after the other, then lets
people browse and upload at once. A measurement, not a test: what it prints depends on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from served import serving
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coach.store import reps, sessions, teams, uploads, users
from coach.store.database import Database, open_database
from coach.store.schema import Call, Rep, Team, Upload, UploadStatus, User, UserRole
from coach.store.uploads import NewUpload, Scored
from web.scoring import score_upload

ROOT = Path(__file__).parents[2]
SAMPLES = ("zoom.vtt", "teams.vtt", "notes.txt", "gong.json", "meet.md", "fathom.json", "chat.json", "otter.txt")
PROSPECTS = ("Larch & Sons", "Hallett Fish", "Acorn Office", "Doyle", "Osei Signs", "Vantage", "Hedgerow", "")
WARM, TIMES, QUEUE_SECONDS = 3, 30, 600.0
UPLOAD_EVERY = 10


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the database: sign-ins (cookies) of a manager, an admin, reps; ids for the pages."""

    manager: str
    admin: str
    reps: tuple[str, ...]
    rep_id: int
    calls: tuple[str, ...]


@dataclass(slots=True)
class Crowd:
    """What the people met: seconds by kind of request, what went wrong, files that were acknowledged."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    uploaded: int = 0


def main() -> None:
    """Fills, measures, prints."""
    asked = _arguments()
    with TemporaryDirectory(prefix="coach-load-") as folder:
        data = Path(folder)
        database = open_database(f"sqlite:///{data / 'coach.db'}")
        started = time.perf_counter()
        filled = fill(database, asked.calls, asked.reps)
        print(f"{asked.calls} calls of {asked.reps} reps saved in {time.perf_counter() - started:.0f} s\n")
        with serving(data) as address:
            print(f"{'page':<46}{'median ms':>10}{'95 % ms':>10}{'kB':>8}")
            for name, cookie, path in pages(filled):
                print(one_page(address, name, cookie, path))
            if asked.seconds:
                crowd = asyncio.run(browse(address, filled, asked.people, asked.seconds))
                print(crowd_table(crowd, asked.people, asked.seconds))
                print(after(database, crowd))
        print((data / "server.log").read_text()[-2000:])
        database.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--reps", type=int, default=30)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60, help="how long the people browse; 0 leaves them out")
    return parser.parse_args()


def fill(database: Database, how_many: int, of_reps: int) -> Filled:
    """One team, so that its manager sees all the calls; a year of days, every rep as many calls."""
    now, chosen = datetime.now(UTC), scored()
    with database.writing() as db:
        team = teams.get_or_create(db, "Sales")
        manager, admin = (_user(db, team, name, role, now) for name, role in (("bob", "manager"), ("dora", "admin")))
        people = [(_user(db, team, f"rep{n}", "rep", now), _rep(db, team, n)) for n in range(of_reps)]
        for user, rep in people:
            reps.link(db, rep, user)
        tokens = [sessions.make(db, user, now, timedelta(days=1)) for user in (manager, admin, *(u for u, _ in people))]
        rep_ids = [rep.id for _, rep in people]
        team_id = team.id
    numbers = iter(range(how_many))
    while batch := list(islice(numbers, 100)):
        with database.writing() as db:
            for n in batch:
                _save(db, team_id, rep_ids[n % of_reps], n, chosen[n % len(chosen)], now)
    with database.reading() as db:
        ids = db.scalars(select(Call.id).order_by(func.length(Call.report).desc()).limit(50)).all()
    return Filled(tokens[0], tokens[1], tuple(tokens[2:]), rep_ids[0], tuple(ids))


def scored() -> list[Scored]:
    """The samples, and one call as long as all of them together, scored once."""
    files = [(name, (ROOT / "samples" / name).read_bytes()) for name in SAMPLES]
    found = list(chain.from_iterable(score_upload(_upload(name, content))[0] for name, content in files))
    lines = (f"{u.speaker or 'Rep'}: {u.text}" for each in found for u in each.transcript.utterances)
    return [*found, *score_upload(_upload("long.txt", "\n".join(lines).encode()))[0]]


def _upload(name: str, content: bytes) -> Upload:
    return Upload(filename=name, content=content, day=date(2026, 1, 5), created_at=datetime.now(UTC))


def _user(db: Session, team: Team, name: str, role: str, now: datetime) -> User:
    email = f"{name}@example.com"
    return users.add(db, email=email, name=name, role=UserRole(role), team=team, password_hash="-", now=now)


def _rep(db: Session, team: Team, number: int) -> Rep:
    return reps.get_or_create(db, team.id, f"Rep {number}")


def _save(db: Session, team_id: int, rep_id: int, number: int, one: Scored, now: datetime) -> None:
    day = now.date() - timedelta(days=number * 365 // 1000)
    prospect = f"{PROSPECTS[number % len(PROSPECTS)]} {number % 211}"
    new = NewUpload(team_id, f"call {number}.txt", str(number).encode(), rep_id, day=day, prospect=prospect)
    report = replace(one.report, id=f"call {number}", day=day)
    upload, _ = uploads.add(db, new, now)
    uploads.hold(db, upload, str(number), now, timedelta(minutes=5))
    uploads.finish(db, upload.id, str(number), [replace(one, position=0, report=report)], now)


def pages(filled: Filled) -> Iterator[tuple[str, str, str]]:
    """What it is, who looks (a cookie), where."""
    longest, rep = f"/calls/{filled.calls[0]}", f"/reps/{filled.rep_id}"
    for path in (
        "/",
        "/calls",
        "/calls?page=15",
        "/calls?q=thursday",
        "/calls?q=%22wifi+out+the+back%22",
        "/calls.csv",
        longest,
        f"{longest}/speakers",
        "/upload",
        "/reps",
        rep,
        f"{rep}?period=all",
        f"{rep}/scorecard.csv",
        "/team",
        "/team?period=all",
        "/team/scorecards.csv",
        "/steps",
        "/steps.csv",
        "/steps/quiet",
        "/account",
    ):
        yield f"manager {path.replace(filled.calls[0], 'ID')}", filled.manager, path
    for path in ("/admin", "/admin/teams", "/admin/reps", "/admin/audit"):
        yield f"admin {path}", filled.admin, path
    for path in ("/", "/calls", "/reps", rep, "/steps"):
        yield f"rep {path}", filled.reps[0], path


def one_page(address: str, name: str, cookie: str, path: str) -> str:
    """A line of the table: one reader, one request after the other."""
    with httpx.Client(base_url=address, cookies={"coach": cookie}, follow_redirects=True, timeout=60) as client:
        answers = [client.get(path) for _ in range(WARM + TIMES)]
    last, took = answers[-1], [each.elapsed.total_seconds() * 1000 for each in answers[WARM:]]
    size = len(last.content) / 1000
    wrong = "" if last.status_code == 200 else f"   answered {last.status_code}"
    return f"{name:<46}{median(took):>10.0f}{_late(took):>10.0f}{size:>8.0f}{wrong}"


async def browse(address: str, filled: Filled, people: int, seconds: float) -> Crowd:
    """So many people for so long: managers and reps, each reading a page a second or so, every tenth time a file."""
    crowd, until = Crowd(), time.monotonic() + seconds
    cookies = islice(cycle([filled.manager, *filled.reps[1:]]), people)
    await asyncio.gather(*(_person(address, crowd, n, cookie, filled, until) for n, cookie in enumerate(cookies)))
    return crowd


async def _person(address: str, crowd: Crowd, number: int, cookie: str, filled: Filled, until: float) -> None:
    chance = random.Random(number)
    paths = ["/", "/calls", "/calls?q=thursday", "/reps", "/team", "/steps", "/upload", "/account"]
    leads, headers = cookie == filled.manager, {"Origin": address}
    async with httpx.AsyncClient(
        base_url=address, cookies={"coach": cookie}, headers=headers, follow_redirects=True, timeout=60
    ) as client:
        turn = number
        while time.monotonic() < until:
            turn += 1
            if turn % UPLOAD_EVERY == 0:
                content = (ROOT / "samples" / "notes.txt").read_bytes() + f"\nMr Doyle: {number} {turn}\n".encode()
                files = {"files": (f"notes {number} {turn}.txt", content)}
                crowd.uploaded += await _ask(crowd, client, "POST", "/upload", "/upload", files)
            else:
                call = f"/calls/{chance.choice(filled.calls)}"
                path = chance.choice([*paths, call] if leads else [p for p in paths if p != "/team"])
                await _ask(crowd, client, "GET", path, path.replace(call, "/calls/ID"))
            await asyncio.sleep(chance.uniform(0.5, 1.5))


async def _ask(crowd: Crowd, client: httpx.AsyncClient, method: str, path: str, name: str, files: Any = None) -> bool:
    """One request, counted under the page's name; whether it went well."""
    started, what = time.perf_counter(), f"{method} {name}"
    try:
        answer = await client.request(method, path, files=files)
        wrong = "" if answer.status_code < 400 else str(answer.status_code)
    except httpx.HTTPError as error:
        wrong = repr(error)
    if wrong:
        crowd.errors.append(f"{what}: {wrong}")
    crowd.seconds.setdefault(what, []).append(time.perf_counter() - started)
    return not wrong


def crowd_table(crowd: Crowd, people: int, seconds: float) -> str:
    """What the crowd met."""
    total = sum(len(each) for each in crowd.seconds.values())
    lines = [f"\n{people} people for {seconds} s: {total} requests, {len(crowd.errors)} errors"]
    for what, took in sorted(crowd.seconds.items()):
        late = [each * 1000 for each in took]
        lines.append(f"{what:<46}{median(late):>10.0f}{_late(late):>10.0f}{len(took):>8}")
    return "\n".join([*lines, *crowd.errors[:20]])


def after(database: Database, crowd: Crowd) -> str:
    """Waits until the queue is empty; then every file that was acknowledged must be there, scored once."""
    started = time.monotonic()
    waiting = select(func.count()).where(Upload.status.in_((UploadStatus.QUEUED, UploadStatus.RUNNING)))
    while time.monotonic() - started < QUEUE_SECONDS:
        with database.reading() as db:
            if not db.scalar(waiting):
                break
        time.sleep(1)
    notes = select(Upload.id).where(Upload.filename.like("notes %"))
    with database.reading() as db:
        taken = db.scalar(select(func.count()).select_from(notes.subquery()))
        saved = db.scalar(select(func.count()).select_from(Call).where(Call.upload_id.in_(notes)))
    waited = time.monotonic() - started
    return f"{crowd.uploaded} files acknowledged, {taken} taken in, {saved} calls of them scored {waited:.0f} s later"


def _late(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main()
