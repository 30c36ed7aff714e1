"""People: accounts, slowed sign-in, sessions, invitations, tokens, the audit log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from store_makers import NOW, PASSWORD, password_hash, rep, team, user

from coach.errors import StoreError
from coach.store import audit, invitations, reps, sessions, tokens, users
from coach.store import sign_in as signing
from coach.store.audit import AuditFilter
from coach.store.database import Database
from coach.store.schema import ApiToken, Invitation, LoginSession, Rep, SignInFailure, User, UserRole
from coach.store.sign_in import sign_in

HOME, DAY = "192.0.2.7", timedelta(days=1)


def test_only_the_first_visit_makes_an_admin(database: Database) -> None:
    hashed = password_hash()

    def visit(n: int) -> bool:
        try:
            with database.writing() as session:
                email = f"Dora{n}@Example.com"
                users.add_first(session, email=email, name="Dora", team="North", password_hash=hashed, now=NOW)
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(visit, range(6))) == 1
    with database.reading() as session:
        (first,) = users.listing(session)
        assert (first.role, first.team.name) == (UserRole.ADMIN, "North")
        assert first.email.startswith("dora")
        assert users.anyone(session)


def test_an_address_has_one_account(database: Database) -> None:
    with database.writing() as session:
        user(session, "bob@example.com")
        with pytest.raises(StoreError, match=r"bob@example\.com has an account already"):
            user(session, " BOB@example.com")
        user(session, "ann@example.com")


@pytest.mark.parametrize("email", ["", "bob", "@x", "bob@", "bob @x", "bob\n@x", "b\x00b@x"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(StoreError, match="not an e-mail address"):
        users.plain_email(email)


@pytest.mark.parametrize("password", ["short", "x" * 1001])
def test_a_password_has_a_sane_length(password: str) -> None:
    with pytest.raises(StoreError, match="take 10 to 1000"):
        users.hash_password(password)


def test_signing_in(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
    assert sign_in(database, "BOB@example.com ", PASSWORD, HOME, NOW).user is not None
    assert sign_in(database, "bob@example.com", PASSWORD + "!", HOME, NOW).user is None
    assert sign_in(database, "nobody@example.com", PASSWORD, HOME, NOW).user is None
    with database.writing() as session:
        user(session, "dora@example.com", UserRole.ADMIN)
        users.change(session, session.get_one(User, bob.id), disabled=True)
    assert sign_in(database, "bob@example.com", PASSWORD, HOME, NOW + DAY).user is None


def tries(database: Database, count: int, email: str = "bob@example.com", address: str = HOME) -> list[int]:
    """Waits that attempts one second apart are given, none with the right password."""
    waits = []
    for n in range(count):
        with database.writing() as session:
            waits.append(signing.attempt(session, email, address, NOW + timedelta(seconds=n)))
    return waits


def test_failures_slow_an_address_more_and_more(database: Database) -> None:
    assert tries(database, 9) == [0, 0, 0, 0, 0, 0, 1, 0, 3]


def test_failures_from_one_place_slow_it_whoever_it_tries(database: Database) -> None:
    for n in range(signing.FREE_ADDRESS):
        assert tries(database, 1, f"{n}@example.com", "2001:db8::1") == [0]
    assert tries(database, 1, "next@example.com", "2001:db8::2") == [1]
    assert tries(database, 1, "next@example.com", "2001:db8:0:1::2") == [0]


def test_many_attempts_at_once_all_count(database: Database) -> None:
    def attempt(n: int) -> int:
        with database.writing() as session:
            return signing.attempt(session, "bob@example.com", f"192.0.2.{n}", NOW)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(attempt, range(16)))
    assert waits.count(0) == signing.FREE_EMAIL


def test_a_wait_ends_and_a_success_clears_it(database: Database) -> None:
    with database.writing() as session:
        user(session)
    tries(database, 12)
    later = NOW + timedelta(seconds=signing.LONGEST_WAIT + 60)
    assert sign_in(database, "bob@example.com", PASSWORD, HOME, NOW + timedelta(seconds=12)).wait > 0
    assert sign_in(database, "bob@example.com", PASSWORD, HOME, later).user is not None
    with database.reading() as session:
        keys = session.scalars(select(SignInFailure.key).distinct()).all()
    assert keys == [f"from {HOME}"]


def test_a_sign_in_lasts_until_it_ends(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        token = sessions.make(session, bob, NOW, DAY, "Firefox")
        other = sessions.make(session, bob, NOW, DAY)
    with database.reading() as session:
        found = sessions.find(session, token, NOW + DAY / 2)
        assert found is not None
        assert found.user.email == "bob@example.com"
        assert sessions.is_stale(found, NOW + DAY / 2)
        assert token not in session.scalars(select(LoginSession.token_hash)).all()
        assert sessions.find(session, token, NOW + DAY) is None
        assert sessions.find(session, token[:-1], NOW) is None
        assert sessions.find(session, found.token_hash, NOW) is None
    with database.writing() as session:
        sessions.seen(session, found.token_hash, NOW + DAY / 2)
        assert sessions.listing(session, bob.id, NOW)[0].agent == "Firefox"
        sessions.end_all(session, bob.id, but=found.token_hash)
        assert sessions.find(session, other, NOW) is None
        assert sessions.find(session, token, NOW) is not None
        sessions.end(session, found.token_hash)
    with database.reading() as session:
        assert sessions.find(session, token, NOW) is None


def test_a_closed_account_has_no_sign_in_and_no_token(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        cookie, token = sessions.make(session, bob, NOW, DAY), tokens.make(session, bob, "laptop", NOW)
        users.change(session, bob, disabled=True)
    with database.reading() as session:
        assert sessions.find(session, cookie, NOW) is None
        assert tokens.find(session, token) is None


def test_tokens(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        token = tokens.make(session, bob, "laptop", NOW)
        found = tokens.find(session, token)
        assert found is not None
        assert token.startswith("coach_")
        assert tokens.is_stale(found, NOW)
        tokens.used(session, found.id, NOW)
        assert not tokens.is_stale(found, NOW)
        assert [each.name for each in tokens.listing(session, bob.id)] == ["laptop"]
        assert tokens.find(session, found.token_hash) is None
        tokens.end(session, found.id)
        assert tokens.find(session, token) is None


def invite(database: Database, who: str | None = None, role: UserRole = UserRole.REP) -> str:
    with database.writing() as session:
        chosen = rep(session, who) if who else None
        where = team(session)
        return invitations.make(
            session, email="alice@example.com", role=role, team=where, by=None, now=NOW, length=DAY, rep=chosen
        )


def accept(database: Database, token: str, name: str = "Alice") -> User:
    with database.writing() as session:
        return invitations.accept(session, token, name=name, password_hash=password_hash(), now=NOW)


def test_an_invitation_is_good_once(database: Database) -> None:
    token = invite(database, "A. Berg")
    with database.reading() as session:
        assert len(invitations.listing(session, NOW)) == 1
        assert invitations.find(session, token, NOW + DAY) is None
    alice = accept(database, token)
    with database.reading() as session:
        assert [each.name for each in reps.of_user(session, alice.id)] == ["A. Berg"]
        assert invitations.find(session, token, NOW) is None
    with pytest.raises(StoreError, match="ask for a new one"):
        accept(database, token)
    with pytest.raises(StoreError, match="has an account already"):
        invite(database)


def test_a_new_invitation_ends_the_one_before(database: Database) -> None:
    first = invite(database)
    accept(database, invite(database))
    with pytest.raises(StoreError, match="ask for a new one"):
        accept(database, first)


def test_a_namesake_is_not_given_the_calls_of_another(database: Database) -> None:
    with database.writing() as session:
        reps.link(session, rep(session, "Alice"), user(session, "first@example.com", UserRole.REP))
    alice = accept(database, invite(database))
    with database.reading() as session:
        assert [each.name for each in reps.of_user(session, alice.id)] == ["Alice 2"]


def test_the_last_admin_stays(database: Database) -> None:
    with database.writing() as session:
        dora = user(session, "dora@example.com", UserRole.ADMIN)
        for attempt in (
            lambda: users.change(session, dora, role=UserRole.REP),
            lambda: users.change(session, dora, disabled=True),
            lambda: users.remove(session, dora),
        ):
            with pytest.raises(StoreError, match="only admin"):
                attempt()
        users.change(session, user(session), role=UserRole.ADMIN)
        users.remove(session, dora)
        with pytest.raises(StoreError, match="no time zone"):
            users.set_zone(session, users.listing(session)[0], "../../etc/passwd")


def test_a_deleted_user_leaves_calls_and_traces_but_no_way_in(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        alice = rep(session)
        reps.link(session, alice, bob)
        cookie, token = sessions.make(session, bob, NOW, DAY), tokens.make(session, bob, "laptop", NOW)
        audit.record(session, bob, "saw", "rep", alice.id, NOW)
        users.remove(session, bob)
    with database.reading() as session:
        assert sessions.find(session, cookie, NOW) is None
        assert tokens.find(session, token) is None
        assert session.get_one(Rep, alice.id).user_id is None
        (line,) = audit.listing(session, AuditFilter(kind="rep", object_id=str(alice.id)))
        assert (line.user_id, line.who) == (None, "bob@example.com")
        for table in (LoginSession, ApiToken, Invitation):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_somebody_who_moves_leaves_the_rep_behind(database: Database) -> None:
    with database.writing() as session:
        bob, south = user(session, role=UserRole.REP), team(session, "South")
        reps.link(session, rep(session), bob)
        users.change(session, bob, team=south)
        assert bob.team.name == "South"
        assert reps.of_user(session, bob.id) == []
        with pytest.raises(StoreError, match="different teams"):
            reps.link(session, rep(session), bob)


def test_names_of_reps(database: Database) -> None:
    with database.writing() as session:
        alice, zoe = rep(session, " Åse   Berg "), rep(session, "Zoe")
        assert rep(session, "åse berg").id == alice.id
        with pytest.raises(StoreError, match="Åse Berg in this team already"):
            reps.rename(session, zoe, "ÅSE BERG")
        reps.rename(session, alice, "ÅSE BERG")
        with pytest.raises(StoreError, match="has no name"):
            reps.rename(session, zoe, "  ")
        assert [line.rep.name for line in reps.listing(session, team_id=alice.team_id)] == ["Zoe", "ÅSE BERG"]


def test_the_audit_log_is_read_from_the_newest_in_pages(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        for n in range(5):
            audit.record(session, bob if n % 2 else audit.COMMAND_LINE, "saw", "call", f"c{n}", NOW)
        page = audit.listing(session, AuditFilter(), limit=2)
        assert [line.object_id for line in page] == ["c4", "c3"]
        after = audit.listing(session, AuditFilter(), limit=2, before=page[-1].id)
        assert [line.object_id for line in after] == ["c2", "c1"]
        assert [line.who for line in audit.listing(session, AuditFilter(who="BOB@"))] == ["bob@example.com"] * 2
