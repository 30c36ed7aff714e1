"""The HTML report in a real browser: nothing scrolls sideways, every link lands, no script or style is refused."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from report_samples import SAMPLES

from coach.render import render


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_page(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(SAMPLES[name](), "html"), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    dead = "a => a.map(x => x.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"
    assert page.locator('a[href^="#"]').evaluate_all(dead) == []
    assert said == []
    page.close()
