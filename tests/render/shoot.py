"""Writes the sample reports as pages and takes pictures of them: `python tests/render/shoot.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from report_samples import SAMPLES

from coach.render import render

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
VIEWS = {"390": (390, 844), "1280": (1280, 900), "320": (320, 640), "1800": (1800, 1000)}


def main(folder: Path) -> None:
    """Each sample at each width, light and dark; says which pages scroll sideways or complain."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, make in SAMPLES.items():
            page_file = folder / f"{name}.html"
            page_file.write_text(render(make(), "html"), encoding="utf-8")
            for view, (width, height) in VIEWS.items():
                for scheme in ("light", "dark"):
                    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                    page.on("console", lambda message, n=name: print(n, message.text))
                    page.goto(page_file.as_uri())
                    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    if wide > 0:
                        print(f"{name} at {view}: {wide} px too wide")
                    page.screenshot(path=folder / f"{name}-{view}-{scheme}.png", full_page=True)
                    page.close()
        page = browser.new_page()
        page.goto((folder / "pushy.html").as_uri())
        page.pdf(path=folder / "pushy.pdf", format="A4")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
