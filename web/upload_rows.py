"""Uploads as a list shows them: where each stands, and the calls that came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coach.store.schema import Call, Upload, UploadStatus, User
from web.intake import Taken, reason_of
from web.rights import HEX, calls_of, uploads_of

# So many calls of one file are named; the rest are counted.
NAMED = 5
WAITING = frozenset({UploadStatus.QUEUED, UploadStatus.RUNNING})


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list.

    Attributes:
        upload: None where it was refused.
        calls: the first of them; `more` others came of it.
        reason: why it was refused, failed, or was read only in part.
        same: it was sent again, and the team had it, perhaps under another name.
    """

    name: str
    upload: Upload | None = None
    calls: tuple[Call, ...] = ()
    more: int = 0
    reason: str = ""
    same: bool = False

    @property
    def waiting(self) -> bool:
        """Whether it will change by itself; a file whose mended call is scored again counts as done."""
        return self.upload is not None and self.upload.status in WAITING and not self.calls

    @property
    def state(self) -> str:
        """Where it stands: refused, queued, running, done or failed."""
        if self.upload is None:
            return "refused"
        return self.upload.status.value if self.waiting or not self.calls else "done"


def rows_of(db: Session, me: User, ids: Iterable[str], same: Collection[str] = ()) -> list[Row]:
    """Rows of these uploads, in this order; those that are not there, or not for this person, are left out."""
    wanted = [each for each in ids if HEX.fullmatch(each)]
    found = {u.id: u for u in db.scalars(select(Upload).where(Upload.id.in_(wanted), uploads_of(me)))}
    return _rows(db, me, [found[each] for each in wanted if each in found], same)


def latest(db: Session, me: User, limit: int) -> list[Row]:
    """The newest uploads that this person may see."""
    wanted = select(Upload).where(uploads_of(me)).order_by(Upload.created_at.desc(), Upload.id).limit(limit)
    return _rows(db, me, list(db.scalars(wanted)))


def after(db: Session, me: User, taken: Iterable[Taken]) -> list[Row]:
    """What became of files that were just sent, under the names they were sent with; refused ones first."""
    refused: list[Row] = []
    kept: dict[str, Taken] = {}
    for each in taken:
        if each.upload_id is None:
            refused.append(Row(each.name, reason=each.refused))
        else:
            kept.setdefault(each.upload_id, each)
    rows = rows_of(db, me, kept, [upload_id for upload_id, each in kept.items() if not each.new])
    return refused + [replace(row, name=kept[row.upload.id].name) for row in rows if row.upload]


def _rows(db: Session, me: User, uploads: list[Upload], same: Collection[str] = ()) -> list[Row]:
    theirs = (Call.upload_id.in_([upload.id for upload in uploads]), calls_of(me))
    counts = select(Call.upload_id, func.count()).where(*theirs).group_by(Call.upload_id)
    total = dict(db.execute(counts).tuples().all())
    calls: dict[str, list[Call]] = {}
    for call in db.scalars(select(Call).where(*theirs, Call.position < NAMED).order_by(Call.position)):
        calls.setdefault(call.upload_id, []).append(call)
    return [_row(upload, tuple(calls.get(upload.id, ())), total.get(upload.id, 0), same) for upload in uploads]


def _row(upload: Upload, calls: tuple[Call, ...], total: int, same: Collection[str]) -> Row:
    reason = reason_of(upload.filename, upload.error)
    return Row(upload.filename, upload, calls, total - len(calls), reason, upload.id in same)
