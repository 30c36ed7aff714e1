"""Ways back in, and back from deletion: each must stay shut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from store_makers import LEASE, NOW, calls, report, transcript, user

from coach.store import calls as call_store
from coach.store import invitations, sessions, tokens, uploads, users
from coach.store.database import Database
from coach.store.schema import Call, Upload, UploadStatus
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
