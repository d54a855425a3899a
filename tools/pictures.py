"""The pictures of the README, made from the program: `make pictures`.

The explorer is served as a user would serve it, and photographed in a real browser.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.browser import ARGUMENTS, find

DOCS = Path(__file__).parents[1] / "docs"
SIZE = {"width": 1400, "height": 860}


def main() -> None:
    """Write docs/explorer.png."""
    chromium = find()
    command = [sys.executable, "-m", "xtsviz.cli", "explore", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            said = next(line for line in served.stdout if "http://" in line)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                page = browser.new_page(viewport=SIZE)
                page.goto(said[said.index("http://") :].strip())
                photograph(page)
                browser.close()
        finally:
            served.terminate()


def photograph(page: Page) -> None:
    """The People overlay of the example, with one person chosen."""
    page.get_by_role("button", name="People", exact=True).click()
    page.get_by_text("People: who is where").first.wait_for()
    page.get_by_placeholder("Find a person").fill("Joni Cline")
    page.keyboard.press("Enter")
    page.get_by_text("Arrows that do not, and why").wait_for()
    page.screenshot(path=DOCS / "explorer.png")


if __name__ == "__main__":
    main()
