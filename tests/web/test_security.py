"""What every request and answer must bear: headers, the same-origin check, bounds on size and time, plain errors."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from people import SITE, World, empty_world
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from web.rendering import STATIC, static
from web.security import Bounds, Guard, forged

FORM = {"email": "ann@example.com", "password": "wrong password"}


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing", "/static/coach.css", "/health"])
def test_headers_are_on_every_answer(shared: World, path: str) -> None:
    headers = shared.client("alice").get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_are_not_kept_and_static_files_are(shared: World) -> None:
    client = shared.client("alice")
    assert client.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in client.get(static("coach.css")).headers["cache-control"]
    assert client.get("/static/coach.css?v=old").headers["cache-control"] == "no-cache"


def test_no_page_holds_inline_script_or_style(shared: World) -> None:
    for path in ("/", "/account", "/nothing"):
        text = shared.client("alice").get(path).text
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)", text) == []


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "same-site", "origin": "http://coach.example"}, True),
        ({"origin": "http://coach.example"}, False),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"referer": "http://coach.example/calls"}, False),
        ({"referer": "https://evil.example/coach.example"}, True),
        ({}, True),
        ({"authorization": "Bearer coach_x"}, True),
    ],
)
def test_unsafe_requests_must_come_from_here(headers: dict[str, str], refused: bool) -> None:
    assert forged("POST", Headers({"host": "coach.example", **headers})) is refused
    assert not forged("GET", Headers({"host": "coach.example", **headers}))


def test_programs_need_not_say_where_they_are(world: World) -> None:
    assert not forged("POST", Headers({"host": "coach.example"}), api=True)
    assert forged("POST", Headers({"host": "coach.example", "origin": "https://evil.example"}), api=True)


def test_a_forged_request_does_nothing(world: World) -> None:
    client = world.client("alice", Origin="https://evil.example")
    assert client.post("/sign-out").status_code == 403
    assert world.client("alice").get("/account").status_code == 200


def test_a_body_too_large_is_refused_whether_announced_or_not(shared: World) -> None:
    client = shared.client()
    assert client.post("/sign-in", data={**FORM, "next": "x" * 1_100_000}).status_code == 413
    pieces = (b"x" * 100_000 for _ in range(12))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/sign-in", content=pieces, headers=kind)
    assert answer.status_code == 413
    assert "1 MB" in answer.text


def test_a_body_that_does_not_come_is_given_up() -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        raise AssertionError

    async def reads(scope: Any, receive: Any, send: Any) -> None:
        await receive()

    async def ask() -> None:
        guard = Guard(reads, Bounds(10, 10, 0.01), lambda *_: pytest.fail("refused too early"))
        headers = [(b"sec-fetch-site", b"same-origin")]
        await guard({"type": "http", "method": "POST", "path": "/", "headers": headers}, never, never)

    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as apart, pytest.raises(HTTPException) as refused:
        apart.submit(asyncio.run, ask()).result()
    assert refused.value.status_code == 408


def test_uploads_may_be_larger_than_forms() -> None:
    bounds = Bounds(body=10, files=100, seconds=1)
    assert [bounds.size(path) for path in ("/sign-in", "/upload", "/api/v1/uploads")] == [10, 100, 100]


def test_a_crash_is_told_without_its_reason(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.account.zones", lambda: 1 / 0)
    answer = world.client("alice").get("/account")
    assert answer.status_code == 500
    assert "Something broke" in answer.text
    assert "Traceback" not in answer.text
    assert "division" not in answer.text


def test_cookies_over_tls(tmp_path: Path) -> None:
    with empty_world(tmp_path, public_url="https://coach.example") as world:
        client = TestClient(world.app, "https://coach.example", follow_redirects=False)
        form = {"name": "Ann", "email": "ann@example.com", "password": "four words are better", "team": "North"}
        answer = client.post("/setup", data=form, headers={"Origin": "https://coach.example"})
    cookie = next(each for each in answer.headers.get_list("set-cookie") if "__Host-coach" in each)
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


def test_errors_of_htmx_requests_are_told_in_a_header(shared: World) -> None:
    answer = shared.client("alice", **{"HX-Request": "true"}).get("/nothing")
    assert "not%20yours" in answer.headers["x-trouble"]


def test_the_page_loads_nothing_from_elsewhere(shared: World) -> None:
    for text in (shared.client("alice").get("/").text, *(f.read_text() for f in STATIC.glob("coach.*"))):
        assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", text) == []
    assert SITE not in shared.client("alice").get("/").text
