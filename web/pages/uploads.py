"""Where the uploads stand, kept fresh while something is waiting; failed ones are tried again or removed."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Query
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.store import audit, uploads
from coach.store.schema import UploadStatus, User, UserRole
from web import samples
from web.deps import Me, Now, Reading, Writing, go, page, state_of, writing
from web.rights import upload_for
from web.upload_form import LONGEST
from web.upload_rows import Row, latest, rows_of

router = APIRouter(prefix="/uploads")
SHOWN, WATCHED = 50, 200
# What makes htmx stop asking.
ENOUGH = 286
KNOWN = re.compile("([0-9a-f]{32}):([a-z]+)")


@router.get("")
def show(request: Request, me: Me, db: Reading, new: str = "", same: str = "") -> Response:
    """The newest uploads; first those that were just sent: `new`, and those that came again, `same`."""
    again = same.split(",")
    return listed(request, db, me, rows_of(db, me, [*new.split(","), *again][:WATCHED], again))


def listed(request: Request, db: Session, me: User, sent: list[Row]) -> Response:
    """The page, with what was just sent on top."""
    ids = {row.upload.id for row in sent if row.upload}
    rows = [row for row in latest(db, me, SHOWN) if row.upload and row.upload.id not in ids]
    waiting = sum(row.waiting for row in (*sent, *rows))
    mine = me.role is not UserRole.REP and samples.present(db, me)
    return page(request, "uploads.html", sent=sent, rows=rows, waiting=waiting, samples=mine)


@router.get("/news")
def news(request: Request, me: Me, db: Reading, w: Annotated[list[str] | None, Query()] = None) -> Response:
    """What has changed: rows that are no longer as the page has them (`w`: id and state, with a colon between)."""
    known = {found[1]: found[2] for each in (w or [])[:WATCHED] if (found := KNOWN.fullmatch(each))}
    rows = rows_of(db, me, known)
    gone = set(known) - {row.upload.id for row in rows if row.upload}
    changed = [row for row in rows if row.upload and row.state != known[row.upload.id]]
    if not changed and not gone:
        return Response(status_code=204 if known else ENOUGH)
    waiting = sum(row.waiting for row in rows)
    status = 200 if waiting else ENOUGH
    return page(request, "upload_rows.html", status, rows=changed, gone=sorted(gone), waiting=waiting, news=True)


@router.post("/{upload_id}/again")
def again(
    request: Request, me: Me, now: Now, upload_id: str, speaker: Annotated[str | None, Form()] = None
) -> Response:
    """Tries a file that failed once more; `speaker` says anew who is the rep in it."""
    with writing(request) as db:
        upload = upload_for(db, me, upload_id)
        if upload.status is not UploadStatus.FAILED:
            return go("/uploads")
        upload.speaker = upload.speaker if speaker is None else speaker.strip()[:LONGEST] or None
        uploads.again(db, upload)
        audit.record(db, me, "changed", "upload", upload.id, now, "tried again")
    state_of(request).wake()
    return go("/uploads", "queued_again")


@router.post("/{upload_id}/remove")
def remove(me: Me, db: Writing, now: Now, upload_id: str) -> Response:
    """Removes a file that failed, for good."""
    upload = upload_for(db, me, upload_id)
    if upload.status is not UploadStatus.FAILED:
        return go("/uploads", "not_removed")
    audit.record(db, me, "deleted", "upload", upload.id, now)
    uploads.remove(db, [upload.id])
    return go("/uploads", "removed")
