"""The queue of files: taken in once, scored by whoever claims them, never lost and never saved twice.

    add ──▶ queued ──claim──▶ running ──finish──▶ done
               ▲                 │ └────fail────▶ failed
               └──requeue────────┘ (its worker died: the lease ran out, or this process is the only one)

A worker works outside any session. What it found is saved only if the upload still bears its claim.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from coach.report import Report
from coach.store import audit
from coach.store.database import FORGET
from coach.store.saving import save_report
from coach.store.schema import Call, Upload, UploadStatus
from coach.transcript import Transcript

# A file that kills its worker so often does so by itself.
MOST_ATTEMPTS = 20
GIVEN_UP = "Scoring stopped without a reason {} times, so it was given up; upload it again to try once more."


@dataclass(frozen=True, slots=True)
class NewUpload:
    """A file as a user hands it in; see `coach.store.schema.Upload`."""

    team_id: int
    filename: str
    content: bytes
    rep_id: int | None = None
    user_id: int | None = None
    day: date | None = None
    prospect: str = ""
    plan: str | None = None
    backup: str | None = None
    rubric: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A call that a worker scored: its place in the file, what was read, what came of it, corrections of roles."""

    position: int
    transcript: Transcript
    report: Report
    roles: dict[str, Any]


def add(session: Session, new: NewUpload, now: datetime) -> tuple[Upload, bool]:
    """Puts a file into the queue; with False where the team has the same bytes already (a failed one is tried again).

    Commit before telling the user that it arrived.
    """
    digest = sha256(new.content).hexdigest()
    given = {name: getattr(new, name) for name in NewUpload.__slots__ if name != "team_id"}
    upload = Upload(team_id=new.team_id, digest=digest, created_at=now, **given)
    same = select(Upload).where(Upload.team_id == new.team_id, Upload.digest == digest).with_for_update()
    found = session.scalar(same)
    if found is None:
        try:
            with session.begin_nested():
                session.add(upload)
        except IntegrityError:
            # The same file came in this moment, by another process.
            found = session.scalars(same).one()
    if found is None:
        return upload, True
    if found.status is not UploadStatus.FAILED:
        return found, False
    for name, value in given.items():
        setattr(found, name, value)
    again(session, found)
    return found, True


def again(session: Session, upload: Upload) -> None:
    """Puts a file back into the queue: one that failed, or one with a mended call; who works on it loses it."""
    upload.error = "" if upload.status is UploadStatus.FAILED else upload.error
    upload.status, upload.attempts = UploadStatus.QUEUED, 0
    upload.claim = upload.claimed_until = None
    session.flush()


def hold(session: Session, upload: Upload, token: str, now: datetime, lease: timedelta) -> None:
    """Takes a certain file, as `claim` takes the next; who worked on it loses it."""
    upload.status, upload.claim, upload.claimed_until = UploadStatus.RUNNING, token, now + lease
    session.flush()


def claim(session: Session, token: str, now: datetime, lease: timedelta) -> Upload | None:
    """Takes the next file with its `content`, or None; what a dead worker left is taken too.

    Files that were tried least come first, so that one that kills its worker keeps none waiting.

    Args:
        token: not used before: it stands for this claim, not for the worker.
        lease: for how long, unless renewed.
    """
    free = _free(now)
    given_up = update(Upload).where(free, Upload.attempts >= MOST_ATTEMPTS)
    session.execute(given_up.values(status=UploadStatus.FAILED, error=GIVEN_UP.format(MOST_ATTEMPTS), claim=None))
    order = (Upload.attempts, Upload.created_at, Upload.id)
    wanted = select(Upload).where(free).order_by(*order).limit(1).with_for_update(skip_locked=True)
    upload = session.scalar(wanted.options(undefer(Upload.content)))
    if upload is None:
        return None
    upload.status, upload.claim, upload.claimed_until = UploadStatus.RUNNING, token, now + lease
    upload.attempts += 1
    session.flush()
    return upload


