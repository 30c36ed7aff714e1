"""Attacks that once got somewhere: each must go on getting nowhere."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from people import NOW, PASSWORD, SITE, World, empty_world
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from starlette.types import Message

from coach.errors import ReadError
from coach.findings.when import _matcher, find_when
from coach.render.spreadsheet import cell
from coach.settings import Settings
from coach.store import audit, uploads, users
from coach.store.audit import AuditFilter
from coach.store.schema import Upload, User
from web.app import create_app, names_of
from web.scoring import score_upload
from web.security import Bounds, forged

KIND = "multipart/form-data; boundary=x; charset={}"
PART = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nabc-def\r\n--x--\r\n'
SETUP = {"name": "Ann", "email": "ann@example.com", "password": PASSWORD, "team": "North"}


@pytest.mark.parametrize("source", ["http://[evil", "http://[::1", "https://evil.example:x]"])
def test_an_origin_that_is_no_address_is_another_site(source: str) -> None:
    assert forged("POST", Headers({"host": "coach.example", "origin": source}))
    assert forged("POST", Headers({"host": "coach.example", "referer": source}))


def test_a_crash_bears_the_headers_of_every_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.account.zones", lambda: 1 / 0)
    headers = world.client("alice").get("/account").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("charset", ["punycode", '"idna"', "utf-7", "raw_unicode_escape", "UTF-16"])
def test_a_form_in_an_odd_encoding_is_not_even_read(shared: World, charset: str) -> None:
    """Some decoders of the standard library take minutes over a megabyte."""
    headers = {"content-type": KIND.format(charset)}
    assert shared.client().post("/sign-in", content=PART, headers=headers).status_code == 415


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf8"'])
def test_a_form_that_says_it_is_utf_8_is_read(shared: World, charset: str) -> None:
    headers = {"content-type": KIND.format(charset)}
    assert shared.client().post("/sign-in", content=PART, headers=headers).status_code == 401


def test_only_where_files_are_taken_a_stranger_may_send_much() -> None:
    bounds = Bounds(10, 100, 1)
    small = ("/uploads", "/uploads/abc/again", "/upload/samples", "/upload/samples/remove", "/uploads/file", "/up")
    assert [bounds.size(path) for path in ("/upload", "/upload/file", *small)] == [100, 100, *[10] * len(small)]


def test_a_large_body_for_a_small_form_is_refused(shared: World) -> None:
    big = {"f": ("a.txt", b"x" * 1_100_000)}
    assert shared.client().post("/uploads/abc/again", files=big).status_code == 413


@pytest.mark.parametrize(
    ("settings", "host", "status"),
    [
        ({}, "127.0.0.1:8000", 303),
        ({}, "localhost:9000", 303),
        ({}, "[::1]:8000", 303),
        ({}, "evil.example:8000", 400),
        ({}, "evil.example", 400),
        ({}, "127.0.0.1.evil.example", 400),
        ({"public_url": "https://coach.example/"}, "coach.example", 303),
        ({"public_url": "https://Coach.example"}, "COACH.example:443", 303),
        ({"public_url": "https://coach.example"}, "evil.example", 400),
        ({"public_url": "https://coach.example"}, "10.1.2.3:8000", 303),
        ({"public_url": "https://coach.example"}, "coach:8000", 303),
        ({"host": "0.0.0.0"}, "sales.corp.example:8000", 303),
        ({"host": "sales.corp.example"}, "sales.corp.example:8000", 303),
    ],
)
def test_names_that_are_not_the_servers_are_refused(
    tmp_path: Path, settings: dict[str, str], host: str, status: int
) -> None:
    """A name that somebody else gave to this address could else make the first account from their own page."""
    known = Settings(data=tmp_path, **settings)  # type: ignore[arg-type]
    with TestClient(create_app(known, work=False, names=names_of(known)), follow_redirects=False) as client:
        assert client.get("/", headers={"Host": host}).status_code == status


def test_no_redirect_is_built_from_the_host_header(shared: World) -> None:
    answer = shared.client("alice").get("/account/", headers={"Host": "evil.example"})
    assert "evil" not in answer.headers.get("location", "")


def test_every_cookie_over_tls_is_for_tls_only(tmp_path: Path) -> None:
    with empty_world(tmp_path, public_url="https://coach.example") as world:
        client = TestClient(world.app, "https://coach.example", follow_redirects=False)
        answer = client.post("/setup", data=SETUP, headers={"Origin": "https://coach.example"})
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all({"Secure", "HttpOnly", "SameSite=lax"} <= set(each.split("; ")) for each in cookies)


def test_guessing_the_password_of_an_open_session_is_slowed(world: World) -> None:
    client, guess = world.client("alice"), {"current": "not the password", "password": "another four words"}
    for _ in range(5):
        assert "not your password" in client.post("/account/password", data=guess).text
    answer = client.post("/account/password", data={**guess, "current": PASSWORD})
    assert answer.status_code == 422
    assert "Wait 1 second" in answer.text
    world.clock.pass_(seconds=2)
    assert client.post("/account/password", data={**guess, "current": PASSWORD}).status_code == 303


def test_numbers_larger_than_the_databases_and_nul_are_no_crash(world: World) -> None:
    dora = world.client("dora")
    for path in ("/calls?rep=9999999999", "/calls.csv?team=9999999999", "/calls?page=9999999999", "/calls?q=%00"):
        assert dora.get(path).status_code == 200
    form = {"email": "alice\x00@example.com", "password": "not the password"}
    assert world.client().post("/sign-in", data=form).status_code == 401


def test_a_crash_writes_no_token_into_the_log(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("web.pages.invitation.zones", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR, "coach.web"):
        assert world.client().get(f"/invitations/{world.ours['token']}").status_code == 500
    assert world.ours["token"] not in caplog.text
    assert "/invitations/" in caplog.text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("Larch;=HYPERLINK(1)", "Larch;'=HYPERLINK(1)"),
        ("Larch; @SUM(1)", "Larch; '@SUM(1)"),
        ("a;b;c", "a;b;c"),
        ("so-so; well", "so-so; well"),
    ],
)
def test_no_cell_is_a_formula_where_cells_are_parted_by_semicolons(text: str, written: str) -> None:
    """So it is in the spreadsheets of half of Europe, whatever the file says."""
    assert cell(text) == written


@pytest.mark.parametrize(
    ("path", "headers", "action"),
    [
        ("", {"HX-Target": "spoken"}, "saw"),
        ("/speakers", {}, "saw"),
        ("/speakers", {"HX-Request": "true"}, "saw"),
        ("/next-step.ics", {}, "exported"),
    ],
)
def test_nobody_reads_a_call_past_the_log(world: World, path: str, headers: dict[str, str], action: str) -> None:
    client = world.client("dora", **headers)
    assert client.get(f"/calls/{world.ours['call_id']}{path}").status_code == 200
    with world.database.reading() as db:
        lines = audit.listing(db, AuditFilter(kind="call", object_id=world.ours["call_id"], who="dora"))
    assert [line.action for line in lines] == [action]


def test_a_file_of_too_many_calls_is_refused_before_any_is_scored() -> None:
    """They are saved together, and nobody else could write for as long as that takes."""
    call = '{"turns": [{"speaker": "Ann", "text": "Shall we meet?"}, {"speaker": "Bo", "text": "Fine."}]}\n'
    with pytest.raises(ReadError, match="more than 500 calls; split it"):
        score_upload(Upload(filename="all.jsonl", content=(call * 501).encode(), created_at=NOW))


@pytest.mark.parametrize("run", ["'" * 200, "!?" * 100, "http://a/" * 30])
def test_a_long_run_of_signs_is_not_taken_apart_sign_by_sign(run: str) -> None:
    """That takes hours where it is long, and everything stands still meanwhile."""
    assert len(_matcher()[0](run)) == 1
    said = f"{run} Let us meet on Thursday at ten. {run}"
    assert [when.text for when in find_when(said, NOW.date())] == ["on Thursday at ten"]


@pytest.mark.parametrize(("path", "status"), [("/api/v1/uploads", 401), ("/upload", 303), ("/upload/file", 303)])
def test_who_is_shut_out_while_a_file_comes_in_slowly_leaves_nothing_behind(
    world: World, path: str, status: int
) -> None:
    """The body may take minutes, and who it is was asked before."""
    form = b'--x\r\nContent-Disposition: form-data; name="%b"; filename="a.txt"\r\n\r\nAnn: Hello\r\n--x--\r\n'
    body, sent = form % (b"files" if path == "/upload" else b"file"), list[Message]()

    async def receive() -> Message:
        nonlocal body
        if not body:
            with world.database.writing() as db:
                users.change(db, db.get_one(User, world.user("alice").id), disabled=True)
        part, body = body, b""
        return {"type": "http.request", "body": part, "more_body": bool(part)}

    async def send(message: Message) -> None:
        sent.append(message)

    given = {"Host": "testserver", "Origin": SITE, "Content-Type": "multipart/form-data; boundary=x"}
    given |= {"Cookie": f"coach={world.cookies['alice']}", "Authorization": f"Bearer {world.bearer['alice']}"}
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": Headers(given).raw}
    # A browser of other tests may keep a loop of its own in this thread.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, world.app(scope, receive, send)).result()
    assert sent[0]["status"] == status
    with world.database.reading() as db:
        assert [each.filename for each in uploads.listing(db, team_id=world.ours["team_id"])] == ["Alice.txt"]
