"""Nobody is locked out: new passwords by link, and somebody is always left who can look after everything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from store_makers import NOW, user

from coach.errors import StoreError
from coach.store import invitations, sessions, teams, users
from coach.store.database import Database
from coach.store.schema import User, UserRole

DAY = timedelta(days=1)


def test_a_reset_gives_a_new_password_once_and_ends_what_was_open(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        cookie = sessions.make(session, bob, NOW, DAY)
        link = invitations.make_reset(session, bob, by=None, now=NOW, length=DAY)
        secret = users.hash_password("another four words")
        assert invitations.accept(session, link, name="Ignored", password_hash=secret, now=NOW).id == bob.id
        assert users.check(session, bob.email, "another four words")
        assert bob.name == "Bob"
        assert sessions.find(session, cookie, NOW) is None
        with pytest.raises(StoreError, match="used or has run out"):
            invitations.accept(session, link, name="", password_hash=secret, now=NOW)
        users.change(session, bob, disabled=True)
        with pytest.raises(StoreError, match="closed; open it again"):
            invitations.make_reset(session, bob, by=None, now=NOW, length=DAY)


def test_two_admins_who_lock_each_other_out_leave_one(database: Database) -> None:
    with database.writing() as session:
        pair = [user(session, f"{name}@example.com", UserRole.ADMIN).id for name in ("dora", "erik")]

    def close(other: int) -> bool:
        try:
            with database.writing() as session:
                users.change(session, session.get_one(User, other), disabled=True)
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close, pair)) == [False, True]


def test_a_team_with_all_admins_stays(database: Database) -> None:
    with database.writing() as session:
        dora = user(session, "dora@example.com", UserRole.ADMIN)
        with pytest.raises(StoreError, match="All admins are in this team"):
            teams.remove(session, dora.team_id)
        user(session, "erik@example.com", UserRole.ADMIN, of="South")
        teams.remove(session, dora.team_id)
        assert users.by_email(session, "dora@example.com") is None
