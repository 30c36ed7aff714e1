"""Kills the real server at random moments while files come in and are scored, then looks whether anything is missing.

    python tests/web/kill.py --kills 50 --seed 1

Whatever was acknowledged must be there and scored once: every upload has its one call with that call's findings and
steps, and every correction of who speaks is in its report.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import Any

import httpx
from served import READY_SECONDS, free_port
from sqlalchemy import func, select, text

from coach.render.json import from_json
from coach.store import sessions, teams, users
from coach.store.database import Database, open_database
from coach.store.schema import Call, CallFinding, Step, Upload, UploadStatus, UserRole

CALL = "Ann: Hello, this is call {n}. Shall we meet on Friday at ten?\nBo: Yes, Friday at ten is fine.\n"
ROW = re.compile(r'id="upload-([0-9a-f]{32})"')
PAUSE, PATIENCE, DRAIN_SECONDS = 0.5, 20.0, 1200.0


@dataclass(slots=True)
class Told:
    """What the server acknowledged: uploads with their text, calls whose rep is now Bo."""

    uploads: dict[str, str] = field(default_factory=dict)
    mends: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def sent(self) -> int:
        """How many uploads were acknowledged."""
        return len(self.uploads)


@dataclass(slots=True)
class Outcome:
    """What came of it; `scored_anew` files were in work when the server was killed; `wrong` must be empty."""

    kills: int
    uploads: int
    mends: int
    scored_anew: int
    wrong: list[str]


class Server:
    """`coach serve` on a data folder, as a process that can be killed; at another address each time it starts."""

    def __init__(self, data: Path) -> None:
        self.data, self.address = data, ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, without waiting."""
        port = free_port()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COACH_")}
        command = [sys.executable, "-m", "coach.cli", "serve", "--data", str(self.data), "--port", str(port)]
        with (self.data / "server.log").open("a") as log:
            self._process = subprocess.Popen(command, env=clean, stdout=log, stderr=subprocess.STDOUT)
        self.address = f"http://127.0.0.1:{port}"

    def wait(self) -> None:
        """Until it answers."""
        assert self._process is not None
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.address}/health", verify=False).status_code == 200:
                    return
            time.sleep(0.2)
        said = (self.data / "server.log").read_text()[-2000:]
        raise RuntimeError(f"The server did not start ({self._process.returncode}): {said}")

    def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


def run(data: Path, kills: int, seed: int, say: Callable[[str], None] = lambda _: None) -> Outcome:
    """Uploads and mends all the while, kills the server so often, lets the last one finish, and looks."""
    database = open_database(f"sqlite:///{data / 'coach.db'}")
    cookie, server, told, dice = _somebody(database), Server(data), Told(), random.Random(seed)
    try:
        server.start()
        with _busy(server, cookie, database, told, seed):
            for n in range(kills):
                _moment(server, database, told, dice)
                server.kill()
                server.start()
                say(f"kill {n + 1}: {len(told.uploads)} uploads and {len(told.mends)} mends acknowledged")
            server.wait()
        _drained(database)
    finally:
        server.kill()
    with database.reading() as db:
        anew = db.scalar(select(func.count()).select_from(Upload).where(Upload.attempts > 1)) or 0
    outcome = Outcome(kills, len(told.uploads), len(told.mends), anew, [*_wrong(database, told)])
    database.close()
    return outcome


def _moment(server: Server, database: Database, told: Told, dice: random.Random) -> None:
    """Waits for a random moment: while it starts, after some more files came in, or after some more were scored."""
    when = dice.choices(("starting", "sent", "scored"), (15, 35, 50))[0]
    if when == "starting":
        time.sleep(dice.uniform(0, 2))
        return
    server.wait()
    count = told.sent if when == "sent" else lambda: _scored(database)
    enough, end = count() + dice.randrange(4), time.monotonic() + PATIENCE
    while count() < enough and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(dice.uniform(0, 0.5))


def _scored(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Call)) or 0


def _somebody(database: Database) -> str:
    """The cookie of a signed-in manager."""
    now = datetime.now(UTC)
    with database.writing() as db:
        team, secret = teams.get_or_create(db, "North"), users.hash_password("four words are better")
        role, name = UserRole.MANAGER, "Bob"
        user = users.add(db, email="bob@example.com", name=name, role=role, team=team, password_hash=secret, now=now)
        return sessions.make(db, user, now, timedelta(days=1))


