"""A fresh install: the first account, the sample calls and their reports, signing out and in again."""

from __future__ import annotations

import re

from furnished import Visit
from playwright.sync_api import expect


def test_from_nothing_to_a_report(visit: Visit, fresh_install: str) -> None:
    page = visit(fresh_install)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome to coach")
    for label, text in {"Your name": "Ann Hill", "E-mail": "ann@example.com", "Your team": "North"}.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_label("Password")).to_have_accessible_description(re.compile("at least"))
    expect(page.get_by_label("E-mail")).to_have_value("ann@example.com")
    page.get_by_label("Password").fill("four words are better")
    page.get_by_role("button", name="Make the account").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Ann")
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Upload calls").first.click()
    page.get_by_role("button", name="Try it with sample calls").click()
    page.get_by_text("Scored", exact=True).first.wait_for()
    page.locator("li.upload.done a").first.click()
    expect(page.get_by_role("heading", name="Was a next step secured?")).to_be_visible()

    page.goto("/uploads")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove the sample calls").click()
    expect(page.get_by_role("status").filter(has_text="The sample calls are gone.")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").fill("ann@example.com")
    page.get_by_label("Password").fill("three words only")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").filter(has_text=re.compile("password", re.I))).to_be_visible()
    page.get_by_label("Password").fill("four words are better")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Ann")
