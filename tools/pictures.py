"""The picture and the animation of the README, made from the program: `make pictures`.

The explorer is served as a user would serve it, and photographed in a real browser.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.explorer import Screen
from tests.browser.served import explored, open_in
from tools.browser import ARGUMENTS, find

DOCS = Path(__file__).parents[1] / "docs"
STILL, MOVING = {"width": 1400, "height": 860}, {"width": 1280, "height": 800}
COLOURS = 160
MILLISECONDS = 2200
"""How long one picture of the animation is seen."""


def main() -> None:
    """Write docs/explorer.png and docs/explorer.gif."""
    hub = ["template", "application_hub", "--tenants", "Contoso,Fabrikam,Litware", "--members", "4", "-o"]
    with tempfile.TemporaryDirectory() as name:
        folder, design = Path(name), str(Path(name) / "design.json")
        with opened(folder, "--example") as page:
            page.set_viewport_size(STILL)
            photograph(page)
        subprocess.run(
            [sys.executable, "-m", "xtsviz.cli", *hub, design], check=True, stdout=subprocess.DEVNULL
        )
        with opened(folder, design) as page:
            page.set_viewport_size(MOVING)
            animate(page)


@contextmanager
def opened(folder: Path, *document: str) -> Iterator[Page]:
    """The page of ``xtsviz explore``, once its picture is there."""
    chromium = find()
    with explored(*document, folder=folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(reduced_motion="reduce")
        open_in(page, address)
        yield page
        browser.close()


def photograph(page: Page) -> None:
    """The People overlay of the example, with one person chosen."""
    page.get_by_role("button", name="People", exact=True).click()
    page.get_by_text("People: who is where").first.wait_for()
    find_person(page, "Zoë Lorenz")
    page.screenshot(path=DOCS / "explorer.png")


def animate(page: Page) -> None:
    """Not transitive, in five pictures: a hub, its people, one of them, an arrow onwards, and where they stop."""
    status = page.locator(".xtsviz-root").get_by_role("status")

    def press(name: str) -> Callable[[], None]:
        return lambda: page.get_by_role("button", name=name, exact=True).click()

    def toggle(words: str) -> Callable[[], None]:
        return lambda: page.locator(f"[data-xts='{words}']:visible").first.click()

    def person() -> None:
        first = page.locator("[data-xts*='user']").first
        page.get_by_role("tab", name="People", exact=True).click()
        first.wait_for()
        page.locator(".xts-people tbody tr", has_text="Litware").locator("[data-xts*='user']").first.click()
        page.get_by_role("tab", name="Graph", exact=True).click()

    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: None, "3 tenants"),
        (press("People"), "People"),
        (person, "appears as an external in Contoso"),
        (press("One user"), "One user"),
        (toggle('["toggle", "contoso", "fabrikam"]'), "Added Contoso"),
    ]
    frames = []
    for step, said in steps:
        step()
        status.filter(has_text=said).wait_for()
        Screen(page).settle()
        shot = Image.open(io.BytesIO(page.screenshot()))
        frames.append(shot.convert("RGB").resize((960, 600)).quantize(COLOURS))
    frames[0].save(
        DOCS / "explorer.gif",
        save_all=True,
        append_images=frames[1:],
        duration=MILLISECONDS,
        loop=0,
        optimize=True,
    )


def find_person(page: Page, name: str) -> None:
    """Choose a person, and wait for the details."""
    page.get_by_placeholder("Find a person").fill(name)
    page.keyboard.press("Enter")
    page.get_by_text("Arrows that do not sync them, and why").wait_for()
    Screen(page).settle()


if __name__ == "__main__":
    main()
