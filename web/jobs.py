"""The worker: takes files from the queue, scores them, saves all of a file or nothing; sweeps what is kept too long.

It holds no transaction while it scores. A claim that was lost (the machine slept, another server took over) is noticed
when saving, and then nothing is saved, so no call is there twice. What a killed server left is put back on start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import uuid4

from sqlalchemy.orm import Session

from coach.errors import CoachError
from coach.settings import Settings
from coach.store import calls, retention, uploads
from coach.store.database import Database
from coach.store.schema import Call, Upload
from coach.store.uploads import Scored
from web.scoring import in_words, score_again, score_upload

log = logging.getLogger("coach.web.jobs")

# How long new work may wait where nobody rang (it came from another process).
LOOK_EVERY = 2.0
SWEEP_EVERY = timedelta(hours=1)
STOP_SECONDS = 30.0
EMPTY = "{}: there is no call in it; export the transcript again."
CRASHED = "{}: scoring broke, which is our mistake and not the file's; tell whoever looks after this server ({})."


class Worker:
    """A thread that scores what is in the queue until it is stopped."""

    def __init__(self, database: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.database, self.lease, self.clock = database, settings.lease, clock
        self._bell, self._stopping = Event(), Event()
        self._thread = Thread(target=self._run, name="coach-worker", daemon=True)
        self._swept: datetime | None = None

    def start(self) -> None:
        """Puts back what a killed server left, then works."""
        with self.database.writing() as db:
            left = uploads.requeue(db, self.clock(), alone=self.database.sqlite)
        if left:
            log.info("%d files were left half scored; they are scored again", left)
        self._thread.start()

    def wake(self) -> None:
        """Says that there is something new."""
        self._bell.set()

    def stop(self) -> None:
        """Ends after the file in hand; what takes longer is put back on the next start."""
        self._stopping.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            try:
                self._sweep()
                busy = work_once(self.database, self.clock, self.lease)
            except Exception:
                # The database may be away for a while; the thread must outlive that.
                log.exception("the worker failed and goes on")
                busy = False
            if not busy:
                self._bell.wait(LOOK_EVERY)

    def _sweep(self) -> None:
        now = self.clock()
        if self._swept is None or now - self._swept >= SWEEP_EVERY:
            self._swept = now
            sweep(self.database, now)


def sweep(database: Database, now: datetime) -> None:
    """Deletes what was kept long enough; and from SQLite's log the words that a reader kept there when they went."""
    with database.writing() as db:
        retention.sweep(db, now)
        retention.tidy(db, now)
    database.forget()


def work_once(database: Database, clock: Callable[[], datetime], lease: timedelta) -> bool:
    """Scores the next file, if there is one; whether there was."""
    token = uuid4().hex
    with database.writing() as db:
        upload = uploads.claim(db, token, clock(), lease)
        mended = mended_calls(db, upload.id) if upload else None
    if upload is None:
        return False
    work_on(database, clock, lease, upload, token, mended)
    return True


def mended_calls(db: Session, upload_id: str) -> list[Call] | None:
    """The calls of a file that stand to be scored again; None where the file has not been scored yet."""
    known = calls.of_upload(db, upload_id)
    found = [calls.get(db, call.id) for call in known if call.roles.get("again")]
    return [call for call in found if call] if known else None


def work_on(
    database: Database,
    clock: Callable[[], datetime],
    lease: timedelta,
    upload: Upload,
    token: str,
    mended: list[Call] | None,
) -> bool:
    """Scores what was claimed and saves it, unless the claim was lost; whether there are new reports.

    Args:
        mended: from `mended_calls`, in the transaction of the claim.
    """
    with _renewing(database, clock, lease, upload.id, token):
        scored, error = _scored(upload, mended)
    with database.writing() as db:
        if scored or mended is not None:
            return bool(uploads.finish(db, upload.id, token, scored, clock(), error))
        uploads.fail(db, upload.id, token, error)
        return False


def _scored(upload: Upload, mended: list[Call] | None) -> tuple[list[Scored], str]:
    """The calls of a file and what is to be said about it; whatever happens, there is a sentence for it."""
    try:
        if mended is not None:
            return score_again(upload, mended), upload.error
        scored, errors = score_upload(upload)
    except CoachError as error:
        return [], str(error)
    except Exception:
        reference = uuid4().hex[:8]
        log.exception("scoring upload %s failed (%s)", upload.id, reference)
        return [], CRASHED.format(upload.filename, reference)
    return scored, in_words(errors) or ("" if scored else EMPTY.format(upload.filename))


@contextmanager
def _renewing(
    database: Database, clock: Callable[[], datetime], lease: timedelta, upload_id: str, token: str
) -> Iterator[None]:
    """Says every third of the lease that the worker lives."""
    over = Event()

    def renew() -> None:
        while not over.wait(lease.total_seconds() / 3):
            try:
                with database.writing() as db:
                    uploads.renew(db, upload_id, token, clock(), lease)
            except Exception:
                log.exception("a claim could not be renewed")

    thread = Thread(target=renew, name="coach-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
