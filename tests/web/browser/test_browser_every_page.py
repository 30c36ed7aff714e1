"""Every page there is, found from the routes: no serious finding of axe, nothing sideways on a phone, no complaint."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import iter_route_contexts
from furnished import Office, Visit
from playwright.sync_api import Page
from starlette.routing import Mount

from coach.settings import Settings
from web.app import create_app

# Pages that are asked for in other ways than their route tells: as somebody else, with a question, with no answer.
MORE = (
    "bob /calls?q=thursday",
    "bob /calls?q=nobodysaidthis",
    "bob /calls/{call_id}?q=thursday&only=1",
    "bob /nothing/here",
    "alice /",
    "alice /reps",
    "alice /upload",
    "alice /calls/{pushy}",
    "charlie /reps/{rep_id}",
)
OPEN = ("/setup", "/sign-in", "/invitations/{token}")
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
ALL: dict[str, Any] = {"resultTypes": ["violations"]}
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def looks() -> list[str]:
    """`person path`, of every route that can be looked at; most are seen by the manager, who sees most."""
    app = create_app(Settings(), work=False)
    found = [c for c in iter_route_contexts(app.routes) if not isinstance(c.original_route, Mount)]
    paths = [c.path for c in found if "GET" in (c.methods or ()) and not c.path.startswith("/api/")]
    people = {path: "nobody" if path in OPEN else "dora" if path.startswith("/admin") else "bob" for path in paths}
    return [f"{people[path]} {path}" for path in sorted(set(paths))] + list(MORE)


@pytest.mark.parametrize("look", looks())
def test_page(visit: Visit, office: Office, look: str) -> None:
    person, _, path = look.partition(" ")
    path = path.format_map({**office.ours, "pushy": office.pushy})
    page = office.open(visit, "/health", person, reduced_motion="reduce")
    if not is_page(page, path):
        return
    page.goto(path)
    assert findings(page, "light", 1280, ALL) == []
    assert findings(page, "dark", 1280, COLOURS) == []
    assert findings(page, "dark", 390, ALL) == []
    assert findings(page, "light", 390, COLOURS) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(TOO_WIDE) <= 0


def is_page(page: Page, path: str) -> bool:
    """Whether this is a page; the others are files to take away, which other tests open."""
    answer = page.request.get(path)
    kind, kept = answer.headers.get("content-type", ""), answer.headers.get("content-disposition", "")
    return kind.startswith("text/html") and not kept.startswith("attachment")


def findings(page: Page, scheme: Any, width: int, options: dict[str, Any]) -> list[str]:
    """What axe calls serious or critical, with the first places of it."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{scheme} {width}: {each['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for each in violations
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
