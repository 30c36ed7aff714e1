"""A line in the log of who looked at what; to look again within the hour is not worth another."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request

from coach.store import audit
from coach.store.schema import Audit, User
from web.deps import writing

AGAIN = timedelta(hours=1)


def saw(request: Request, db: Session, me: User, kind: str, object_id: int | str, now: datetime) -> None:
    """Notes that somebody saw this, unless they did within the hour; HEAD shows nothing."""
    if request.method == "HEAD":
        return
    same = (Audit.kind == kind, Audit.object_id == str(object_id), Audit.user_id == me.id, Audit.action == "saw")
    if db.scalar(select(Audit.id).where(*same, Audit.at > now - AGAIN).limit(1)) is None:
        with writing(request) as log:
            audit.record(log, me, "saw", kind, object_id, now)
