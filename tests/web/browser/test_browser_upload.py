"""Files come in: five formats and a bad one, the same again, a wrong rep mended, and a call deleted for good."""

from __future__ import annotations

import re
from pathlib import Path

from furnished import Office, Visit
from people import CALL
from playwright.sync_api import FilePayload, Page, expect

SAMPLES = Path(__file__).parents[3] / "samples"
FORMATS = ("chat.json", "table.csv", "zoom.vtt", "meet.md", "subtitles.srt")
BAD: FilePayload = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" * 50}


def test_five_formats_and_a_bad_file(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/upload")
    page.get_by_label("Files").set_input_files([payload(name) for name in FORMATS] + [BAD])
    page.get_by_label("Or a new rep").fill("Uma Field")
    page.get_by_role("button", name="Upload", exact=True).click()
    rows = page.locator("#rows > li")
    expect(rows).to_have_count(6)
    for name in FORMATS:
        expect(rows.filter(has_text=name)).to_contain_text("Scored")
    expect(rows.filter(has_text="holiday.jpg")).to_contain_text("Not scored")
    expect(rows.filter(has_text="holiday.jpg").locator(".reason")).to_have_text(re.compile(r"\w+ \w+"))
    expect(rows.filter(has_text="table.csv")).to_contain_text("Uma Field")

    page.get_by_label("Files").set_input_files(payload("chat.json"))
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(rows.filter(has_text="chat.json").last).to_contain_text("Here already")


def test_a_wrong_rep_is_mended_in_one_click(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/upload")
    upload(page, "mended.txt", "Good day to you.")
    answers = page.get_by_label("The answers", exact=True)
    as_read = answers.inner_text()
    first = page.locator("#turn-0")
    expect(first).to_have_class(re.compile("r-rep"))
    page.get_by_role("button", name="Prospect is the rep").click()
    expect(page.get_by_role("status").filter(has_text="scored again")).to_be_visible()
    expect(first).to_have_class(re.compile("r-prospect"))
    assert answers.inner_text() != as_read
    page.get_by_role("button", name="Undo the last mend").click()
    expect(first).to_have_class(re.compile("r-rep"))
    assert answers.inner_text() == as_read


def test_one_line_is_given_to_somebody_else(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/upload")
    upload(page, "one line.txt", "Good evening to you.")
    page.get_by_role("link", name="A single line is wrong").click()
    lines = page.locator(".said-lines > li")
    lines.nth(1).get_by_role("button", name="Ann said this").click()
    expect(page.locator("#mended")).to_contain_text("scored again")
    expect(lines.first.locator(".name")).to_have_text(re.compile("Ann"))
    page.goto(page.url.split("/speakers")[0])
    expect(page.locator("#turn-0")).to_contain_text("five minutes")


def test_a_call_is_deleted_for_good(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/upload")
    upload(page, "unwanted.txt", "Good night to you.")
    address = page.url
    page.get_by_role("main").get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("status").filter(has_text="Deleted for good")).to_be_visible()
    expect(page.get_by_role("link", name="unwanted")).to_have_count(0)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404


def payload(name: str) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": (SAMPLES / name).read_bytes()}


def upload(page: Page, name: str, more: str) -> None:
    """Uploads the short call with a line of its own, and opens its report."""
    content = f"{CALL}Prospect: {more}\n".encode()
    page.get_by_label("Files").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Upload", exact=True).click()
    page.locator("#rows > li.done").filter(has_text=name).get_by_role("link").first.click()
    page.get_by_role("heading", name="Was a next step secured?").wait_for()
