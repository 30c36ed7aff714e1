"""The same without JavaScript: nothing that matters needs it."""

from __future__ import annotations

import re

from furnished import Office, Visit, sign_in
from people import CALL
from playwright.sync_api import FilePayload, Page, expect

GOOD: FilePayload = {"name": "plain.txt", "mimeType": "", "buffer": f"{CALL}Prospect: Plainly.\n".encode()}
BAD: FilePayload = {"name": "empty.vtt", "mimeType": "", "buffer": b"  \n"}


def test_from_a_file_to_its_report_and_away(visit: Visit, office: Office) -> None:
    page = visit(office.address, java_script_enabled=False)
    sign_in(page)
    page.goto("/upload")
    page.get_by_label("Files").set_input_files([GOOD, BAD])
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.locator("li.upload.refused")).to_contain_text("empty")
    until_scored(page, "plain.txt")
    page.locator("li.upload.done").filter(has_text="plain.txt").get_by_role("link").first.click()

    expect(page.get_by_role("heading", name="Was a next step secured?")).to_be_visible()
    page.get_by_placeholder("Find in this call").fill("fridge")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("mark.hit")).not_to_have_count(0)
    page.get_by_role("button", name="Prospect is the rep").click()
    expect(page.locator("#turn-0")).to_have_class(re.compile("r-prospect"))

    page.get_by_role("main").get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("status").filter(has_text="Deleted for good")).to_be_visible()


def test_filters_steps_and_scorecards(visit: Visit, office: Office) -> None:
    page = visit(office.address, java_script_enabled=False)
    sign_in(page, "alice")
    page.goto("/calls")
    page.get_by_label("Said in the call").fill("fridge")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#results mark").first).to_be_visible()
    page.goto("/steps")
    page.get_by_role("button", name="Mark as done").first.click()
    page.goto("/steps?show=done")
    page.get_by_role("button", name="Not done after all").click()
    page.goto(f"/reps/{office.ours['rep_id']}")
    expect(page.get_by_role("heading", name="What to work on next")).to_be_visible()


def until_scored(page: Page, name: str) -> None:
    """Loads the list anew, as people do, until the file is scored."""
    for _ in range(60):
        page.goto("/uploads")
        if page.locator("li.upload.done").filter(has_text=name).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{name} was not scored")
