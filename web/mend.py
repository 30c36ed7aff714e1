"""Corrects who speaks in a call and scores it again, by the same way that the worker takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Semaphore
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.store import audit, uploads
from coach.store.database import Database
from coach.store.schema import Call, Upload, User
from web.jobs import mended_calls, work_on
from web.mending import Roles, pending

# Characters of kept transcripts, about an hour of talk: what takes longer, or comes while this is busy, is queued.
QUICK = 150_000
_bench = Semaphore(2)


@dataclass(frozen=True, slots=True)
class Mend:
    """A correction.

    Attributes:
        find: the call, if `by` may see it.
        change: from the corrections as they are to those that shall be.
        by: who makes it.
        detail: what it is, for the audit log.
    """

    find: Callable[[Session], Call]
    change: Callable[[Roles], dict[str, Any]]
    by: User
    detail: str


def mend(database: Database, clock: Callable[[], datetime], lease: timedelta, wanted: Mend) -> bool:
    """Keeps a correction and scores the call again if that is quick; False: it is in the queue, so wake the worker.

    Correction and claim are kept together: a server that is killed meanwhile scores the call on its next start.
    """
    token, free = uuid4().hex, _bench.acquire(blocking=False)
    try:
        with database.writing() as db:
            upload = _corrected(db, wanted, clock())
            mended = mended_calls(db, upload.id) or []
            here = free and sum(len(call.transcript) for call in mended) <= QUICK
            if here:
                uploads.hold(db, upload, token, clock(), lease)
            else:
                uploads.again(db, upload)
        return here and work_on(database, clock, lease, upload, token, mended)
    finally:
        if free:
            _bench.release()


def _corrected(db: Session, wanted: Mend, now: datetime) -> Upload:
    """The file of the call that now bears the correction; locked, so that two who mend at once both count."""
    call = wanted.find(db)
    upload = db.scalars(select(Upload).where(Upload.id == call.upload_id).with_for_update()).one()
    db.refresh(call, ["roles"])
    call.roles = pending(wanted.change(call.roles))
    audit.record(db, wanted.by, "changed", "call", call.id, now, wanted.detail)
    db.flush()
    return upload
