"""Takes pictures of every page on the sample team, on a phone and on a desk: `make screenshots`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from chromium import FLAGS
from playwright.sync_api import Browser, Page, expect, sync_playwright
from served import serving

FOLDER = Path(__file__).parents[2] / "web" / "docs" / "screenshots"
# Width, most height: a page that is longer is cut, so that no picture weighs more than a page should.
SIZES = {"phone": (390, 1500), "desk": (1280, 1100)}
QUALITY = 80
SCORING_MS = 600_000
PASSWORD = "four words are better"
PERSON = {"Your name": "Ann Hill", "E-mail": "ann@example.com", "Password": PASSWORD, "Your team": "North"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to take: its file, where it is, where to scroll first (a selector), whether in the dark."""

    name: str
    path: str
    at: str = ""
    dark: bool = False


def main(folder: Path) -> None:
    """Sets up a fresh install, fills in the samples, and takes every page; says what each picture weighs."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="coach-screenshots-") as data, serving(Path(data)) as address, chromium() as browser:
        page = browser.new_page(base_url=address, reduced_motion="reduce", locale="en-GB")
        page.goto("/")
        _take(page, folder, Picture("setup", "/setup"))
        _first_account(page)
        _take(page, folder, Picture("upload", "/upload"))
        _samples(page, folder)
        for picture in pictures(page):
            _take(page, folder, picture)
        page.get_by_role("button", name="Sign out").first.click()
        _take(page, folder, Picture("sign-in", "/sign-in"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        yield opened
        opened.close()


def pictures(page: Page) -> Iterator[Picture]:
    """The pages with something on them; the report is that of the sample with most in it."""
    page.goto("/calls?sort=overall")
    call = page.locator("#results tbody a").first.get_attribute("href") or ""
    page.goto("/reps")
    rep = page.locator(".rep-cards h2 a").nth(1).get_attribute("href") or ""
    rep = rep.split("?")[0]
    yield Picture("home", "/")
    yield Picture("calls", "/calls")
    yield Picture("search", "/calls?q=thursday")
    yield Picture("report", call)
    yield Picture("report-dark", call, dark=True)
    yield Picture("transcript", call, at="#timeline")
    yield Picture("speakers", f"{call}/speakers")
    yield Picture("reps", "/reps")
    yield Picture("scorecard", rep)
    yield Picture("scorecard-dark", rep, dark=True)
    yield Picture("scorecard-trends", rep, at="#trends")
    yield Picture("team", "/team")
    yield Picture("team-dark", "/team", dark=True)
    yield Picture("steps", "/steps")
    yield Picture("account", "/account")
    for name, path in {"tokens": "/account/tokens", "people": "/admin", "log": "/admin/audit"}.items():
        yield Picture(name, path)


def _first_account(page: Page) -> None:
    for label, words in PERSON.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("heading", name=re.compile("Hello")).wait_for()


def _samples(page: Page, folder: Path) -> None:
    """Fills them in; a picture while they are scored, then waits for the last of them."""
    page.goto("/upload")
    page.get_by_role("button", name="Try it with sample calls").click()
    page.locator("li.upload.done").nth(2).wait_for(timeout=SCORING_MS)
    _take(page, folder, Picture("uploads", "/uploads"))
    for state in ("running", "queued"):
        expect(page.locator(f"li.upload.{state}")).to_have_count(0, timeout=SCORING_MS)


def _take(page: Page, folder: Path, picture: Picture) -> None:
    """Both sizes, each as a device of its own that is signed in as the page is."""
    browser = page.context.browser
    assert browser
    for size, (width, most) in SIZES.items():
        device = browser.new_context(
            base_url=page.url,
            storage_state=page.context.storage_state(),
            viewport={"width": width, "height": most},
            is_mobile=size == "phone",
            color_scheme="dark" if picture.dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        file = folder / f"{picture.name}-{size}.jpg"
        if _taken(device.new_page(), picture, file):
            print(f"{file.stat().st_size / 1000:6.0f} kB  {file.name}")
        device.close()


def _taken(page: Page, picture: Picture, file: Path) -> bool:
    answer = page.goto(picture.path)
    if answer is None or answer.status != 200:
        print(f"{picture.path} answered {answer and answer.status}", file=sys.stderr)
        return False
    size = page.viewport_size
    assert size
    if picture.at:
        page.locator(picture.at).evaluate("place => place.scrollIntoView()")
    else:
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": min(size["height"], tall)})
    page.screenshot(path=file, type="jpeg", quality=QUALITY)
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
