"""Who speaks: a wrong rep is mended for the whole call or one line, scored again at once, noted, and can be undone."""

import re
from datetime import timedelta

import pytest
from people import CALL, World
from sqlalchemy import select

from coach.render.json import from_json
from coach.report import Report
from coach.store import calls, uploads
from coach.store.saving import transcript_of
from coach.store.schema import Audit, Call, Upload, UploadStatus
from coach.store.uploads import NewUpload
from coach.transcript import Role, Transcript, Utterance
from web import mend
from web.jobs import work_once
from web.mending import corrected, with_lines, with_rep, without_last
from web.speakers import lines


def report(world: World, call_id: str | None = None) -> Report:
    return from_json(stored(world, call_id).report)


def stored(world: World, call_id: str | None = None) -> Call:
    with world.database.reading() as db:
        found = calls.get(db, call_id or world.ours["call_id"])
        assert found is not None
        return found


def url(world: World) -> str:
    return f"/calls/{world.ours['call_id']}"


def roles(made: Report) -> list[Role]:
    return [turn.role for turn in made.turns]


def test_one_click_says_who_is_the_rep_and_the_call_is_scored_again(world: World) -> None:
    before = report(world)
    answer = world.client("alice").post(f"{url(world)}/speakers", data={"who": "voice-1", "back": "report"})
    assert (answer.status_code, answer.headers["location"]) == (303, url(world))
    after = report(world)
    assert roles(after) == [Role.PROSPECT if role is Role.REP else Role.REP for role in roles(before)]
    assert after.role_source == "user"
    assert stored(world).overall == after.overall != before.overall
    with world.database.reading() as db:
        noted = db.scalars(select(Audit).where(Audit.action == "changed", Audit.kind == "call")).one()
        assert (noted.object_id, noted.who, noted.detail) == (
            world.ours["call_id"],
            "alice@example.com",
            "speaker 2 is the rep",
        )
        assert db.get_one(Upload, world.ours["upload_id"]).status is UploadStatus.DONE


def test_one_line_is_given_to_another_speaker(world: World) -> None:
    client = world.client("bob")
    answer = client.post(f"{url(world)}/lines", data={"first": 3, "last": 3, "who": "voice-0"})
    assert answer.headers["location"] == f"{url(world)}/speakers?line=3"
    after = report(world)
    # Lines 2, 3 and 4 are now one turn of Ann's, and nobody is a second rep.
    assert len(after.turns) == 8
    assert after.turns[2].role is Role.REP
    assert "throw the stock away" in after.turns[2].text
    assert {turn.speaker for turn in after.turns} == {"Rep", "Prospect"}
    shown = client.get(answer.headers["location"]).text
    assert 'aria-label="Line 1"' in shown.split('id="line-0"')[1].split("</li>")[0]
    assert "mended" in shown.split('id="line-2"')[1].split("</li>")[0]
    assert "autofocus" in shown.split('id="line-2"')[1].split(">")[0]


def test_a_mend_is_undone_step_by_step(world: World) -> None:
    client, before = world.client("alice"), stored(world)
    client.post(f"{url(world)}/speakers", data={"who": "voice-1"})
    client.post(f"{url(world)}/lines", data={"first": 0, "last": 0, "who": "voice-1"})
    client.post(f"{url(world)}/speakers/undo")
    assert stored(world).roles["rep"] == "Prospect"
    assert "lines" not in stored(world).roles
    client.post(f"{url(world)}/speakers/undo")
    assert (stored(world).report, stored(world).roles) == (before.report, {})
    assert "Undo" not in client.get(f"{url(world)}/speakers").text


def test_a_file_without_names_is_mended_line_by_line(world: World) -> None:
    call_id = scored(world, "\n\n".join(line.partition(": ")[2] for line in CALL.splitlines()))
    client = world.client("alice")
    shown = client.get(f"/calls/{call_id}/speakers").text
    assert "names nobody" in shown
    assert "The rep said this" in re.sub("<[^>]*>", "", shown)
    client.post(f"/calls/{call_id}/lines", data={"first": 0, "last": 0, "who": "role-rep"})
    assert [turn.speaker for turn in report(world, call_id).turns][:2] == ["Rep", "Speaker"]


def scored(world: World, text: str) -> str:
    with world.database.writing() as db:
        made, _ = uploads.add(
            db, NewUpload(world.ours["team_id"], "x.txt", text.encode(), world.ours["rep_id"]), world.clock()
        )
    work_once(world.database, world.clock, timedelta(minutes=2))
    with world.database.reading() as db:
        return calls.of_upload(db, made.id)[0].id


def test_a_long_call_is_mended_in_the_queue_and_the_page_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mend, "QUICK", 10)
    client, before = world.client("alice"), report(world)
    client.post(f"{url(world)}/speakers", data={"who": "voice-1"})
    assert report(world) == before
    assert "being scored again" in client.get(f"{url(world)}/speakers").text
    assert work_once(world.database, world.clock, timedelta(minutes=2))
    assert report(world).role_source == "user"
    assert "again" not in stored(world).roles


def test_two_who_mend_at_once_both_count(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second mend comes while the first is being scored: the first saves nothing, the second scores both."""
    first, second = world.client("alice"), world.client("bob")
    work, others = mend.work_on, [{"first": 0, "last": 0, "who": "voice-1"}]

    def slow(*given: object) -> bool:
        if others:
            second.post(f"{url(world)}/lines", data=others.pop())
        return work(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(mend, "work_on", slow)
    first.post(f"{url(world)}/speakers", data={"who": "voice-1"})
    kept = stored(world).roles
    assert (kept["rep"], kept["lines"]) == ("Prospect", {"0": {"speaker": "Prospect"}})
    assert "again" not in kept
    assert report(world).turns[0].text.startswith("Hello, this is Ann")
    assert roles(report(world))[0] is Role.REP


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("speakers", {"who": "voice-7"}),
        ("speakers", {"who": "role-rep"}),
        ("speakers", {}),
        ("lines", {"first": 0, "last": 0, "who": "role-rep"}),
        ("lines", {"first": 0, "last": 10, "who": "voice-0"}),
        ("lines", {"first": -1, "last": 0, "who": "voice-0"}),
        ("lines", {"first": 2, "last": 1, "who": "voice-0"}),
    ],
)
def test_what_is_not_in_the_call_changes_nothing(world: World, path: str, form: dict[str, object]) -> None:
    assert world.client("alice").post(f"{url(world)}/{path}", data=form).status_code == 404
    assert stored(world).roles == {}


def test_a_speakers_name_is_only_words() -> None:
    """Names come from files: one with markup shows as itself, and one with spaces or signs is still found."""
    odd = "<b>Ann & 'Co'</b>  x"
    said = (Utterance(odd, "Hello, I am calling from Larkfield."), Utterance("Bob", "Go on."), Utterance(odd, "Bye."))
    call = Transcript("x", said)
    mended = corrected(call, with_lines(with_rep({}, odd), [1], {"speaker": odd}))
    assert [turn.role for turn in mended.turns] == [Role.REP]


def test_undoing_nothing_does_nothing() -> None:
    assert without_last({"rep": "Ann"}) == {"rep": "Ann"}


def test_lines_of_the_page_are_the_turns_of_the_report(shared: World) -> None:
    call = stored(shared)
    shown = lines(call, corrected(transcript_of(call), call.roles))
    assert [(line.text, line.role) for line in shown] == [(t.text, t.role) for t in report(shared).turns]
    assert [n for line in shown for n in range(line.first, line.last + 1)] == list(range(10))
