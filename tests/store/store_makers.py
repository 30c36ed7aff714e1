"""People, files and calls made by hand, for tests of what is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count

from sqlalchemy.orm import Session

from coach.report import (
    Answer,
    CallFacts,
    Commitment,
    Finding,
    NextStep,
    Provenance,
    Report,
    Score,
    SpokenTurn,
)
from coach.store import reps, teams, uploads, users
from coach.store.schema import Call, Rep, Team, Upload, User, UserRole
from coach.store.uploads import NewUpload, Scored
from coach.transcript import Quote, Role, Transcript, Utterance

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEASE = timedelta(minutes=2)
PASSWORD = "correct horse battery"
_number = count(1)


@cache
def password_hash() -> str:
    """Made once: hashing is slow on purpose."""
    return users.hash_password(PASSWORD)


def team(session: Session, name: str = "North") -> Team:
    return teams.get_or_create(session, name)


def user(
    session: Session, email: str = "bob@example.com", role: UserRole = UserRole.MANAGER, of: str = "North"
) -> User:
    name = email.partition("@")[0].capitalize()
    where = team(session, of)
    return users.add(session, email=email, name=name, role=role, team=where, password_hash=password_hash(), now=NOW)


def rep(session: Session, name: str = "Alice", of: str = "North") -> Rep:
    return reps.get_or_create(session, team(session, of).id, name)


def upload(
    session: Session, content: bytes | None = None, who: Rep | None = None, at: datetime = NOW, **given: object
) -> Upload:
    """A queued file; other bytes each time unless they are given."""
    who = who or rep(session)
    content = b"call %d" % next(_number) if content is None else content
    new = NewUpload(who.team_id, "call.txt", content, rep_id=who.id, **given)  # type: ignore[arg-type]
    return uploads.add(session, new, at)[0]


def calls(
    session: Session, *reports: Report, who: Rep | None = None, at: datetime = NOW, **given: object
) -> list[Call]:
    """The calls of one file, taken through the queue."""
    added = upload(session, None, who, at, **given)
    added.status, added.claim, added.claimed_until = uploads.UploadStatus.RUNNING, "by hand", at + LEASE
    session.flush()
    scored = [Scored(n, transcript(r), r, {}) for n, r in enumerate(reports)]
    saved = uploads.finish(session, added.id, "by hand", scored, at)
    assert saved is not None
    return saved


def transcript(made: Report) -> Transcript:
    return Transcript(made.id, tuple(Utterance(t.speaker, t.text) for t in made.turns), day=made.day)


def report(
    name: str = "call",
    day: date | None = date(2026, 2, 27),
    said: str = "Shall we say Tuesday? Fine, Tuesday.",
    secured: float | None = 80,
    asked: float | None = 60,
    pushy: float | None = 100,
    findings: tuple[str, ...] = ("next_step_secured",),
    step: bool = True,
    due: date | None = date(2026, 3, 3),
    call_type: str = "conversation",
    rubric: str = "balanced",
) -> Report:
    """A call of two turns whose next step is its first, and a promise to send a list."""
    ask, promise = Quote(0, 0, len(said), said), Quote(1, 0, 22, "I will send you a list")
    turns = (
        SpokenTurn(0, "Rep", Role.REP, said, None, None),
        SpokenTurn(1, "Prospect", Role.PROSPECT, "I will send you a list, yes.", None, None),
    )
    next_step = NextStep("meeting", "Tuesday", due, "10:00", True, Role.REP, ask, Quote(1, 24, 27, "yes"), 0.9)
    kept = (Commitment(Role.REP, ask, "Tuesday", due), Commitment(Role.PROSPECT, promise, None, None))
    values = {"secured": secured, "asked": asked, "pushy": pushy}
    facts = CallFacts(call_type, 0.9, "maybe", 0.9, bool(secured), 0.9, bool(asked), 0.9, 0, 0.9)
    return Report(
        id=name,
        day=day,
        format="plain",
        facts=facts,
        answers=tuple(Answer(k, None if v is None else "yes", 0.9, False, "So it was.", ()) for k, v in values.items()),
        scores=tuple(Score(k, v, ()) for k, v in values.items()),
        overall=secured,
        next_step=next_step if step else None,
        advice=(),
        findings=tuple(Finding(kind, (ask,), 0.9, "So it was.") for kind in findings),
        commitments=kept if step else (),
        metrics=(),
        acts=(),
        turns=turns,
        role_source="file",
        role_confidence=1.0,
        rep_opens=None,
        warnings=(),
        provenance=Provenance("0.1.0", "model-1", rubric, "r1", "t1"),
    )
