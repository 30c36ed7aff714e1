"""The first visit on a fresh install makes the first account; never again after."""

from people import World

FORM = {"name": "Ann Lee", "email": "Ann@Example.com", "password": "four words are better", "team": "Sales North"}


def test_every_page_of_a_fresh_install_leads_to_the_setup(fresh: World) -> None:
    for path in ("/", "/account", "/sign-in"):
        answer = fresh.client().get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/setup")


def test_the_first_account_may_do_everything_and_is_signed_in(fresh: World) -> None:
    client = fresh.client()
    assert client.post("/setup", data=FORM).headers["location"] == "/"
    text = client.get("/").text
    assert "Hello, Ann" in text
    assert "No calls yet" in text
    assert "Welcome." in text
    user = fresh.user("ann")
    assert (user.role, user.team.name) == ("admin", "Sales North")


def test_errors_stand_beside_their_fields_and_nothing_is_made(fresh: World) -> None:
    client = fresh.client()
    answer = client.post("/setup", data={"name": "Ann Lee", "email": "ann", "password": "short", "team": " "})
    assert answer.status_code == 422
    assert answer.text.count('class="error"') == 3
    assert 'value="Ann Lee"' in answer.text
    assert "short" not in answer.text.split("<form")[1].split("Take at least")[0]
    assert client.get("/").headers["location"] == "/setup"


def test_there_is_no_second_setup(world: World) -> None:
    client = world.client()
    assert client.get("/setup").headers["location"] == "/sign-in"
    assert client.post("/setup", data=FORM).headers["location"] == "/sign-in"
    assert client.post("/sign-in", data=FORM).status_code == 401
