"""Ways back in, and back from deletion: each must stay shut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from store_makers import LEASE, NOW, PASSWORD, calls, password_hash, rep, report, team, transcript, user

from coach.errors import StoreError
from coach.store import audit, invitations, sessions, tokens, uploads, users
from coach.store import calls as call_store
from coach.store import sign_in as signing
from coach.store.audit import AuditFilter
from coach.store.database import Database
from coach.store.schema import Call, SignInFailure, Upload, UploadStatus, UserRole
from coach.store.uploads import Scored

DAY = timedelta(days=1)


def test_a_call_deleted_while_it_is_scored_again_does_not_come_back(database: Database) -> None:
    with database.writing() as session:
        kept, gone = calls(session, report("kept"), report("gone"))
        uploads.hold(session, session.get_one(Upload, kept.upload_id), "mend", NOW, LEASE)
    with database.writing() as session:
        call_store.remove(session, [gone.id])
    again = [Scored(1, transcript(report("gone")), report("gone"), {})]
    with database.writing() as session:
        assert uploads.finish(session, kept.upload_id, "mend", again, NOW) is None
        assert session.scalars(select(Call.id)).all() == [kept.id]
        # What else stood to be scored again in this file still is.
        assert session.get_one(Upload, kept.upload_id).status is UploadStatus.QUEUED


def test_an_account_that_is_opened_again_lets_nobody_in_who_was_in_before(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        cookie, token = sessions.make(session, bob, NOW, DAY), tokens.make(session, bob, "laptop", NOW)
        link = invitations.make_reset(session, bob, by=None, now=NOW, length=DAY)
        users.change(session, bob, disabled=True)
        users.change(session, bob, disabled=False)
    with database.reading() as session:
        assert sessions.find(session, cookie, NOW) is None
        assert tokens.find(session, token) is None
        assert invitations.find(session, link, NOW) is None


def test_a_new_password_ends_the_links_for_another(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        link = invitations.make_reset(session, bob, by=None, now=NOW, length=DAY)
        users.set_password(session, bob, users.hash_password("another four words"))
        assert invitations.find(session, link, NOW) is None


def test_what_goes_wrong_in_the_database_is_told_without_the_words_in_it(database: Database) -> None:
    with database.reading() as session, pytest.raises(SQLAlchemyError) as error:
        session.execute(text("SELECT nothing FROM nowhere WHERE a = :secret"), {"secret": "the quarry in Lofthus"})
    assert "Lofthus" not in str(error.value)


@pytest.mark.parametrize("change", [{"role": UserRole.ADMIN}, {"team": "South"}])
def test_a_link_for_a_password_does_not_open_what_the_account_became(
    database: Database, change: dict[str, UserRole | str]
) -> None:
    """A manager could else keep a link to a rep's account until an admin makes the rep more than the manager."""
    with database.writing() as session:
        bob, rep = user(session), user(session, "alice@example.com", UserRole.REP)
        link = invitations.make_reset(session, rep, by=bob, now=NOW, length=DAY)
        new = {"team": team(session, "South")} if "team" in change else change
        users.change(session, rep, **new)  # type: ignore[arg-type]
        assert invitations.find(session, link, NOW) is None


@pytest.mark.parametrize("end", ["closed", "a rep now", "deleted"])
def test_links_end_with_the_power_of_who_made_them(database: Database, end: str) -> None:
    """Who is about to be shut out could else invite themselves back."""
    with database.writing() as session:
        bob = user(session)
        link = invitations.make(
            session, email="b@x.example", role=UserRole.MANAGER, team=bob.team, by=bob, now=NOW, length=DAY
        )
        match end:
            case "closed":
                users.change(session, bob, disabled=True)
            case "deleted":
                users.remove(session, bob)
            case _:
                users.change(session, bob, role=UserRole.REP)
        assert invitations.find(session, link, NOW) is None


def test_an_invitation_ends_none_of_another_team(database: Database) -> None:
    with database.writing() as session:
        eve = {"email": "eve@example.com", "role": UserRole.REP, "by": None, "now": NOW, "length": DAY}
        teams = [team(session, name) for name in ("North", "South")]
        both = [invitations.make(session, team=each, **eve) for each in teams]  # type: ignore[arg-type]
        assert all(invitations.find(session, link, NOW) for link in both)
        secret = password_hash()
        invitations.accept(session, both[0], name="Eve", password_hash=secret, now=NOW)
        with pytest.raises(StoreError, match="has an account already"):
            invitations.accept(session, both[1], name="Eve", password_hash=secret, now=NOW)


def test_what_an_admin_does_elsewhere_is_not_told_to_the_manager_of_the_admins_team(database: Database) -> None:
    with database.writing() as session:
        dora, theirs = user(session, "dora@example.com", UserRole.ADMIN), rep(session, "Carl", "South")
        audit.record(session, dora, "changed", "rep", theirs.id, NOW, "renamed from Karl")
        audit.record(session, dora, "signed_in", "user", dora.id, NOW)
        lines = audit.listing(session, AuditFilter(team_id=dora.team_id))
        assert [line.action for line in lines] == ["signed_in"]


def test_few_passwords_are_looked_at_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes 64 MB and all of a processor; a flood of them must not take the whole machine."""
    monkeypatch.setattr(signing, "PATIENCE", 0)
    for _ in range(signing.AT_ONCE):
        signing._bench.acquire()
    try:
        assert signing.sign_in(database, "bob@example.com", PASSWORD, "10.0.0.1", NOW).wait == 1
    finally:
        signing._bench.release(signing.AT_ONCE)
    # Who was sent away is not counted as having failed.
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInFailure)) == 0
    assert signing.sign_in(database, "bob@example.com", PASSWORD, "10.0.0.1", NOW).wait == 0
