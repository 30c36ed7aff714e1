"""The system's Chromium for a test, one for the whole run: two of Playwright's loops do not go in one thread."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An open browser; where Chromium is not installed, the test says so and is left out."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: the pages were not opened in a browser")
    # Long enough for a slow machine that scores its first call; nothing waits as long where all is well.
    expect.set_options(timeout=60_000)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
