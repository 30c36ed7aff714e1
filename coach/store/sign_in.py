"""Signing in, slowed after failures: counted for the e-mail address and for where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Semaphore

from sqlalchemy import delete, func, literal, select
from sqlalchemy.orm import Session

from coach.store.columns import Words
from coach.store.database import Database
from coach.store.schema import SignInFailure, User
from coach.store.users import check

WINDOW = timedelta(days=1)
# So many failures are free; each further one doubles the wait. An address may be a whole office.
FREE_EMAIL, FREE_ADDRESS = 5, 30
LONGEST_WAIT = 300
# To look at a password takes 64 MB and all of a processor; who would have to wait longer than this is sent away.
AT_ONCE, PATIENCE = 4, 2.0
_bench = Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How it went: the user, or None; with `wait` above 0 the password was not even looked at for so many seconds."""

    user: User | None
    wait: int = 0


def sign_in(database: Database, email: str, password: str, address: str, now: datetime) -> SignIn:
    """Checks an e-mail and password that came from a network address."""
    if not _bench.acquire(timeout=PATIENCE):
        return SignIn(None, 1)
    try:
        return _sign_in(database, email, password, address, now)
    finally:
        _bench.release()


def _sign_in(database: Database, email: str, password: str, address: str, now: datetime) -> SignIn:
    with database.writing() as session:
        wait = attempt(session, email, address, now)
    if wait:
        return SignIn(None, wait)
    with database.reading() as session:
        user = check(session, email, password)
    if user:
        with database.writing() as session:
            succeeded(session, email, address, now)
    return SignIn(user)


def attempt(session: Session, email: str, address: str, now: datetime) -> int:
    """Seconds to wait; 0 lets the attempt go on and counts it as failed beforehand, so that many at once all count."""
    keys = _keys(email, address)
    if session.get_bind().dialect.name == "postgresql":
        # One after the other for an account; SQLite has one writer anyway.
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(literal(keys[0][0], Words())))))
    wait = max(_wait(session, key, free, now) for key, free in keys)
    if not wait:
        session.add_all(SignInFailure(key=key, at=now) for key, _ in keys)
        session.flush()
    return wait


def succeeded(session: Session, email: str, address: str, now: datetime) -> None:
    """Takes the attempt back, and all failures of the e-mail address with it."""
    (mine, _), (place, _) = _keys(email, address)
    session.execute(delete(SignInFailure).where(SignInFailure.key == mine))
    noted = select(SignInFailure.id).where(SignInFailure.key == place, SignInFailure.at == now).limit(1)
    session.execute(delete(SignInFailure).where(SignInFailure.id.in_(noted.scalar_subquery())))


def _wait(session: Session, key: str, free: int, now: datetime) -> int:
    counted = select(func.count(), func.max(SignInFailure.at)).where(
        SignInFailure.key == key, SignInFailure.at > now - WINDOW
    )
    failures, last = session.execute(counted).tuples().one()
    if last is None or failures < free:
        return 0
    pause = timedelta(seconds=min(2 ** min(failures - free, 20), LONGEST_WAIT))
    return max(0, ceil((last + pause - now).total_seconds()))


def _keys(email: str, address: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (f"email {email.strip().lower()[:254]}", FREE_EMAIL), (f"from {_place(address)}", FREE_ADDRESS)


def _place(address: str) -> str:
    """The address; of IPv6 the half that a home or office shares, as the rest is free to choose."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
