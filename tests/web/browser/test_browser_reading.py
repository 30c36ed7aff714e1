"""Reading: a report from finding to turn and back, a scorecard, the calls found and exported, a step done."""

from __future__ import annotations

import re
from pathlib import Path

from furnished import Office, Visit
from playwright.sync_api import Page, expect


def test_a_finding_leads_to_its_words_and_back(visit: Visit, office: Office) -> None:
    page = office.open(visit, f"/calls/{office.pushy}")
    expect(page.get_by_label("Was the rep pushy?")).to_contain_text("Yes")
    finding = page.locator(".finding").filter(has_text="Pressure").first
    to_its_words = finding.get_by_role("link", name=re.compile(r"turn \d+")).first
    turn = page.locator(to_its_words.get_attribute("href") or "")
    to_its_words.click()
    expect(turn).to_be_in_viewport()
    turn.locator("a.hl").first.click()
    expect(finding).to_be_in_viewport()
    expect(page.locator(".finding.lit")).to_have_count(1)


def test_words_are_found_and_marks_filtered_in_a_call(visit: Visit, office: Office) -> None:
    page = office.open(visit, f"/calls/{office.pushy}")
    page.get_by_placeholder("Find in this call").fill("partner")
    expect(page.locator("mark.hit")).to_have_text(["partner"])
    page.get_by_label("Only what is marked or found").check()
    expect(page.locator(".turn:visible")).to_have_count(1)
    page.get_by_label("Only what is marked or found").uncheck()
    page.get_by_placeholder("Find in this call").fill("")
    expect(page.locator("mark.hit")).to_have_count(0)
    page.get_by_label("What is marked in the transcript").get_by_role("link", name="Pressure").click()
    expect(page.locator(".turn mark.g-answer")).to_have_count(0)
    expect(page.locator(".turn mark.g-pressure").first).to_be_visible()


def test_a_slow_press_after_typing_is_not_lost(visit: Visit, office: Office) -> None:
    page = office.open(visit, f"/calls/{office.pushy}")
    page.get_by_placeholder("Find in this call").fill("partner")
    expect(page.locator("mark.hit")).to_have_text(["partner"])
    page.get_by_label("What is marked in the transcript").get_by_role("link", name="Pressure").hover()
    with page.expect_response(re.compile("show=pressure")):
        page.mouse.down()
        page.wait_for_timeout(500)  # leaving the box must not renew the link under the pointer
        page.mouse.up()
    expect(page.locator(".turn mark.g-answer")).to_have_count(0)


def test_a_report_is_taken_away(visit: Visit, office: Office) -> None:
    page = office.open(visit, f"/calls/{office.pushy}")
    page.locator("main details.menu summary").click()
    assert "# Call" in download(page, "Text (Markdown)")


def test_a_scorecard_leads_to_the_calls_behind_it(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/reps")
    page.get_by_role("main").get_by_role("link", name="Alice").first.click()
    expect(page.get_by_role("heading", name="What to coach next")).to_be_visible()
    page.get_by_role("link", name=re.compile("calls? behind")).first.click()
    expect(page.get_by_role("main").get_by_role("link", name="Larch").first).to_be_visible()
    page.go_back()
    assert "Next step" in download(page, "Table (CSV)")


def test_the_team_is_sorted_and_open_to_its_manager_alone(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/team")
    page.get_by_role("columnheader", name="Calls").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Calls")).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("main")).not_to_contain_text("Carl")


def test_calls_are_searched_filtered_and_exported(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/calls")
    page.get_by_label("Said in the call").fill('"fridge fails"')
    expect(page.locator("#results mark").first).to_have_text(re.compile("fridge", re.I))
    expect(page).to_have_url(re.compile("q="))
    page.get_by_label("Said in the call").fill("")
    page.get_by_label("With the finding").select_option(label="Pushed past a no")
    expect(page.locator("#results tbody tr").filter(has_text="pushy")).not_to_have_count(0)
    expect(page.locator("#results tbody tr").filter(has_text="Alice.txt")).to_have_count(0)
    rows = download(page, "Export as CSV").splitlines()
    assert len(rows) == 1 + page.locator("#results tbody tr").count()
    page.get_by_label("Said in the call").fill("nobody said this")
    expect(page.get_by_role("heading", name="No call matches")).to_be_visible()


def test_on_a_phone_the_calls_come_before_the_filters(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/calls", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    finding = page.get_by_label("With the finding")
    expect(page.get_by_label("Said in the call")).to_be_visible()
    expect(page.locator("#results tbody a").first).to_be_in_viewport()
    expect(finding).not_to_be_visible()
    page.get_by_text("Filters and order").click()
    finding.select_option(label="Pushed past a no")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile("finding="))
    expect(finding).to_be_visible()


def test_a_step_is_done_and_not_done_after_all(visit: Visit, office: Office) -> None:
    page = office.open(visit, "/steps")
    before = page.locator("li.step").count()
    page.get_by_role("button", name="Mark as done").first.click()
    expect(page.locator("li.step.done")).to_have_count(1)
    page.goto("/steps?show=done")
    expect(page.locator("li.step")).to_have_count(1)
    page.get_by_role("button", name="Not done after all").click()
    expect(page.locator("li.step.done")).to_have_count(0)
    page.goto("/steps")
    expect(page.locator("li.step")).to_have_count(before)


def download(page: Page, name: str) -> str:
    """The text of the file behind a link."""
    with page.expect_download() as taken:
        page.get_by_role("link", name=name).click()
    return Path(taken.value.path()).read_text("utf-8-sig")
