"""The audit log: who did what to what, when. It keeps no words of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coach.store.schema import Audit, User

# Who acts where nobody is signed in.
COMMAND_LINE, RETENTION = "command line", "retention"


def record(
    session: Session,
    user: User | str,
    action: str,
    kind: str,
    object_id: int | str,
    now: datetime,
    detail: str = "",
) -> None:
    """Writes a line.

    Args:
        user: who did it; a text (`COMMAND_LINE`, `RETENTION`, an e-mail) where nobody is signed in.
        action: saw, changed, deleted, exported, signed_in, signed_out, invited…
        kind: call, rep, team, upload, user, token…
        detail: what changed, in few words; it is blanked when the object is deleted.
    """
    who = user if isinstance(user, str) else user.email
    user_id = None if isinstance(user, str) else user.id
    session.add(
        Audit(at=now, user_id=user_id, who=who, action=action, kind=kind, object_id=str(object_id), detail=detail)
    )
    session.flush()


def listing(
    session: Session,
    *,
    user_id: int | None = None,
    kind: str | None = None,
    object_id: int | str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Audit]:
    """Lines, the newest first; `before` is the id of the last line of the page before."""
    wanted = select(Audit)
    for column, value in ((Audit.user_id, user_id), (Audit.kind, kind)):
        wanted = wanted if value is None else wanted.where(column == value)
    wanted = wanted if object_id is None else wanted.where(Audit.object_id == str(object_id))
    wanted = wanted if before is None else wanted.where(Audit.id < before)
    return list(session.scalars(wanted.order_by(Audit.id.desc()).limit(limit)))


def blank(session: Session, kind: str, object_ids: Iterable[int | str]) -> None:
    """Forgets the details about what was deleted; that it was, and by whom, stays."""
    for ids in batched([str(each) for each in object_ids]):
        session.execute(update(Audit).where(Audit.kind == kind, Audit.object_id.in_(ids)).values(detail=""))


def batched(ids: list[str], size: int = 500) -> Iterator[list[str]]:
    """Parts of a list short enough for one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
