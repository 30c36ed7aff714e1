"""The audit log: who did what, kept under the team it is about, read in pages and as a table."""

import csv
import re
from io import StringIO

from people import NOW, World

from coach.store import audit
from coach.store.schema import User


def record(world: World, who: str, action: str, kind: str, object_id: int | str, detail: str = "") -> None:
    with world.database.writing() as db:
        audit.record(db, db.get_one(User, world.user(who).id), action, kind, object_id, world.clock(), detail)


def details(text: str) -> list[str]:
    return [each for each in re.findall(r'detail">(.*?)</span>', text) if each]


def test_what_was_done_stands_there_with_its_object(world: World) -> None:
    world.client("bob").post(f"/admin/reps/{world.ours['rep_id']}", data={"name": "Alicia"})
    text = world.client("bob").get("/admin/audit").text
    assert "renamed from Alice" in details(text)
    assert f'href="/admin/reps/{world.ours["rep_id"]}"' in text
    assert "bob@example.com" in text


def test_a_head_without_a_page_is_nothing_seen(world: World) -> None:
    bob, address = world.client("bob"), f"/calls/{world.ours['call_id']}"
    assert bob.head(address).content == b""
    assert "Nothing of that kind was done" in bob.get("/admin/audit?action=saw").text
    bob.get(address)
    assert address in bob.get("/admin/audit?action=saw").text


def test_a_manager_reads_what_is_about_the_team_whoever_did_it(world: World) -> None:
    record(world, "dora", "saw", "call", world.ours["call_id"], "dora on ours")
    record(world, "dora", "saw", "call", world.theirs["call_id"], "dora on theirs")
    record(world, "dora", "saw", "rep", world.ours["rep_id"], "dora on our rep")
    record(world, "dora", "changed", "user", world.theirs["user_id"], "dora on charlie")
    record(world, "alice", "exported", "calls", "", "alice's table")
    record(world, "dora", "exported", "calls", "", "dora's table")
    seen = {name: details(world.client(name).get("/admin/audit").text) for name in ("bob", "charlie", "dora")}
    assert seen["bob"] == ["alice&#39;s table", "dora on our rep", "dora on ours"]
    assert seen["charlie"] == ["dora on charlie", "dora on theirs"]
    assert len(seen["dora"]) == 6


def test_a_deletion_is_still_told_to_the_team(world: World) -> None:
    world.client("dora").post(f"/admin/reps/{world.ours['rep_id']}/delete", data={"name": "Alice"})
    text = world.client("bob").get("/admin/audit?action=deleted").text
    assert "dora@example.com" in text
    assert "Deleted" in text
    assert "dora@example.com" not in world.client("charlie").get("/admin/audit").text


def test_objects_are_called_by_their_names_as_long_as_they_are_there(world: World) -> None:
    record(world, "dora", "saw", "call", world.ours["call_id"])
    bob = world.client("bob")
    assert f'<a href="/calls/{world.ours["call_id"]}"><bdi>Larch &amp; Sons</bdi></a>' in bob.get("/admin/audit").text
    bob.post(f"/admin/reps/{world.ours['rep_id']}/delete", data={"name": "Alice"})
    text = bob.get("/admin/audit").text
    assert world.ours["call_id"][:8] in text
    assert world.ours["call_id"] not in text


def test_filters(world: World) -> None:
    record(world, "bob", "saw", "call", world.ours["call_id"], "monday")
    world.clock.pass_(days=2)
    record(world, "alice", "saw", "rep", world.ours["rep_id"], "wednesday")
    dora = world.client("dora")

    def found(query: str) -> list[str]:
        return details(dora.get(f"/admin/audit?{query}").text)

    assert found("who=ALICE") == ["wednesday"]
    assert found("kind=call") == ["monday"]
    assert found("since=2026-03-11") == ["wednesday"]
    assert found("until=2026-03-11") == ["monday"]
    assert found("until=2026-03-10&since=2026-03-10&who=&action=saw&kind=") == ["monday"]
    assert found(f"about={world.ours['rep_id']}&kind=rep") == ["wednesday"]
    assert found("since=nonsense&until=9999-12-31") == ["wednesday", "monday"]
    assert "Nothing of that kind" in dora.get("/admin/audit?action=flew").text


def test_a_day_is_the_readers(world: World) -> None:
    record(world, "bob", "saw", "call", world.ours["call_id"], "nine in the morning, UTC")
    with world.database.writing() as db:
        db.get_one(User, world.user("bob").id).zone = "Pacific/Auckland"
    assert details(world.client("bob").get("/admin/audit?until=2026-03-09").text) == []
    assert len(details(world.client("bob").get("/admin/audit?since=2026-03-10&until=2026-03-10").text)) == 1
    with world.database.writing() as db:
        db.get_one(User, world.user("bob").id).zone = "Pacific/Honolulu"
    assert len(details(world.client("bob").get("/admin/audit?until=2026-03-09").text)) == 1


def test_pages(world: World) -> None:
    for n in range(205):
        record(world, "bob", "saw", "call", world.ours["call_id"], f"line {n}")
    bob, seen, path = world.client("bob"), [], "/admin/audit?kind=call"
    while path:
        text = bob.get(path).text
        seen += details(text)
        older = re.search(r'rel="next" href="([^"]+)"', text)
        path = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"line {n}" for n in reversed(range(205))]


def test_the_table_is_harmless_and_only_what_one_may_see(world: World) -> None:
    record(world, "bob", "changed", "call", world.ours["call_id"], "=1+1")
    record(world, "charlie", "changed", "call", world.theirs["call_id"], "theirs")
    answer = world.client("bob").get("/admin/audit.csv?action=changed")
    (line,) = csv.DictReader(StringIO(answer.text.lstrip("\ufeff")))
    assert (line["at_utc"], line["who"]) == (f"{NOW:%Y-%m-%d %H:%M:%S}", "bob@example.com")
    assert (line["object"], line["detail"]) == (world.ours["call_id"], "'=1+1")
    assert "Exported audit" in world.client("bob").get("/admin/audit").text


def test_a_long_log_is_exported_whole(world: World) -> None:
    with world.database.writing() as db:
        bob = db.get_one(User, world.user("bob").id)
        for n in range(2100):
            audit.record(db, bob, "saw", "call", world.ours["call_id"], NOW, str(n))
    lines = list(csv.DictReader(StringIO(world.client("dora").get("/admin/audit.csv?kind=call").text.lstrip("\ufeff"))))
    assert [line["detail"] for line in lines] == [str(n) for n in reversed(range(2100))]