def waiting(session: Session, now: datetime) -> bool:
    """Whether there is anything to claim: to look without writing."""
    return session.scalar(select(Upload.id).where(_free(now)).limit(1)) is not None


def _free(now: datetime) -> ColumnElement[bool]:
    """Queued, or left by a worker that gave no sign for the length of its lease."""
    abandoned = and_(Upload.status == UploadStatus.RUNNING, Upload.claimed_until <= now)
    return or_(Upload.status == UploadStatus.QUEUED, abandoned)


def renew(session: Session, upload_id: str, token: str, now: datetime, lease: timedelta) -> bool:
    """Says that the worker lives; False where the claim is lost and the work should stop."""
    return _held(session, upload_id, token, claimed_until=now + lease)


def finish(
    session: Session, upload_id: str, token: str, scored: Sequence[Scored], now: datetime, error: str = ""
) -> list[Call] | None:
    """Saves a file's calls and marks it done; None, and nothing is saved, where the claim is lost.

    Args:
        error: what could not be read in a file of several calls.
    """
    if not _held(session, upload_id, token, status=UploadStatus.DONE, error=error, claim=None, claimed_until=None):
        return None
    upload = session.get_one(Upload, upload_id)
    return [save_report(session, upload, s.position, s.transcript, s.report, s.roles, now) for s in scored]


def fail(session: Session, upload_id: str, token: str, error: str) -> bool:
    """Marks a file as failed, saying why; False where the claim is lost."""
    return _held(session, upload_id, token, status=UploadStatus.FAILED, error=error, claim=None, claimed_until=None)


def _held(session: Session, upload_id: str, token: str, **changes: Any) -> bool:
    """Changes an upload if it still bears this claim: one statement, so nobody comes between."""
    mine = and_(Upload.id == upload_id, Upload.claim == token, Upload.status == UploadStatus.RUNNING)
    changed = session.execute(update(Upload).where(mine).values(**changes).returning(Upload.id))
    return changed.one_or_none() is not None


def requeue(session: Session, now: datetime, *, alone: bool) -> int:
    """Puts back what dead workers left; call it on start. How many there were.

    Args:
        alone: no other process scores from this database (SQLite), so whatever runs is dead.
    """
    left = update(Upload).where(Upload.status == UploadStatus.RUNNING)
    left = left if alone else left.where(Upload.claimed_until <= now)
    changed = left.values(status=UploadStatus.QUEUED, claim=None, claimed_until=None).returning(Upload.id)
    return len(session.scalars(changed).all())


def get(session: Session, upload_id: str) -> Upload | None:
    """An upload without its bytes."""
    return session.get(Upload, upload_id)


def listing(
    session: Session,
    *,
    team_id: int | None = None,
    user_id: int | None = None,
    ids: Collection[str] | None = None,
    status: Collection[UploadStatus] | None = None,
    limit: int = 100,
) -> list[Upload]:
    """Uploads without their bytes, the newest first."""
    wanted = select(Upload)
    for column, value in ((Upload.team_id, team_id), (Upload.user_id, user_id)):
        wanted = wanted if value is None else wanted.where(column == value)
    wanted = wanted if ids is None else wanted.where(Upload.id.in_(ids))
    wanted = wanted if status is None else wanted.where(Upload.status.in_(status))
    return list(session.scalars(wanted.order_by(Upload.created_at.desc(), Upload.id).limit(limit)))


def remove(session: Session, upload_ids: Collection[str]) -> int:
    """Deletes files with their calls, for good; how many there were."""
    count = 0
    for ids in audit.batched(list(upload_ids)):
        audit.blank(session, "call", session.scalars(select(Call.id).where(Call.upload_id.in_(ids))).all())
        audit.blank(session, "upload", ids)
        count += len(session.scalars(delete(Upload).where(Upload.id.in_(ids)).returning(Upload.id)).all())
    session.info[FORGET] = True
    return count
