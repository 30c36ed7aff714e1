"""People who can sign in: accounts, passwords, roles."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import delete, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.store.database import FORGET
from coach.store.schema import ApiToken, Invitation, LoginSession, Rep, Team, User, UserRole
from coach.store.teams import admins, get_or_create, tidy_name

SHORTEST, LONGEST = 10, 1000
TAKEN = "{} has an account already; sign in with it, or use another e-mail address."


@cache
def _argon2() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _nobody() -> str:
    """A hash to check against where there is no user, so that both answers take as long."""
    return _argon2().hash("nobody has this password")


def hash_password(password: str) -> str:
    """What is kept of a password; takes a while on purpose, so call it outside a writing session.

    Raises:
        StoreError: too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise StoreError(f"The password has {len(password)} characters; take {SHORTEST} to {LONGEST}.")
    return _argon2().hash(password.encode("utf-8", "surrogatepass"))


def plain_email(text: str) -> str:
    """The address as it is kept: lower case.

    Raises:
        StoreError: it is no address.
    """
    email = text.strip().lower()
    name, at, host = email.rpartition("@")
    if not (name and at and host) or any(c.isspace() or not c.isprintable() for c in email) or len(email) > 254:
        raise StoreError("That is not an e-mail address; write it as ann@example.com.")
    return email


def anyone(session: Session) -> bool:
    """Whether there is any account; a fresh install has none."""
    return session.scalar(select(User.id).limit(1)) is not None


def add(
    session: Session, *, email: str, name: str, role: UserRole, team: Team, password_hash: str, now: datetime
) -> User:
    """A new account.

    Args:
        password_hash: from `hash_password`.

    Raises:
        StoreError: the address is none, or has an account.
    """
    email = plain_email(email)
    user = User(
        email=email,
        name=tidy_name(name, "user"),
        role=role,
        team_id=team.id,
        team=team,
        password_hash=password_hash,
        zone="UTC",
        disabled=False,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise StoreError(TAKEN.format(email)) from None
    return user


def add_first(session: Session, *, email: str, name: str, team: str, password_hash: str, now: datetime) -> User:
    """The first account of a fresh install, an admin, with a team.

    Raises:
        StoreError: there is an account already, or the address is none.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Two first visits in one moment must not both win; SQLite has one writer anyway.
        session.execute(text("LOCK TABLE users IN EXCLUSIVE MODE"))
    if anyone(session):
        raise StoreError("coach is set up already; sign in, or ask your manager for an invitation.")
    role, where = UserRole.ADMIN, get_or_create(session, team)
    return add(session, email=email, name=name, role=role, team=where, password_hash=password_hash, now=now)


def by_email(session: Session, email: str) -> User | None:
    """The account of an address, if there is one."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def check(session: Session, email: str, password: str) -> User | None:
    """The user, if the password is theirs and they may sign in; as slow for an address that nobody has."""
    user = by_email(session, email)
    given = password[: LONGEST + 1].encode("utf-8", "surrogatepass")
    right = _argon2().verify(given, user.password_hash if user else _nobody())
    return user if user and right and not user.disabled else None


def listing(session: Session, team_id: int | None = None) -> list[User]:
    """Accounts of a team, or all, by name."""
    wanted = select(User) if team_id is None else select(User).where(User.team_id == team_id)
    return sorted(session.scalars(wanted), key=lambda user: (user.name.casefold(), user.email))


def change(
    session: Session,
    user: User,
    *,
    role: UserRole | None = None,
    team: Team | None = None,
    disabled: bool | None = None,
) -> None:
    """Another role or team, or a closed account; what is None stays.

    With what an account is, the links end that it made or that give it a new password. Who is shut out also loses all
    sign-ins and tokens: who opens the account again lets in nobody who was in before.

    Raises:
        StoreError: nobody would be left who can look after everything.
    """
    if disabled or role not in (None, UserRole.ADMIN):
        _not_the_last(session, user)
    new_team = team if team is not None and team.id != user.team_id else None
    if disabled or new_team or role not in (None, user.role):
        _end_links(session, user)
    user.role = role or user.role
    user.disabled = user.disabled if disabled is None else disabled
    if disabled:
        for kept in (LoginSession, ApiToken):
            session.execute(delete(kept).where(kept.user_id == user.id))
    if new_team:
        # A login belongs to a rep of its own team.
        for rep in session.scalars(select(Rep).where(Rep.user_id == user.id)):
            rep.user_id = None
        user.team_id = new_team.id
    session.flush()
    session.refresh(user)


def _end_links(session: Session, user: User) -> None:
    """Invitations that the user made, and links to a new password for the user."""
    theirs = or_(Invitation.user_id == user.id, Invitation.created_by == user.id)
    session.execute(delete(Invitation).where(theirs))


def _not_the_last(session: Session, user: User) -> None:
    if user.role is UserRole.ADMIN and not user.disabled and not set(admins(session)) - {user.id}:
        raise StoreError("This is the only admin; make somebody else one first.")


def remove(session: Session, user: User) -> None:
    """Deletes an account; the calls stay, and the audit log keeps the e-mail address.

    Raises:
        StoreError: nobody would be left who can look after everything.
    """
    _not_the_last(session, user)
    _end_links(session, user)
    session.delete(user)
    session.flush()
    session.info[FORGET] = True


def set_password(session: Session, user: User, password_hash: str) -> None:
    """Another password, which ends links for one; end the user's other sign-ins with `sessions.end_all`."""
    user.password_hash = password_hash
    session.execute(delete(Invitation).where(Invitation.user_id == user.id))
    session.flush()


def set_zone(session: Session, user: User, zone: str) -> None:
    """The zone in which the user reads times.

    Raises:
        StoreError: there is no such zone.
    """
    try:
        ZoneInfo(zone)
    except (OSError, ValueError):
        raise StoreError(f"There is no time zone {zone[:40]}; write it as Europe/Oslo.") from None
    user.zone = zone
    session.flush()
