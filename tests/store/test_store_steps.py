"""Steps by due date; prospects nobody talked to for a while; saving again after a mend."""

from __future__ import annotations

from datetime import date, timedelta

from store_makers import NOW, calls, rep, report, transcript, user

from coach.store import calls as call_store
from coach.store import retention, sessions, steps, teams
from coach.store.calls import CallFilter
from coach.store.database import Database
from coach.store.saving import save_report, transcript_of
from coach.store.schema import StepKind, Upload

TODAY = date(2026, 3, 2)


def test_a_call_gives_its_next_step_and_its_other_promises_once(database: Database) -> None:
    with database.writing() as session:
        calls(session, report(said="Tuesday?"))
        first, second = steps.listing(session)
    assert (first.kind, first.words, first.due, first.time) == (
        StepKind.NEXT_STEP,
        "Tuesday?",
        date(2026, 3, 3),
        "10:00",
    )
    assert (first.owner, first.action) == ("rep", "meeting")
    assert (second.kind, second.words, second.due) == (StepKind.COMMITMENT, "I will send you a list", None)
    assert (second.owner, second.action) == ("prospect", None)
    assert first.call.rep.name == "Alice"


def test_steps_are_listed_by_due_date_and_filtered(database: Database) -> None:
    with database.writing() as session:
        calls(session, report("late", due=date(2026, 3, 9)))
        calls(session, report("soon", due=date(2026, 3, 3)), who=rep(session, "Zoe"))
        zoe = rep(session, "Zoe").id
        mine = steps.listing(session, kind=StepKind.NEXT_STEP)
        assert [step.call.title for step in mine] == ["soon", "late"]
        assert [step.due for step in steps.listing(session)][2:] == [None, None]
        assert len(steps.listing(session, rep_ids=[zoe])) == 2
        assert steps.listing(session, rep_ids=[]) == []
        assert len(steps.listing(session, owner="prospect")) == 2
        assert [s.call.title for s in steps.listing(session, since=TODAY, until=date(2026, 3, 5))] == ["soon"]
        steps.mark(session, mine[0], NOW)
        assert [step.call.title for step in steps.listing(session, kind=StepKind.NEXT_STEP)] == ["late"]
        assert [step.call.title for step in steps.listing(session, done=True)] == ["soon"]
        steps.mark(session, mine[0], None)
        assert steps.listing(session, done=True) == []


def test_quiet_prospects(database: Database) -> None:
    with database.writing() as session:
        for day, prospect in [(1, "Osei"), (10, "osei"), (1, "Lund"), (31, "Berg"), (1, "")]:
            calls(session, report(day=date(2026, 1, day)), prospect=prospect)
        calls(session, report(day=None), prospect="Undated")
        calls(session, report(day=date(2026, 1, 2)), prospect="Lund", who=rep(session, "Zoe"))
        quiet = steps.quiet_prospects(session, TODAY, rep_ids=[rep(session).id])
        assert [(q.prospect, q.last, q.calls) for q in quiet] == [
            ("Lund", date(2026, 1, 1), 1),
            ("osei", date(2026, 1, 10), 2),
            ("Berg", date(2026, 1, 31), 1),
        ]
        assert len(steps.quiet_prospects(session, TODAY, 31)) == 3
        assert steps.quiet_prospects(session, TODAY, 61) == []
        assert steps.quiet_prospects(session, TODAY, rep_ids=()) == []


def test_a_call_scored_again_keeps_its_place_its_rep_and_what_is_done(database: Database) -> None:
    with database.writing() as session:
        call = calls(session, report(), prospect="Osei")[0]
        zoe = rep(session, "Zoe")
        call_store.hand_over(session, call, zoe)
        steps.mark(session, steps.listing(session)[0], NOW)
    better = report(secured=90, findings=("no_final_check",))
    with database.writing() as session:
        kept = call_store.get(session, call.id)
        assert kept is not None
        was, file = transcript_of(kept), session.get_one(Upload, kept.upload_id)
        again = save_report(session, file, 0, was, better, {"speakers": {"Rep": "prospect"}}, NOW + timedelta(hours=1))
        assert again.id == call.id
    with database.reading() as session:
        page = call_store.find(session, CallFilter(findings=("no_final_check",)))
        (found,) = page.calls
        assert (found.id, found.secured, found.rep_id, found.prospect) == (call.id, 90, zoe.id, "Osei")
        assert found.roles == {"speakers": {"Rep": "prospect"}}
        assert call_store.find(session, CallFilter(findings=("next_step_secured",))).total == 0
        (done,) = steps.listing(session, done=True)
        assert (done.kind, done.rep_id) == (StepKind.NEXT_STEP, zoe.id)
        assert len(steps.listing(session)) == 1
    assert was == transcript(report())


def test_a_call_without_a_day_takes_the_one_of_its_upload(database: Database) -> None:
    with database.writing() as session:
        (told,) = calls(session, report(day=None), day=date(2026, 1, 1))
        (unknown,) = calls(session, report(day=None))
        assert (told.day, told.filed) == (date(2026, 1, 1), date(2026, 1, 1))
        assert (unknown.day, unknown.filed) == (None, NOW.date())


def test_what_has_run_out_is_tidied_away(database: Database) -> None:
    with database.writing() as session:
        bob = user(session)
        sessions.make(session, bob, NOW, timedelta(days=1))
        retention.tidy(session, NOW + timedelta(hours=23))
        assert len(sessions.listing(session, bob.id, NOW)) == 1
        retention.tidy(session, NOW + timedelta(days=1))
        assert sessions.listing(session, bob.id, NOW) == []


def test_teams_are_found_by_name(database: Database) -> None:
    with database.writing() as session:
        north = teams.get_or_create(session, " North ")
        assert teams.get_or_create(session, "North").id == north.id
        teams.get_or_create(session, "South")
        assert [each.name for each in teams.listing(session)] == ["North", "South"]
