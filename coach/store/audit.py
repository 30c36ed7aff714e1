"""The audit log: who did what to what, when. It keeps no words of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.orm import Session

from coach.store.schema import Audit, Call, Rep, Step, Upload, User

# Who acts where nobody is signed in.
COMMAND_LINE, RETENTION = "command line", "retention"
_KINDS: dict[str, type[Call | Upload | Rep | Step | User]] = {
    "call": Call,
    "upload": Upload,
    "rep": Rep,
    "step": Step,
    "user": User,
}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines; None and empty leave a thing open.

    Attributes:
        team_id: about this team, or about nothing in particular by its people.
        who: part of the e-mail address.
        since, until: from the first moment up to, not including, the second.
    """

    team_id: int | None = None
    who: str = ""
    action: str = ""
    kind: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


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

    The line is kept under the object's team, so record a deletion before it is done.
    """
    line = Audit(at=now, action=action, kind=kind, object_id=str(object_id), detail=detail)
    line.who = user if isinstance(user, str) else user.email
    line.user_id = None if isinstance(user, str) else user.id
    line.team_id = _team_of(session, kind, object_id) or (None if isinstance(user, str) else user.team_id)
    session.add(line)
    session.flush()


def _team_of(session: Session, kind: str, object_id: int | str) -> int | None:
    if kind == "team" and object_id:
        return int(object_id)
    owner = _KINDS.get(kind)
    return session.scalar(select(owner.team_id).where(owner.id == object_id)) if owner and object_id else None


def listing(session: Session, which: AuditFilter, *, before: int | None = None, limit: int = 100) -> list[Audit]:
    """Lines, the newest first; `before` is the id of the last line of the page before."""
    return list(session.scalars(_newest(which, before).limit(limit)))


def stream(session: Session, which: AuditFilter) -> Iterator[Audit]:
    """All lines, the newest first, read a part at a time."""
    last: int | None = None
    while lines := listing(session, which, before=last, limit=1000):
        yield from lines
        last = lines[-1].id
        session.expunge_all()


def values(session: Session, team_id: int | None = None) -> dict[str, list[str]]:
    """What there is to choose from in a filter: actions and kinds."""
    matching = _matching(AuditFilter(team_id=team_id))
    columns = {"action": Audit.action, "kind": Audit.kind}
    return {name: sorted(session.scalars(select(c).where(matching).distinct())) for name, c in columns.items()}


def _newest(which: AuditFilter, before: int | None) -> Select[tuple[Audit]]:
    wanted = select(Audit).where(_matching(which)).order_by(Audit.id.desc())
    return wanted if before is None else wanted.where(Audit.id < before)


def _matching(which: AuditFilter) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [Audit.id.is_not(None)]
    for column in ("team_id", "action", "kind", "object_id"):
        value = getattr(which, column)
        found += [getattr(Audit, column) == value] if value not in (None, "") else []
    found += [Audit.who.icontains(which.who.strip(), autoescape=True)] if which.who.strip() else []
    found += [Audit.at >= which.since] if which.since else []
    found += [Audit.at < which.until] if which.until else []
    return and_(*found)


def blank(session: Session, kind: str, object_ids: Iterable[int | str]) -> None:
    """Forgets the details about what was deleted; that it was, and by whom, stays."""
    for ids in batched([str(each) for each in object_ids]):
        session.execute(update(Audit).where(Audit.kind == kind, Audit.object_id.in_(ids)).values(detail=""))


def batched(ids: list[str], size: int = 500) -> Iterator[list[str]]:
    """Parts of a list short enough for one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
