"""Every route of the application against every person; a route that stands in no row of rights.yaml fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.routing import iter_route_contexts
from people import NAMES, World, peopled_world
from starlette.routing import Mount

from coach.settings import Settings
from web.app import create_app

PEOPLE = (*NAMES, None)
SIDES = ("ours", "theirs")
# Links that anybody may open who was given them.
OPEN = frozenset({"token"})


@dataclass(frozen=True)
class Case:
    route: str
    side: str
    person: str | None
    status: int
    sent: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.route} {self.side} {self.person or 'nobody'}"


def table() -> dict[str, dict[str, Any]]:
    rows = yaml.safe_load(Path(__file__).with_name("rights.yaml").read_text())
    return {route: row if isinstance(row, dict) else {"ours": row} for route, row in rows.items()}


def cases() -> Iterator[Case]:
    for route, row in table().items():
        sent = {name: row[name] for name in ("form", "json", "query", "files") if name in row}
        for side in SIDES:
            for person, status in zip(PEOPLE, str(row[side]).split() if side in row else (), strict=side in row):
                yield Case(route, side, person, int(status), sent)


def routes() -> set[str]:
    app = create_app(Settings(), work=False)
    found = (c for c in iter_route_contexts(app.routes) if not isinstance(c.original_route, Mount))
    return {f"{method} {c.path}" for c in found for method in (c.methods or {"WEBSOCKET"}) - {"HEAD"}}


def test_every_route_has_its_row() -> None:
    assert routes() == set(table())


def test_objects_are_tried_from_both_sides() -> None:
    one_sided = [
        route for route, row in table().items() if set(parameters(route)) - OPEN and not set(row) >= set(SIDES)
    ]
    assert one_sided == []


def parameters(route: str) -> list[str]:
    return [part.partition("}")[0].partition(":")[0] for part in route.split("{")[1:]]


def is_page(route: str) -> bool:
    """A page to look at: neither of the API nor a file to take away."""
    return route.startswith("GET ") and not route.startswith("GET /api/") and "." not in route.rpartition("/")[2]


def ask(world: World, case: Case, head: bool = False) -> int:
    method, path = ("HEAD", case.route.split()[1]) if head else case.route.split()
    client = world.client(case.person, api=path.startswith("/api/"))
    side = world.ours if case.side == "ours" else world.theirs
    for name in parameters(case.route):
        path = path.replace(f"{{{name}}}", str(side[name]))
    sent = {{"form": "data", "query": "params"}.get(name, name): value for name, value in case.sent.items()}
    return client.request(method, path, **sent).status_code


@pytest.mark.parametrize("case", [c for c in cases() if c.route.startswith("GET ")], ids=str)
def test_looking(shared: World, case: Case) -> None:
    assert ask(shared, case) == case.status
    assert ask(shared, case, head=True) == (case.status if is_page(case.route) else 405)


@pytest.mark.parametrize("case", [c for c in cases() if not c.route.startswith("GET ")], ids=str)
def test_doing(tmp_path: Path, case: Case) -> None:
    with peopled_world(tmp_path / "data") as world:
        assert ask(world, case) == case.status
