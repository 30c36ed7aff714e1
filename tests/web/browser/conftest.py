"""A browser, a fresh install and an office with people and calls; every page that is opened must be quiet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from furnished import Office, Visit, furnished
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from served import serving

# Said where all is well: a form that is refused is shown again, and a search gives way to the next one.
EXPECTED = ("status of 401", "status of 404", "status of 422", "htmx:sendAbort", "htmx:afterRequest")


@pytest.fixture
def fresh_install(browser: Browser, tmp_path: Path) -> Iterator[str]:
    """The address of a server on which nobody has an account yet."""
    with serving(tmp_path / "data") as address:
        yield address


@pytest.fixture(scope="session")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server with alice, bob, charlie and dora and some calls; tests change only what they bring."""
    with furnished(tmp_path_factory.mktemp("office") / "data") as made:
        yield made


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page in a browser of its own, signed in by a cookie; what it complains of fails the test at its end."""
    complaints: list[str] = []
    opened: list[BrowserContext] = []

    def new_page(address: str, path: str = "/", cookie: str = "", **context: Any) -> Page:
        made = browser.new_context(base_url=address, accept_downloads=True, **context)
        if cookie:
            made.add_cookies([{"name": "coach", "value": cookie, "url": address}])
        made.set_default_timeout(60_000)
        opened.append(made)
        page = made.new_page()
        listen(page, complaints)
        page.goto(path)
        return page

    yield new_page
    for each in opened:
        each.close()
    assert complaints == []


def listen(page: Page, complaints: list[str]) -> None:
    """Keeps what the console, scripts and the content policy complain of."""

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in EXPECTED):
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
