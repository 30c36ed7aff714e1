"""Looking after people, teams and reps: invitations, roles, closed accounts, retention; nobody is locked out."""

import re
from datetime import timedelta

import pytest
from people import PASSWORD, World
from sqlalchemy import select
from starlette.testclient import TestClient

from coach.store import reps, uploads
from coach.store.schema import Call, Invitation, Rep, Team, User, UserRole
from coach.store.uploads import NewUpload


def link(text: str) -> str:
    """The path of the link that is shown once."""
    found = re.search(r'value="http://[^"/]+(/invitations/[^"]+)"', text)
    assert found, text
    return found[1]


def invite(client: TestClient, world: World, **form: object) -> str:
    given = {"email": "new@example.com", "role": "rep", "team": world.ours["team_id"], "rep": "", **form}
    answer = client.post("/admin/invitations", data=given)
    assert answer.status_code == 200, re.findall(r'class="error".*?</p>', answer.text, re.S)
    return link(answer.text)


def test_an_invitation_by_link_gives_an_account_with_its_role_and_rep(world: World) -> None:
    with world.database.writing() as db:
        zoe = reps.get_or_create(db, world.ours["team_id"], "Zoe").id
    path = invite(world.client("bob"), world, rep=zoe)
    listed = world.client("bob").get("/admin").text
    assert "new@example.com" in listed
    assert path not in listed
    assert world.client().post(path, data={"name": "Zoe Ek", "password": PASSWORD}).status_code == 303
    made = world.user("new")
    assert (made.role, made.team_id) == (UserRole.REP, world.ours["team_id"])
    with world.database.reading() as db:
        assert db.get_one(Rep, zoe).user_id == made.id


def test_an_invitation_taken_back_opens_nothing(world: World) -> None:
    path = invite(world.client("bob"), world)
    with world.database.reading() as db:
        token_hash = db.scalars(select(Invitation.token_hash).where(Invitation.email == "new@example.com")).one()
    assert world.client("charlie").post(f"/admin/invitations/{token_hash}/end").status_code == 404
    assert world.client("bob").post(f"/admin/invitations/{token_hash}/end").status_code == 303
    assert world.client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"email": "nonsense"}, "not an e-mail address"),
        ({"email": "alice@example.com"}, "has an account already"),
        ({"role": "admin"}, "Choose a role"),
        ({"team": "theirs"}, "Choose a team"),
        ({"rep": "theirs"}, "Choose a rep"),
        ({"rep": "ours"}, "Somebody signs in as Alice already"),
    ],
)
def test_a_manager_invites_to_the_own_team_only(world: World, form: dict[str, str], says: str) -> None:
    sides = {"ours": world.ours, "theirs": world.theirs}
    for name in set(form) & {"team", "rep"}:
        form = {**form, name: sides[form[name]][f"{name}_id"]}
    given = {"email": "new@example.com", "role": "manager", "team": world.ours["team_id"], "rep": "", **form}
    answer = world.client("bob").post("/admin/invitations", data=given)
    assert answer.status_code == 422
    assert says in answer.text


def test_an_admin_invites_anybody_but_a_rep_stays_in_the_team(world: World) -> None:
    dora = world.client("dora")
    assert invite(dora, world, email="boss@example.com", role="admin")
    with world.database.writing() as db:
        carla = reps.get_or_create(db, world.theirs["team_id"], "Carla").id
    form = {"email": "new@example.com", "role": "rep", "team": world.ours["team_id"], "rep": carla}
    assert "Carla is in another team" in dora.post("/admin/invitations", data=form).text
    assert invite(dora, world, team=world.theirs["team_id"], rep=carla)


def test_managers_see_their_team_and_no_admin(world: World) -> None:
    text = world.client("bob").get("/admin").text
    assert "alice@example.com" in text
    assert "charlie@example.com" not in text
    assert "guest-charlie@example.com" not in text
    assert "dora@example.com" not in text
    assert "Admin: looks after everything" not in text
    with world.database.writing() as db:
        dora = db.scalars(select(User).where(User.email == "dora@example.com")).one()
        dora.team_id = world.ours["team_id"]
    assert "dora@example.com" not in world.client("bob").get("/admin").text
    assert world.client("bob").post(f"/admin/people/{world.user('dora').id}/close").status_code == 404


def change(world: World, name: str, whom: str, **form: object) -> tuple[int, str]:
    user = world.user(whom)
    given = {"role": user.role.value, "team": user.team_id, **form}
    answer = world.client(name).post(f"/admin/people/{user.id}", data=given)
    return answer.status_code, answer.text


def test_role_team_and_reps_are_changed(world: World) -> None:
    with world.database.writing() as db:
        zoe = reps.get_or_create(db, world.ours["team_id"], "Zoe").id
    assert change(world, "bob", "alice", reps=[zoe])[0] == 303
    with world.database.reading() as db:
        assert {rep.name for rep in reps.of_user(db, world.user("alice").id)} == {"Zoe"}
    assert world.client("alice").get(f"/reps/{zoe}").status_code != 404
    assert change(world, "bob", "alice", role="manager")[0] == 303
    assert world.client("alice").get("/admin").status_code == 200
    assert change(world, "bob", "alice", role="admin")[0] == 422
    assert change(world, "bob", "alice", team=world.theirs["team_id"])[0] == 422
    assert change(world, "dora", "alice", team=world.theirs["team_id"])[0] == 303
    assert world.user("alice").team.name == "South"


