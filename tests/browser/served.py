"""`xtsviz explore` as a process, and a walk through all that its page can show."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON, Screen
from tests.browser.harness import ROOT, wait_for_canvas
from xtsviz.io.autosave.places import SWITCH
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.explorer import LEFT, TABS


@contextmanager
def explored(*arguments: object, folder: Path, what: str = "explore") -> Iterator[str]:
    """The address of a served explorer, or of the exercises (`what` is ``practice``); it is ended as Ctrl+C does."""
    command = [sys.executable, "-m", "xtsviz.cli", what, "--no-browser", *map(str, arguments)]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {SWITCH: "off", **os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        # Tests count every address but this one as foreign.
        yield process.stdout.readline().split()[-1].replace("localhost", "127.0.0.1")
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        assert process.wait(60) == 0


def open_in(page: Page, address: str, theme: str = "light") -> Screen:
    """Open the address of `explored` in Voila's light or dark theme, and wait for the picture."""
    page.goto(f"{address}&theme={theme}")
    wait_for_canvas(page, "Object.keys(state.edges).length > 0 && (state.zoom !== 1 || state.pan[0] !== 0)")
    return Screen(page)


def walk(screen: Screen) -> Iterator[str]:
    """Open every overlay, tab, panel and drawer, one after the other; the name of each once it is on the screen.

    A person, an arrow and a tenant are chosen, so that all has something to show.
    """
    screen.open("Arrows")
    for overlay in OVERLAYS:
        if overlay == "user":
            person = screen.page.evaluate(TRAVELLER)  # in the People overlay, which comes before
            find = screen.root.get_by_placeholder("Find a person")
            find.fill(person)
            find.press("Enter")
        if overlay == "tenant":
            screen.root.locator(".xts-details [data-xts*='\"tenant\"']").first.click()
        screen.overlay(OVERLAYS[overlay].title)
        screen.settle()
        expect(screen.status).not_to_contain_text("Error")
        yield f"overlay {OVERLAYS[overlay].title}"
    screen.overlay(OVERLAYS["everyone"].title)
    for tab in TABS:
        screen.open(tab)
        screen.settle()
        if tab in ("Matrix", "Flow"):
            expect(screen.root.locator(".js-plotly-plot:visible .main-svg").first).to_be_visible(timeout=SOON)
        yield f"tab {tab}"
    screen.open("Graph")
    screen.select_first_arrow()
    for panel in LEFT:
        screen.open(panel)
        screen.settle()
        yield f"panel {panel}"
    for drawer in screen.drawers():
        screen.drawer(drawer)
        yield f"drawer {drawer}"
        screen.drawer(drawer)


# Somebody who is in two tenants.
TRAVELLER = """() => {
    const cy = [...document.querySelectorAll('canvas')].map((canvas) => canvas.parentElement?.parentElement)
        .find((box) => box?._cyreg && box.offsetWidth > 0)._cyreg.cy;
    const seen = new Set();
    for (const node of cy.nodes(':visible').toArray()) {
        const [, tenant, rest] = /^person:(\\d+):(.*)$/.exec(node.data('element')) ?? [];
        const user = rest?.slice(Number(tenant))[0] === '=' ? rest.slice(Number(tenant) + 1) : null;
        if (user !== null && seen.has(user)) return user;
        seen.add(user);
    }
}"""
