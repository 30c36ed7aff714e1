"""Takes files in: bounded, named safely, recognised when they come again, kept before anybody is told so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.errors import ReadError
from coach.store import audit, reps, uploads
from coach.store.database import Database
from coach.store.schema import Upload, User, UserRole
from coach.store.uploads import NewUpload
from web.file_names import safe
from web.rights import rep_for, uploads_of
from web.security import megabytes
from web.upload_form import Said

NAMELESS = "transcript.txt"
THEIRS = "Your team has this file already, among somebody else's calls; ask your manager about it."
# What readers say to somebody at a terminal, and what it is here.
FORMATS_SAID = ("`coach formats` lists what coach reads", "the page for uploads lists what coach reads")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: its upload and whether it is `new` (else the team had it), or why it was refused."""

    name: str
    upload_id: str | None = None
    new: bool = False
    refused: str = ""


def take_in(database: Database, me: User, said: Said, name: str, content: bytes, now: datetime) -> Taken:
    """Puts a file into the queue; when this returns it is kept.

    Raises:
        NotFound: the rep is not theirs to choose.
    """
    name = safe(name) or NAMELESS
    if not content.strip():
        return refused(name, "the file is empty", "export the transcript again")
    with database.writing() as db:
        upload, new = uploads.add(db, _new(db, me, said, name, content), now)
        if new:
            audit.record(db, me, "uploaded", "upload", upload.id, now)
        seen = db.scalar(select(Upload.id).where(Upload.id == upload.id, uploads_of(me)))
    return Taken(name, upload.id, new) if seen else Taken(name, refused=THEIRS)


def too_large(name: str, size: int, limit: int) -> Taken:
    """A file that is larger than the settings allow, and was not even read."""
    reason = (
        f"the file has {megabytes(round(float(f'{size:.3g}')))}, more than the {megabytes(limit)} that one may have"
    )
    return refused(safe(name) or NAMELESS, reason, "split it into one file per call")


def refused(name: str, reason: str, remedy: str) -> Taken:
    """A file that is not taken, in the words of the readers."""
    return Taken(name, refused=reason_of(name, str(ReadError(name, reason, remedy))))


def reason_of(name: str, error: str) -> str:
    """An error without the name of the file, for where the name stands beside it."""
    bare = error.removeprefix(f"{name}: ").replace(f"{name}, line ", "Line ").replace(*FORMATS_SAID)
    return bare[:1].upper() + bare[1:]


def _new(db: Session, me: User, said: Said, name: str, content: bytes) -> NewUpload:
    return NewUpload(
        team_id=said.team_id,
        filename=name,
        content=content,
        rep_id=_rep_id(db, me, said),
        user_id=me.id,
        day=said.day,
        prospect=said.prospect,
        plan=said.plan,
        backup=said.backup,
        rubric=said.rubric,
        speaker=said.speaker,
    )


def _rep_id(db: Session, me: User, said: Said) -> int | None:
    """Whose calls these are: a rep's own, always; else as was said, or None for the file to say."""
    if me.role is UserRole.REP:
        own = reps.of_user(db, me.id)
        if not own:
            own = [reps.unlinked(db, me.team_id, me.name)]
            reps.link(db, own[0], db.get_one(User, me.id))
        return next((rep.id for rep in own if rep.id == said.rep_id), own[0].id)
    if said.rep_id is not None:
        return rep_for(db, me, said.rep_id).id
    return reps.get_or_create(db, said.team_id, said.new_rep).id if said.new_rep else None
