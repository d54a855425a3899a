"""All that the explorer shows, photographed for reviewers: `make gallery`.

Every overlay, tab, panel, drawer and template, in light and dark at a width of 1280 px, and the narrow page (900 px)
for a few. The pictures are for people to look at; no test compares them.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.explorer import Screen
from tests.browser.served import explored, open_in, walk
from tools.browser import ARGUMENTS, find
from xtsviz import templates

GALLERY = ROOT / "tests" / "browser" / "gallery"
COLORS = 128
NARROW = ("overlay People", "tab Graph", "tab People", "panel Selected arrow")


def main() -> None:
    """Make the gallery anew; words after the command name the views wanted (``dark``, ``"tab People"``)."""
    wanted = sys.argv[1:]
    chromium = find()
    GALLERY.mkdir(exist_ok=True)
    if not wanted:
        for old in GALLERY.glob("*.png"):
            old.unlink()
    with (
        tempfile.TemporaryDirectory() as folder,
        explored("--example", folder=Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for theme in ("light", "dark"):
            for width in (1280, 900):
                photograph(browser, address, theme, width, wanted)
        photograph_start(browser, Path(folder), wanted)
        browser.close()
    pictures = sorted(GALLERY.glob("*.png"))
    total = sum(picture.stat().st_size for picture in pictures)
    print(f"{len(pictures)} pictures, {total / 1e6:.1f} MB, in {GALLERY.relative_to(ROOT)}")


def photograph(browser: Browser, address: str, theme: str, width: int, wanted: list[str]) -> None:
    """Take the pictures of one theme and width."""
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(60_000)
    screen = open_in(page, address, theme)
    for name in walk(screen):
        take(screen, theme, width, name, wanted)
    if width == 1280:
        screen.open("Template")
        screen.field("Tenants").fill("")  # the usual names
        screen.settle()
        for template in templates.catalog:
            screen.act("template", template.name)
            screen.settle()
            if screen.asks("start-template", template.name).count():  # what is to become of the example
                screen.act("start-template", template.name)
            screen.says("Started from")
            screen.settle()
            take(screen, theme, width, f"template {template.name}", wanted)
    page.close()


def photograph_start(browser: Browser, folder: Path, wanted: list[str]) -> None:
    """Take the pictures of the start view, with and without the templates."""
    with explored(folder=folder) as address:
        for theme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            page.goto(f"{address}&theme={theme}")
            screen = Screen(page)
            for name in ("start", "start templates"):
                screen.asks("start-templates").wait_for()
                take(screen, theme, 1280, name, wanted)
                screen.act("start-templates")
                screen.root.locator(".xts-start .xts-gallery").wait_for()
            page.close()


def take(screen: Screen, theme: str, width: int, name: str, wanted: list[str]) -> None:
    """One picture, in few colours; a narrow one of a few views only."""
    if wanted and not any(word in f"{theme} {width} {name}" for word in wanted):
        return
    if not wanted and width != 1280 and name not in NARROW:
        return
    screen.page.mouse.move(0, 0)  # what is under the mouse looks otherwise
    picture = Image.open(io.BytesIO(at_rest(screen)))
    slug = "-".join(name.lower().replace("_", " ").split())
    path = GALLERY / f"{slug}-{theme}-{width}.png"
    picture.convert("RGB").quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def at_rest(screen: Screen) -> bytes:
    """The page once two pictures in a row are the same: plotly moves its shapes into their places."""
    last = b""
    for _ in range(30):
        shot = screen.page.screenshot(full_page=True)
        if shot == last:
            break
        last = shot
        screen.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
    return last


if __name__ == "__main__":
    main()