@contextmanager
def _busy(server: Server, cookie: str, database: Database, told: Told, seed: int) -> Iterator[None]:
    """Uploads by two and mends by one all the while; each goes on until what it wants is acknowledged."""
    over = Event()
    senders = [Thread(target=_upload, args=(server, cookie, told, over, f"{n}-")) for n in range(2)]
    mender = Thread(target=_mend, args=(server, cookie, told, over, database, random.Random(seed)))
    for thread in (*senders, mender):
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in (*senders, mender):
            thread.join()


def _post(server: Server, cookie: str, path: str, **sent: Any) -> httpx.Response | None:
    """The answer, or None where the server went away."""
    address = server.address
    bearing = {"Origin": address, "Cookie": f"coach={cookie}"}
    try:
        # Without certificates, whose loading would take longer than the rest.
        return httpx.post(address + path, headers=bearing, timeout=60, verify=False, **sent)
    except httpx.TransportError:
        return None


def _upload(server: Server, cookie: str, told: Told, over: Event, mark: str) -> None:
    n = 0
    while True:
        said = CALL.format(n=f"{mark}{n}")
        answer = _post(server, cookie, "/upload/file", files={"files": (f"{mark}{n}.txt", said.encode())})
        found = ROW.search(answer.text) if answer is not None and answer.status_code == 200 else None
        if found:
            with told.lock:
                told.uploads[found[1]] = said
            n += 1
        # What was sent and not acknowledged is sent once more, even at the end.
        if over.is_set() and (found or answer is not None):
            return
        time.sleep(PAUSE)


def _mend(server: Server, cookie: str, told: Told, over: Event, database: Database, dice: random.Random) -> None:
    while not over.wait(PAUSE * 3):
        with database.reading() as db:
            calls = [call_id for call_id in db.scalars(select(Call.id)) if call_id not in told.mends]
        if not calls:
            continue
        call_id = dice.choice(calls)
        answer = _post(server, cookie, f"/calls/{call_id}/speakers", data={"who": "voice-1"})
        if answer is not None and answer.status_code == 303:
            with told.lock:
                told.mends.add(call_id)


def _drained(database: Database) -> None:
    """Waits until nothing is in the queue."""
    end = time.monotonic() + DRAIN_SECONDS
    unfinished = select(Upload.id).where(Upload.status.in_((UploadStatus.QUEUED, UploadStatus.RUNNING))).limit(1)
    while time.monotonic() < end:
        with database.reading() as db:
            if db.scalar(unfinished) is None:
                return
        time.sleep(0.5)


def _wrong(database: Database, told: Told) -> Iterator[str]:
    """Everything that is not as it was acknowledged."""
    with database.reading() as db:
        found = {upload.id: upload for upload in db.scalars(select(Upload))}
        calls: dict[str, list[Call]] = {}
        for call in db.scalars(select(Call)):
            calls.setdefault(call.upload_id, []).append(call)
        yield from (f"upload {each} was lost" for each in told.uploads.keys() - found.keys())
        yield from (f"upload {each} was never acknowledged" for each in found.keys() - told.uploads.keys())
        for upload_id, said in told.uploads.items():
            if upload_id not in found:
                continue
            upload, mine = found[upload_id], calls.get(upload_id, [])
            if upload.status is not UploadStatus.DONE or upload.error or upload.content != said.encode():
                yield f"upload {upload_id} is {upload.status}: {upload.error}"
            if len(mine) != 1:
                yield f"upload {upload_id} has {len(mine)} calls"
            for call in mine:
                kinds = db.scalars(select(CallFinding.kind).where(CallFinding.call_id == call.id)).all()
                steps = db.scalars(select(Step.kind).where(Step.call_id == call.id)).all()
                yield from _wrong_call(call, sorted(kinds), len([kind for kind in steps if kind == "next_step"]), told)
        if (state := db.scalar(text("PRAGMA integrity_check"))) != "ok":
            yield f"the database is damaged: {state}"


def _wrong_call(call: Call, kinds: list[str], steps: int, told: Told) -> Iterator[str]:
    report = from_json(call.report)
    if kinds != sorted({finding.kind for finding in report.findings}) or steps != (report.next_step is not None):
        yield f"call {call.id} has findings or steps that its report has not"
    if call.id in told.mends and (call.roles.get("rep") != "Bo" or report.role_source != "user"):
        yield f"call {call.id} was mended, and its report does not know"
    if "again" in call.roles:
        yield f"call {call.id} still waits to be scored again"


def main() -> None:
    """Runs it and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="coach-kill-") as folder:
        outcome = run(Path(folder), asked.kills, asked.seed, print)
    print(outcome)
    sys.exit(bool(outcome.wrong))


if __name__ == "__main__":
    main()