def test_a_rep_of_another_team_or_person_is_not_given_away(world: World) -> None:
    with world.database.writing() as db:
        team = world.ours["team_id"]
        reps.link(db, reps.get_or_create(db, team, "Zoe"), db.get_one(User, world.user("bob").id))
        zoe = reps.get_or_create(db, team, "Zoe").id
    assert change(world, "bob", "alice", reps=[zoe, world.theirs["rep_id"], world.ours["rep_id"]])[0] == 303
    with world.database.reading() as db:
        assert [rep.id for rep in reps.of_user(db, world.user("alice").id)] == [world.ours["rep_id"]]


def test_a_closed_account_opens_nothing_until_it_is_opened_again(world: World) -> None:
    path = f"/admin/people/{world.ours['user_id']}"
    bob, alice = world.client("bob"), world.client("alice")
    assert bob.post(f"{path}/close").status_code == 303
    assert alice.get("/").status_code == 303
    form = {"email": "alice@example.com", "password": PASSWORD}
    assert world.client().post("/sign-in", data=form).status_code == 401
    assert "is closed" in bob.post(f"{path}/password").text
    assert bob.post(f"{path}/open").status_code == 303
    assert alice.get("/").status_code == 303
    assert world.client().post("/sign-in", data=form).status_code == 303


def test_sessions_are_ended(world: World) -> None:
    assert world.client("bob").post(f"/admin/people/{world.ours['user_id']}/sessions/end").status_code == 303
    assert world.client("alice").get("/").status_code == 303


def test_a_link_for_a_new_password(world: World) -> None:
    path = link(world.client("bob").post(f"/admin/people/{world.ours['user_id']}/password").text)
    assert "Choose a new password" in world.client().get(path).text
    answer = world.client().post(path, data={"password": "another four words"})
    assert answer.headers["location"] == "/"
    assert world.client("alice").get("/").status_code == 303
    form = {"email": "alice@example.com", "password": "another four words"}
    assert world.client().post("/sign-in", data=form).status_code == 303
    assert world.user("alice").name == "Alice"


def test_nobody_locks_out_the_last_admin_or_themselves(world: World) -> None:
    dora = world.user("dora")
    assert "You cannot close your own account" in world.client("dora").post(f"/admin/people/{dora.id}/close").text
    status, text = change(world, "dora", "dora", role="manager")
    assert status == 422
    assert "This is the only admin" in text
    assert change(world, "dora", "bob", role="admin")[0] == 303
    assert change(world, "bob", "dora", role="rep")[0] == 303
    assert world.client("dora").get("/admin").status_code == 404
    assert change(world, "bob", "bob", role="rep")[0] == 422


def test_teams_are_made_renamed_and_deleted_by_admins(world: World) -> None:
    dora = world.client("dora")
    path = dora.post("/admin/teams", data={"name": "West"}).headers["location"]
    assert "There is a team West already" in dora.post("/admin/teams", data={"name": "West"}).text
    assert dora.post(path, data={"name": "Far West", "days": ""}).status_code == 303
    assert "There is a team North already" in dora.post(path, data={"name": "North", "days": ""}).text
    wrong = dora.post(f"{path}/delete", data={"name": "West"})
    assert wrong.status_code == 422
    assert "type Far West" in wrong.text
    assert dora.post(f"{path}/delete", data={"name": " far  west"}).status_code == 303
    assert dora.get(path).status_code == 404
    office = f"/admin/teams/{world.user('dora').team_id}/delete"
    assert "You are in this team yourself" in dora.post(office, data={"name": "Office"}).text


def test_a_shorter_retention_asks_before_it_deletes(world: World) -> None:
    bob, path = world.client("bob"), f"/admin/teams/{world.ours['team_id']}"
    with world.database.writing() as db:
        old = NewUpload(world.ours["team_id"], "old.txt", b"old", world.ours["rep_id"])
        uploads.add(db, old, world.clock() - timedelta(days=40))
    assert "Give a number of days" in bob.post(path, data={"name": "North", "days": "0"}).text
    asked = bob.post(path, data={"name": "North", "days": "30"})
    assert asked.status_code == 422
    assert "This deletes 1 file" in asked.text
    assert 'name="sure"' in asked.text
    assert bob.post(path, data={"name": "North", "days": "50"}).status_code == 303
    assert bob.post(path, data={"name": "North", "days": "30", "sure": "1"}).status_code == 303
    with world.database.reading() as db:
        assert db.get_one(Team, world.ours["team_id"]).retention_days == 30


def test_a_rep_is_renamed_and_deleted_with_everything(world: World) -> None:
    bob, path = world.client("bob"), f"/admin/reps/{world.ours['rep_id']}"
    assert bob.post(path, data={"name": "Alice <b>Lee"}).status_code == 303
    assert "Alice &lt;b&gt;Lee" in bob.get("/admin/reps").text
    assert bob.post(path, data={"name": " "}).status_code == 422
    assert "That is not the name" in bob.post(f"{path}/delete", data={"name": "Alice"}).text
    assert bob.post(f"{path}/delete", data={"name": "Alice <b>Lee"}).headers["location"] == "/admin/reps"
    with world.database.reading() as db:
        assert db.scalars(select(Call.rep_id)).all() == [world.theirs["rep_id"]]
    assert world.client("alice").get("/").status_code == 200
