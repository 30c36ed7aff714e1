"""Files that were scored elsewhere (the command line): the file and its calls go in whole, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import uuid4

from sqlalchemy.orm import Session

from coach.render import words
from coach.store import audit, calls, uploads
from coach.store.schema import Upload, UploadStatus
from coach.store.uploads import NewUpload, Scored

LONGEST = 150
NAMELESS = "transcript.txt"
# Nobody else sees the claim: it is taken and given back within the transaction.
_LEASE = timedelta(minutes=1)


def queue(session: Session, new: NewUpload, now: datetime) -> bool:
    """Leaves a file to be scored by the server; False where the team has it already."""
    return _add(session, new, now)[1]


def put(session: Session, new: NewUpload, scored: Sequence[Scored], now: datetime, error: str = "") -> bool:
    """Saves a file with its calls; False where the team has them as they are.

    A file that is there keeps what people did to it: a deleted call stays deleted, a mended one stays mended.

    Args:
        error: what could not be read in a file of several calls.
    """
    upload, fresh = _add(session, new, now)
    if not fresh:
        scored = _newer(session, upload, scored)
    if not scored:
        return False
    token = uuid4().hex
    uploads.hold(session, upload, token, now, _LEASE)
    return uploads.finish(session, upload.id, token, scored, now, error) is not None


def _add(session: Session, new: NewUpload, now: datetime) -> tuple[Upload, bool]:
    upload, fresh = uploads.add(session, replace(new, filename=file_name(new.filename)), now)
    if fresh:
        audit.record(session, audit.COMMAND_LINE, "uploaded", "upload", upload.id, now)
    return upload, fresh


def _newer(session: Session, upload: Upload, scored: Sequence[Scored]) -> list[Scored]:
    """Those that another model or rubric scored; none while the server has the file in hand."""
    if upload.status is not UploadStatus.DONE:
        return []
    there = {call.position: call for call in calls.of_upload(session, upload.id) if not call.roles}
    changed = []
    for each in scored:
        call, made = there.get(each.position), each.report.provenance
        if call and (call.model, call.rubric) != (made.model, made.rubric):
            changed.append(each)
    return changed


def file_name(path: str) -> str:
    """The name of a file without its folders and without control characters, of sane length."""
    name = words.tidy(path.replace("\\", "/").rpartition("/")[2]) or NAMELESS
    ending = PurePath(name).suffix[:10]
    return name if len(name) <= LONGEST else name[: LONGEST - len(ending)].rstrip() + ending
