"""Signing in and out, slowed after failures; the sessions one has; another password; invitations."""

import re

import pytest
from people import PASSWORD, World
from sqlalchemy import select

from coach.store.schema import Audit, LoginSession, Rep
from web.pages.sign_in import inside

ALICE = {"email": "alice@example.com", "password": PASSWORD}


def test_who_signs_in_is_let_in_and_goes_on(world: World) -> None:
    client = world.client()
    asked = client.get("/account?x=1")
    assert asked.headers["location"] == "/sign-in?next=/account%3Fx%3D1"
    form = client.get(asked.headers["location"])
    assert 'value="/account?x=1"' in form.text
    answer = client.post("/sign-in", data={**ALICE, "next": "/account?x=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?x=1")
    assert {"HttpOnly", "SameSite=lax"} <= set(answer.headers["set-cookie"].split("; "))
    assert client.get("/account").status_code == 200


def test_an_htmx_request_is_sent_to_the_sign_in_as_a_whole(world: World) -> None:
    answer = world.client(**{"HX-Request": "true"}).get("/account")
    assert answer.headers["hx-redirect"] == "/sign-in?next=/account"


@pytest.mark.parametrize(
    ("path", "goes"),
    [
        ("/calls?a=b", "/calls?a=b"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\tevil", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_elsewhere(path: str, goes: str) -> None:
    assert inside(path) == goes


def test_a_wrong_password_and_an_unknown_address_are_told_alike(world: World) -> None:
    wrong, unknown = (
        world.client().post("/sign-in", data={"email": email, "password": "not the password"})
        for email in ("alice@example.com", "nobody@example.com")
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("alice", "nobody") == unknown.text


def test_failures_slow_the_next_try_even_with_the_right_password(world: World) -> None:
    client = world.client()
    for _ in range(5):
        assert client.post("/sign-in", data={**ALICE, "password": "not the password"}).status_code == 401
    answer = client.post("/sign-in", data=ALICE)
    assert answer.status_code == 429
    assert "Wait 1 second" in answer.text
    assert answer.headers["retry-after"] == "1"
    world.clock.pass_(seconds=2)
    assert client.post("/sign-in", data=ALICE).status_code == 303


def test_signing_out_ends_the_session_in_the_database(world: World) -> None:
    client = world.client("alice")
    cookie = client.cookies["coach"]
    assert client.post("/sign-out").headers["location"] == "/sign-in"
    again = world.client()
    again.cookies.set("coach", cookie)
    assert again.get("/account").status_code == 303


def test_a_session_runs_out(world: World) -> None:
    world.clock.pass_(days=15)
    assert world.client("alice").get("/account").status_code == 303


def test_sessions_are_listed_and_ended(world: World) -> None:
    first, second = world.client("alice"), world.client()
    second.post("/sign-in", data=ALICE)
    text = first.get("/account").text
    assert text.count("Firefox on Linux") == 1
    assert text.count("this device") == 1
    end = re.search(r"/account/sessions/[0-9a-f]{64}/end", text)
    assert end
    assert first.post(end[0]).status_code == 303
    assert second.get("/account").status_code == 303
    assert first.get("/account").status_code == 200


def test_another_password_ends_the_other_sessions(world: World) -> None:
    first, second = world.client("alice"), world.client()
    second.post("/sign-in", data=ALICE)
    wrong = first.post("/account/password", data={"current": "not it at all", "password": "short"})
    assert wrong.status_code == 422
    assert "not your password" in wrong.text
    assert "this has 5" in wrong.text
    new = {"current": PASSWORD, "password": "another four words"}
    assert first.post("/account/password", data=new).headers["location"] == "/account"
    assert second.get("/account").status_code == 303
    assert first.get("/account").status_code == 200
    assert world.client().post("/sign-in", data={**ALICE, "password": "another four words"}).status_code == 303


def test_name_and_zone(world: World) -> None:
    client = world.client("alice")
    assert client.post("/account", data={"name": " ", "zone": "UTC"}).status_code == 422
    assert client.post("/account", data={"name": "Alice", "zone": "Mars/Base"}).status_code == 422
    saved = client.post("/account", data={"name": "Alice <b>", "zone": "Asia/Tokyo"})
    text = client.get(saved.headers["location"]).text
    assert "Saved." in text
    assert "Alice &lt;b&gt;" in text
    assert "10 Mar 2026, 18:00" in text
    assert "Saved." not in client.get("/account").text


def test_an_invitation_makes_an_account_once(world: World) -> None:
    link = f"/invitations/{world.ours['token']}"
    client = world.client()
    assert "Join North" in client.get(link).text
    assert client.post(link, data={"name": "", "password": "short"}).text.count('class="error"') == 2
    assert client.post(link, data={"name": "Guest", "password": PASSWORD, "zone": "Mars/Base"}).status_code == 422
    joined = client.post(link, data={"name": "Guest", "password": PASSWORD, "zone": "Europe/Oslo"})
    assert joined.status_code == 303
    assert "Hello, Guest" in client.get("/").text
    assert client.get(link).status_code == 404
    with world.database.reading() as db:
        assert db.scalars(select(Rep).where(Rep.name == "Guest")).one().user_id is not None


def test_an_invitation_runs_out(world: World) -> None:
    world.clock.pass_(days=8)
    assert world.client().get(f"/invitations/{world.ours['token']}").status_code == 404


def test_sign_ins_are_written_down(world: World) -> None:
    world.client().post("/sign-in", data=ALICE)
    with world.database.reading() as db:
        last = db.scalars(select(Audit).order_by(Audit.id.desc())).first()
        kept = db.scalars(select(LoginSession)).all()
    assert last
    assert (last.who, last.action) == ("alice@example.com", "signed_in")
    assert all(re.fullmatch("[0-9a-f]{64}", each.token_hash) for each in kept)
