"""Names and words that try to be more than text, or are longer than any screen."""

from __future__ import annotations

from furnished import Office, Visit
from playwright.sync_api import Page, expect

EVIL = "<img src=x onerror=document.title='owned'>"
LONG = "W" * 120
TALK = f"""\
{LONG}: Hi, this is Ann from Larkfield, I am calling about your phones.
Customer {EVIL[:30]}: =HYPERLINK("http://evil.example","x") \x07\x1b[31mred \u202etxt.exe
{LONG}: What would have to be true for you to change?
Customer {EVIL[:30]}: {LONG}
{LONG}: Shall we say Thursday at ten?
Customer {EVIL[:30]}: Thursday at ten is fine.
"""
LISTS = ("/calls", "/reps", "/team", "/", "/uploads")
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def test_a_file_full_of_mischief_is_words_and_fits(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/upload", "charlie")
    page.set_input_files("#files", [{"name": f"{EVIL}.txt", "mimeType": "text/plain", "buffer": TALK.encode()}])
    page.get_by_label("Prospect").fill(LONG)
    page.get_by_label("Or a new rep").fill(EVIL)
    page.get_by_role("button", name="Upload", exact=True).click()
    row = page.locator("#rows > li")
    expect(row).to_contain_text(f"{EVIL}.txt")
    expect(row).to_contain_text("Scored")
    call = row.get_by_role("link").get_attribute("href") or ""
    for path in (
        call,
        f"{call}/speakers",
        f"{call}/about",
        f"{call}/delete",
        "/calls",
        "/reps",
        "/team",
        "/",
        "/uploads",
    ):
        page.goto(path)
        fits(page, path)
    page.goto(call)
    expect(page.locator("#turn-1")).to_contain_text("=HYPERLINK")
    expect(page.get_by_role("link", name=EVIL).first).to_be_visible()


def fits(page: Page, path: str) -> None:
    """Nothing sideways on the narrowest phone; the table of calls shows its last column at a desk."""
    assert page.title() != "owned"
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) <= 0, (path, width)
        for table in page.locator("main table:visible").all():
            assert table.evaluate("table => table.scrollWidth - table.parentElement.clientWidth") <= 0, (path, width)
