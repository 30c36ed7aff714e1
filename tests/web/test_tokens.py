"""Personal tokens: shown once, listed by name, ended; a calendar's address is one of its own kind."""

import re

from people import World
from sqlalchemy import select

from coach.store import tokens
from coach.store.schema import ApiToken, Audit, TokenScope


def test_a_token_is_shown_once_and_kept_as_its_digest(world: World) -> None:
    alice = world.client("alice")
    answer = alice.post("/account/tokens", data={"name": "Nightly <b>"})
    token = re.search(r'value="(coach_[\w-]+)"', answer.text)
    assert token
    listed = alice.get("/account/tokens").text
    assert "Nightly &lt;b&gt;" in listed
    assert "not used yet" in listed
    assert token[1] not in listed
    with world.database.reading() as db:
        found = tokens.find(db, token[1])
        assert found is not None
        assert (found.user.email, found.scope) == ("alice@example.com", TokenScope.API)
        assert token[1] not in {each.token_hash for each in db.scalars(select(ApiToken))}
        last = db.scalars(select(Audit).order_by(Audit.id.desc())).first()
        assert last is not None
        assert (last.action, last.kind, last.object_id) == ("made", "token", str(found.id))


def test_a_token_needs_a_name(world: World) -> None:
    for path in ("/account/tokens", "/account/tokens/calendar"):
        answer = world.client("alice").post(path, data={"name": " "})
        assert answer.status_code == 422
        assert "has no name" in answer.text


def test_an_ended_token_opens_nothing(world: World) -> None:
    token = world.bearer["alice"]
    path = f"/account/tokens/{world.ours['token_id']}/revoke"
    assert world.client("dora").post(path).status_code == 404
    assert world.client("alice").post(path).status_code == 303
    with world.database.reading() as db:
        assert tokens.find(db, token) is None


def test_the_address_of_a_calendar_works_until_it_is_ended(world: World) -> None:
    alice = world.client("alice")
    answer = alice.post("/account/tokens/calendar", data={"name": "Outlook"})
    address = re.search(r'value="http://127.0.0.1:8000(/steps.ics\?token=coachcal_[\w-]+)"', answer.text)
    assert address
    assert 'href="webcal://127.0.0.1:8000/steps.ics' in answer.text
    assert world.client().get(address[1]).status_code == 200
    listed = alice.get("/account/tokens").text
    assert "last used" in listed
    end = re.search(r'Outlook.*?action="(/account/tokens/\d+/revoke)"', listed, re.S)
    assert end
    assert alice.post(end[1]).status_code == 303
    assert world.client().get(address[1]).status_code == 404


def test_there_is_an_end_to_tokens(world: World) -> None:
    alice = world.client("alice")
    answers = [alice.post("/account/tokens", data={"name": f"t{n}"}).status_code for n in range(50)]
    assert answers == [200] * 49 + [422]
