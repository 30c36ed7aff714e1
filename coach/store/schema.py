"""The tables: people, then uploads and calls. All rows of a rep, an upload or a call go with it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Date, Enum, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from coach.store.columns import Utc, Words


class UserRole(StrEnum):
    """What a user may see: own calls, the team's, or all."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


class UploadStatus(StrEnum):
    """Where an upload stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class TokenScope(StrEnum):
    """What a personal token opens: the API, or only the calendar of next steps (its address is kept by a calendar)."""

    API = "api"
    CALENDAR = "calendar"


class StepKind(StrEnum):
    """The next step of a call, or another promise made in it."""

    NEXT_STEP = "next_step"
    COMMITMENT = "commitment"


def _name_of(kind: type[StrEnum]) -> Enum:
    """Kept as its value in a plain text column, so that a new value needs no migration."""
    return Enum(kind, native_enum=False, length=16, values_callable=lambda k: [m.value for m in k])


def _new_id() -> str:
    return uuid4().hex


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; constraints are named so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy's own declaration)
        str: Words,
        datetime: Utc,
        date: Date,
        bytes: LargeBinary,
        dict[str, Any]: JSON,
        UserRole: _name_of(UserRole),
        UploadStatus: _name_of(UploadStatus),
        StepKind: _name_of(StepKind),
        TokenScope: _name_of(TokenScope),
    }


# Numbers are never given twice, so that an old link cannot come to mean somebody new.
NEVER_AGAIN = {"sqlite_autoincrement": True}


class Team(Base):
    """A manager's people; `retention_days` None keeps calls for ever."""

    __tablename__ = "teams"
    __table_args__ = (NEVER_AGAIN,)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    retention_days: Mapped[int | None]


class User(Base):
    """Somebody who can sign in; `email` is lower case, `zone` an IANA name."""

    __tablename__ = "users"
    __table_args__ = (NEVER_AGAIN,)
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[UserRole]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    password_hash: Mapped[str]
    zone: Mapped[str] = mapped_column(default="UTC")
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    team: Mapped[Team] = relationship(lazy="joined", innerjoin=True)


class Rep(Base):
    """Somebody whose calls are scored; `user_id` None has no login."""

    __tablename__ = "reps"
    __table_args__ = (UniqueConstraint("team_id", "name"), NEVER_AGAIN)
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    name: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)


class LoginSession(Base):
    """A sign-in that lasts; the cookie holds the token, the table only its SHA-256."""

    __tablename__ = "login_sessions"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    agent: Mapped[str] = mapped_column(default="")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class SignInFailure(Base):
    """One failed sign-in, counted for an e-mail or for an address (`key`)."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (Index(None, "key", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class Invitation(Base):
    """A link by which somebody gets an account, or (`user_id`) a new password for the one they have; good once."""

    __tablename__ = "invitations"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str]
    role: Mapped[UserRole]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    rep_id: Mapped[int | None] = mapped_column(ForeignKey("reps.id", ondelete="CASCADE"), index=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    team: Mapped[Team] = relationship(lazy="joined", innerjoin=True)


class ApiToken(Base):
    """A personal token for the API or for a calendar; shown once, kept as its SHA-256."""

    __tablename__ = "api_tokens"
    __table_args__ = (NEVER_AGAIN,)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    scope: Mapped[TokenScope] = mapped_column(default=TokenScope.API, server_default=TokenScope.API)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Upload(Base):
    """A file as it came, and where it stands in the queue. `rep_id` None: each call's rep is taken from the file."""

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("team_id", "digest"), Index(None, "status", "attempts", "created_at"))
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_new_id)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    rep_id: Mapped[int | None] = mapped_column(ForeignKey("reps.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    filename: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    day: Mapped[date | None]
    prospect: Mapped[str] = mapped_column(default="")
    plan: Mapped[str | None]
    backup: Mapped[str | None]
    rubric: Mapped[str | None]
    speaker: Mapped[str | None]
    status: Mapped[UploadStatus] = mapped_column(default=UploadStatus.QUEUED)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    claim: Mapped[str | None] = mapped_column(String(64))
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes] = mapped_column(deferred=True)


class Call(Base):
    """A scored call; the long texts come last and are read only when asked for.

    `day` is None where nobody knows it; `filed` is then the day of the upload, so that every call has a place in a
    list. `next_step_secured` and `truth_asked` are None where the question did not come up. `row` is the JSON of a
    `coach.scorecard.CallRow`, `report` what `coach score --format json` prints, `transcript` what was scored (to score
    again after a mend), `roles` the corrections of speakers and lines, `spoken` the words, folded for search.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("upload_id", "position"),
        Index(None, "team_id", "filed"),
        Index(None, "rep_id", "filed"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_new_id)
    upload_id: Mapped[str] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"))
    position: Mapped[int]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    rep_id: Mapped[int] = mapped_column(ForeignKey("reps.id", ondelete="CASCADE"))
    title: Mapped[str]
    day: Mapped[date | None]
    filed: Mapped[date]
    prospect: Mapped[str]
    call_type: Mapped[str]
    overall: Mapped[float | None]
    secured: Mapped[float | None]
    asked: Mapped[float | None]
    pushy: Mapped[float | None]
    next_step_secured: Mapped[bool | None]
    truth_asked: Mapped[bool | None]
    pushy_level: Mapped[int]
    outcome: Mapped[str]
    action: Mapped[str | None]
    scored_at: Mapped[datetime]
    model: Mapped[str]
    rubric: Mapped[str]
    roles: Mapped[dict[str, Any]] = mapped_column(default=dict)
    row: Mapped[str] = mapped_column(deferred=True)
    spoken: Mapped[str] = mapped_column(deferred=True)
    transcript: Mapped[str] = mapped_column(deferred=True)
    report: Mapped[str] = mapped_column(deferred=True)
    rep: Mapped[Rep] = relationship(lazy="joined", innerjoin=True)


class CallFinding(Base):
    """That a call has a finding of this kind, for the filter."""

    __tablename__ = "call_findings"
    __table_args__ = (Index(None, "kind", "call_id"),)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)


class Step(Base):
    """Something promised in a call; `time` is "HH:MM" where an hour was named, `turn` where the words were said."""

    __tablename__ = "steps"
    __table_args__ = (Index(None, "team_id", "done_at", "due"), Index(None, "rep_id", "done_at", "due"), NEVER_AGAIN)
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    rep_id: Mapped[int] = mapped_column(ForeignKey("reps.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    kind: Mapped[StepKind]
    owner: Mapped[str]
    action: Mapped[str | None]
    words: Mapped[str]
    due: Mapped[date | None]
    time: Mapped[str | None] = mapped_column(String(5))
    done_at: Mapped[datetime | None]
    turn: Mapped[int | None]
    call: Mapped[Call] = relationship(lazy="joined", innerjoin=True)


class Audit(Base):
    """Who did what when; it outlives the user (`who` keeps the e-mail), the team and what was done to."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "kind", "object_id"), Index(None, "team_id", "id"), NEVER_AGAIN)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    who: Mapped[str]
    action: Mapped[str]
    kind: Mapped[str]
    object_id: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    team_id: Mapped[int | None]
