"""Who is let in by the API: the owner of a personal token, and nobody by a cookie."""

import pytest
from people import SITE, World
from sqlalchemy import update
from starlette.testclient import TestClient

from coach.store import tokens
from coach.store.schema import ApiToken, TokenScope, User

PATH = "/api/v1/calls"


def ask(world: World, head: str, method: str = "GET", **headers: str) -> int:
    client = TestClient(world.app, SITE)
    given = {"Authorization": head} if head else {}
    return client.request(method, PATH, headers=given | headers).status_code


def test_a_sign_in_opens_nothing_here(shared: World) -> None:
    answer = shared.client("dora").get(PATH)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "personal token" in answer.json()["detail"]


@pytest.mark.parametrize("head", ["", "Bearer", "Bearer ", "Bearer coach_none", "Basic YTpi", "Bearer \x7f"])
def test_without_a_token_that_stands_there_is_no_way_in(shared: World, head: str) -> None:
    assert ask(shared, head) == 401


def test_a_token_needs_no_origin_and_its_use_is_noted(world: World) -> None:
    head = f"Bearer {world.bearer['bob']}"
    assert ask(world, head) == 200
    assert TestClient(world.app, SITE).post("/api/v1/uploads", headers={"Authorization": head}).status_code == 415
    with world.database.reading() as db:
        found = tokens.find(db, world.bearer["bob"])
        assert found is not None
        assert found.used_at == world.clock.now


def test_a_page_elsewhere_cannot_send_with_a_token(shared: World) -> None:
    head = f"Bearer {shared.bearer['bob']}"
    assert ask(shared, head, "POST", Origin="https://elsewhere.example") == 403


def test_the_address_of_a_calendar_opens_nothing_here(world: World) -> None:
    with world.database.writing() as db:
        user = db.get_one(User, world.user("bob").id)
        token = tokens.make(db, user, "Outlook", world.clock.now, TokenScope.CALENDAR)
    assert ask(world, f"Bearer {token}") == 401


def test_an_ended_token_and_a_closed_account_open_nothing(world: World) -> None:
    with world.database.writing() as db:
        db.execute(update(User).where(User.email == "bob@example.com").values(disabled=True))
        tokens.end(db, db.query(ApiToken.id).filter(ApiToken.user_id == world.user("alice").id).scalar())
    assert [ask(world, f"Bearer {world.bearer[name]}") for name in ("bob", "alice", "dora")] == [401, 401, 200]


def test_what_is_not_there_is_told_as_data(shared: World) -> None:
    for answer in (shared.client("bob", api=True).get("/api/v1/nothing"), shared.client().put(PATH)):
        assert answer.status_code in (404, 405)
        assert set(answer.json()) == {"detail"}


def test_the_description_tells_of_every_address_and_of_tokens(shared: World) -> None:
    document = shared.client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["security"] == [{"token": []}], path
            assert operation["summary"], path
            problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
            assert operation["responses"]["401"]["content"]["application/json"] == problem
