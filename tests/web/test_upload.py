"""Uploading: several files at once, one by one, or pasted; what is wrong stands beside it, and the others go on."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from people import CALL, World, peopled_world
from sqlalchemy import func, select

from coach.errors import ReadError
from coach.store import reps, uploads
from coach.store.schema import Audit, Call, Rep, Upload, UploadStatus
from web.file_names import as_name, safe
from web.intake import reason_of
from web.jobs import work_once

FORM = {"rep": "", "new_rep": "", "day": "2026-03-02", "prospect": "Larch"}


def sent(*texts: str, name: str = "call{}.txt") -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name.format(n), text.encode(), "text/plain")) for n, text in enumerate(texts)]


def stored(world: World) -> list[Upload]:
    """What is there beside the two of the world."""
    with world.database.reading() as db:
        known = [world.ours["upload_id"], world.theirs["upload_id"]]
        found = db.scalars(select(Upload).where(Upload.id.not_in(known)).order_by(Upload.filename))
        return list(found)


def work(world: World) -> None:
    while work_once(world.database, world.clock, timedelta(minutes=2)):
        pass


def bare(text: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", text).split())


def test_several_files_at_once_with_what_was_said_of_them(world: World) -> None:
    form = {**FORM, "rep": str(world.ours["rep_id"]), "plan": "meeting", "backup": "call_back", "rubric": "truth-first"}
    answer = world.client("bob").post("/upload", data={**form, "speaker": "Ann"}, files=sent(CALL + "a", CALL + "b"))
    made = stored(world)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/uploads?new={made[0].id},{made[1].id}")
    assert [u.filename for u in made] == ["call0.txt", "call1.txt"]
    for each in made:
        assert (each.rep_id, each.day, each.prospect) == (world.ours["rep_id"], date(2026, 3, 2), "Larch")
        assert (each.plan, each.backup, each.rubric, each.speaker) == ("meeting", "call_back", "truth-first", "Ann")
        assert each.user_id == world.user("bob").id
    with world.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Audit).where(Audit.action == "uploaded")) == 2


def test_a_row_goes_from_waiting_to_its_call(world: World) -> None:
    client = world.client("bob")
    client.post("/upload", data={**FORM, "new_rep": "Nina Ö"}, files=sent(CALL + "a"))
    upload_id = stored(world)[0].id
    assert "Waiting" in client.get("/uploads").text
    assert client.get("/uploads/news", params={"w": f"{upload_id}:queued"}).status_code == 204
    work(world)
    answer = client.get("/uploads/news", params={"w": f"{upload_id}:queued"})
    assert answer.status_code == 286
    assert f'id="upload-{upload_id}" hx-swap-oob="true"' in answer.text
    assert "Scored" in bare(answer.text)
    assert "Larch Nina Ö, Mon 2 Mar 2026" in bare(answer.text)
    assert "All done." in bare(answer.text)
    call = re.search('href="(/calls/[0-9a-f]{32})"', answer.text)
    assert call
    assert client.get(call[1]).status_code == 200
    with world.database.writing() as db:
        uploads.remove(db, [upload_id])
    assert 'hx-swap-oob="delete"' in client.get("/uploads/news", params={"w": f"{upload_id}:queued"}).text


def test_news_of_other_peoples_uploads_is_that_there_are_none(world: World) -> None:
    theirs = world.theirs["upload_id"]
    answer = world.client("bob").get("/uploads/news", params={"w": [f"{theirs}:queued", "<b>:queued", "x"]})
    assert f'<li id="upload-{theirs}" hx-swap-oob="delete">' in answer.text
    assert "Carl" not in answer.text
    assert "<b>" not in answer.text


def test_a_file_that_cannot_be_read_says_why_and_the_others_go_on(world: World) -> None:
    client = world.client("bob")
    client.post("/upload", data=FORM, files=sent('{"a": 1}', CALL + "b"))
    work(world)
    text = bare(client.get("/uploads").text)
    assert "call0.txt Not scored This JSON is no transcript coach knows (its keys are &#39;a&#39;)" in text
    assert "call1.txt Scored" in text


def test_a_file_too_large_or_empty_is_refused_by_name_and_the_others_go_on(tmp_path: Path) -> None:
    with peopled_world(tmp_path / "data", upload_bytes=2000) as world:
        assert "each up to 2 kB<noscript>, together up to 20 kB" in world.client("bob").get("/upload").text
        answer = world.client("bob").post("/upload", data=FORM, files=sent(CALL, CALL * 3, " \n"))
        text = bare(answer.text)
        assert answer.status_code == 200
        assert "call1.txt Not taken The file has 2.4 kB, more than the 2 kB that one may have; split it" in text
        assert "call2.txt Not taken The file is empty" in text
        assert "call0.txt Here already The same file is here already as Alice.txt" in text
        assert stored(world) == []


def test_too_many_files_and_none_are_told_beside_the_field(tmp_path: Path) -> None:
    with peopled_world(tmp_path / "data", upload_files=2) as world:
        client = world.client("bob")
        assert "Up to 2 files at once" in client.get("/upload").text
        answer = client.post("/upload", data=FORM, files=sent("a", "b", "c"))
        assert "You chose 3 files; send at most 2 at once." in answer.text
        assert 'value="Larch"' in answer.text
        none = client.post("/upload", data=FORM)
        assert (answer.status_code, none.status_code) == (422, 422)
        assert "Choose at least one file" in none.text
        assert stored(world) == []


def test_the_same_file_again_is_recognised_and_leads_to_its_call(world: World) -> None:
    client = world.client("bob")
    answer = client.post("/upload", data=FORM, files=sent(CALL, name="other name.txt"))
    assert answer.headers["location"] == f"/uploads?same={world.ours['upload_id']}"
    shown = client.get(answer.headers["location"]).text
    assert "Here already" in shown.partition("Earlier")[0]
    assert f"/calls/{world.ours['call_id']}" in shown
    assert stored(world) == []


def test_the_same_file_of_somebody_else_is_not_shown(world: World) -> None:
    with world.database.writing() as db:
        other = reps.get_or_create(db, world.ours["team_id"], "Zoe")
        content = (CALL + "secret").encode()
        uploads.add(db, uploads.NewUpload(world.ours["team_id"], "Acquisition.txt", content, other.id), world.clock())
    answer = world.client("alice").post("/upload", data=FORM, files=sent(CALL + "secret"))
    assert "among somebody else" in answer.text
    assert "Acquisition" not in answer.text


def test_pasted_text_is_a_file_under_the_prospects_name(world: World) -> None:
    client = world.client("bob")
    client.post("/upload", data={**FORM, "prospect": "Larch/Sons", "text": CALL + "Ann: Bye"})
    assert stored(world)[0].filename == "Larch-Sons.txt"
    work(world)
    assert "Scored" in client.get("/uploads").text


def test_a_reps_calls_are_always_their_own(world: World) -> None:
    client = world.client("alice")
    assert 'name="rep"' not in client.get("/upload").text
    with world.database.writing() as db:
        other = reps.get_or_create(db, world.ours["team_id"], "Zoe").id
    assert client.post("/upload", data={**FORM, "rep": str(other)}, files=sent(CALL + "a")).status_code == 404
    client.post("/upload", data={**FORM, "new_rep": "Zoe", "team": "999"}, files=sent(CALL + "a"))
    assert [u.rep_id for u in stored(world)] == [world.ours["rep_id"]]


def test_a_rep_without_calls_becomes_one_with_the_first_upload(world: World) -> None:
    with world.database.writing() as db:
        reps.link(db, db.get_one(Rep, world.ours["rep_id"]), None)
    world.client("alice").post("/upload", data=FORM, files=sent(CALL + "a"))
    with world.database.reading() as db:
        mine = reps.of_user(db, world.user("alice").id)
        assert [(rep.name, rep.id) for rep in mine] == [("Alice", world.ours["rep_id"])]
        assert stored(world)[0].rep_id == mine[0].id


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("day", "2026-02-30", "That is no date"),
        ("day", "2026-04-01", "That day is still to come"),
        ("new_rep", "Zoe", "Choose a rep or type a new one, not both."),
        ("backup", "meeting", "A backup stands behind a plan"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_is_taken(
    world: World, field: str, value: str, words: str
) -> None:
    form = {**FORM, "rep": str(world.ours["rep_id"]), field: value}
    for path in ("/upload", "/upload/file"):
        answer = world.client("bob").post(path, data=form, files=sent(CALL + "a"))
        assert answer.status_code == 422
        assert answer.text.count('class="error" id="f-') == 1
        assert words in answer.text
    assert stored(world) == []


@pytest.mark.parametrize(
    ("field", "value"), [("rubric", "/etc/passwd"), ("plan", "moon"), ("rep", "x"), ("rep", "99"), ("team", "99")]
)
def test_what_the_form_does_not_offer_is_refused(world: World, field: str, value: str) -> None:
    assert world.client("bob").post("/upload", data={**FORM, field: value}, files=sent("x")).status_code == 404


def test_a_rep_of_another_team_is_not_to_be_chosen(world: World) -> None:
    form = {**FORM, "rep": str(world.theirs["rep_id"])}
    assert world.client("bob").post("/upload", data=form, files=sent("x")).status_code == 404
    answer = world.client("dora").post("/upload", data=form, files=sent("x"))
    assert "Carl is in another team; choose the team too" in answer.text
    team = {"team": str(world.theirs["team_id"])}
    assert world.client("dora").post("/upload", data={**form, **team}, files=sent("x")).status_code == 303


def test_sent_by_itself_a_file_answers_with_its_row(world: World) -> None:
    answer = world.client("bob").post("/upload/file", data=FORM, files=sent(CALL + "a", name="<b>.txt"))
    assert answer.status_code == 200
    assert answer.text.strip().startswith("<li")
    assert "&lt;b&gt;.txt" in answer.text
    assert f'value="{stored(world)[0].id}:queued"' in answer.text


def test_a_failed_file_is_tried_again_or_removed(world: World) -> None:
    client = world.client("bob")
    client.post("/upload", data={**FORM, "speaker": "Zoe"}, files=sent(CALL + "a"))
    work(world)
    upload_id = stored(world)[0].id
    assert "the speakers are: Ann, Prospect" in client.get("/uploads").text
    assert client.post(f"/uploads/{upload_id}/again", data={"speaker": "Ann"}).status_code == 303
    assert stored(world)[0].status is UploadStatus.QUEUED
    work(world)
    assert stored(world)[0].status is UploadStatus.DONE
    client.post(f"/uploads/{upload_id}/remove")
    assert len(stored(world)) == 1  # it is scored: its call is to be deleted instead
    client.post("/upload", data=FORM, files=sent('{"a": 1}'))
    work(world)
    failed = next(each for each in stored(world) if each.status is UploadStatus.FAILED)
    client.post(f"/uploads/{failed.id}/remove")
    assert [each.id for each in stored(world)] == [upload_id]


def test_the_day_is_taken_from_the_name_where_nothing_else_tells(world: World) -> None:
    form = {**FORM, "day": ""}
    told = '{"date": "2026-01-05", "turns": [{"speaker": "Ann", "text": "Shall we meet on Friday at ten?"}]}'
    files = [*sent(CALL + "a", name="Acme 2026-02-27.txt"), *sent(told, name="Acme 2026-02-28.json")]
    world.client("bob").post("/upload", data=form, files=files)
    work(world)
    with world.database.reading() as db:
        days = db.scalars(select(Call.day).where(Call.upload_id.in_([u.id for u in stored(world)])).order_by(Call.day))
        assert list(days) == [date(2026, 1, 5), date(2026, 2, 27)]


def test_a_reason_beside_a_name_does_not_say_the_name_again() -> None:
    errors = [str(ReadError("calls.jsonl", "it ends early", "export it again", line)) for line in (None, 3, 5)]
    assert reason_of("calls.jsonl", errors[0]) == "It ends early; export it again."
    twice = reason_of("calls.jsonl", " ".join(errors[1:]))
    assert twice == "Line 3: it ends early; export it again. Line 5: it ends early; export it again."


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\calls\\a.txt", "a.txt"),
        ("a\x00b\n\u202etxt.exe", "ab txt.exe"),
        ("...", ""),
        ("x" * 300 + ".vtt", "x" * 146 + ".vtt"),
        ("x" * 300, "x" * 150),
    ],
)
def test_names_are_made_safe(name: str, kept: str) -> None:
    assert safe(name) == kept


def test_words_become_a_name() -> None:
    assert as_name("Larch/Sons:  \x07Ltd", "txt") == "Larch-Sons- Ltd.txt"
