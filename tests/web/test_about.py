"""Whose a call is, when and with whom, put right after it was scored."""

from datetime import date

import pytest
from people import World
from sqlalchemy import select

from coach.render.json import from_json
from coach.store import calls, reps
from coach.store.schema import Call, Step


def stored(world: World) -> Call:
    with world.database.reading() as db:
        found = calls.get(db, world.ours["call_id"])
        assert found is not None
        return found


def form(world: World, **given: str) -> dict[str, str]:
    return {"rep": str(world.ours["rep_id"]), "new_rep": "", "day": "2026-03-09", "prospect": "Larch & Sons", **given}


def test_the_form_holds_what_is_known(shared: World) -> None:
    shown = shared.client("bob").get(f"/calls/{shared.ours['call_id']}/about").text
    assert 'value="2026-03-09"' in shown
    assert 'value="Larch &amp; Sons"' in shown
    assert f'<option value="{shared.ours["rep_id"]}" selected>Alice' in shown
    assert 'name="rep"' not in shared.client("alice").get(f"/calls/{shared.ours['call_id']}/about").text


def test_a_call_is_handed_to_another_rep_with_its_steps(world: World) -> None:
    before, url = stored(world), f"/calls/{world.ours['call_id']}/about"
    answer = world.client("bob").post(url, data=form(world, new_rep="Zoe", prospect="Birch"))
    assert answer.headers["location"] == f"/calls/{world.ours['call_id']}"
    after = stored(world)
    assert (after.rep.name, after.prospect) == ("Zoe", "Birch")
    assert (after.report, after.scored_at) == (before.report, before.scored_at)
    with world.database.reading() as db:
        assert set(db.scalars(select(Step.rep_id).where(Step.call_id == after.id))) == {after.rep_id}
    assert world.client("alice").get(url).status_code == 404


def test_another_day_moves_the_next_step(world: World) -> None:
    url = f"/calls/{world.ours['call_id']}/about"
    step = from_json(stored(world).report).next_step
    assert step
    assert step.day == date(2026, 3, 12)
    world.client("bob").post(url, data=form(world, day="2026-02-23"))
    after = stored(world)
    moved = from_json(after.report).next_step
    assert moved
    assert (after.day, after.filed, moved.day) == (date(2026, 2, 23), date(2026, 2, 23), date(2026, 2, 26))
    with world.database.reading() as db:
        due = db.scalars(select(Step.due).where(Step.call_id == after.id, Step.kind == "next_step")).one()
        assert due == date(2026, 2, 26)


def test_a_rep_cannot_give_a_call_away(world: World) -> None:
    with world.database.writing() as db:
        other = reps.get_or_create(db, world.ours["team_id"], "Zoe").id
    client, url = world.client("alice"), f"/calls/{world.ours['call_id']}/about"
    assert client.post(url, data=form(world, rep=str(other))).status_code == 404
    client.post(url, data=form(world, new_rep="Zoe", prospect="Birch"))
    assert (stored(world).rep.name, stored(world).prospect) == ("Alice", "Birch")


@pytest.mark.parametrize(("given", "status"), [({"day": "2027-01-01"}, 422), ({"rep": "9999"}, 404)])
def test_what_is_wrong_changes_nothing(world: World, given: dict[str, str], status: int) -> None:
    answer = world.client("bob").post(f"/calls/{world.ours['call_id']}/about", data=form(world, prospect="X", **given))
    assert answer.status_code == status
    assert stored(world).prospect == "Larch & Sons"


def test_a_rep_of_another_team_is_refused_for_an_admin_too(world: World) -> None:
    url = f"/calls/{world.ours['call_id']}/about"
    answer = world.client("dora").post(url, data=form(world, rep=str(world.theirs["rep_id"])))
    assert answer.status_code == 422
    assert "Carl is in another team" in answer.text
