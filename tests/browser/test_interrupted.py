"""The interrupted one: a kernel killed in the middle, a reloaded page, a notebook saved, closed and converted."""

import json
import os
import re
import signal
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect

from tests.browser.explorer import CELL, SOON, Screen
from tests.browser.fixtures import Servers
from tests.browser.harness import KERNEL_IS_THERE, Watch, kernel_eval, run_cells, wait_for_canvas
from tests.browser.served import explored
from tests.browser.visitors import BEGINNING, Served, arrive, change
from xtsviz.io.autosave.files import Saved, SavedFiles
from xtsviz.io.autosave.places import FOLDER, SWITCH

TENANTS = {"contoso", "fabrikam", "litware"}
ARROWS = {"contoso->fabrikam", "contoso->litware"}
MORE = ARROWS | {"fabrikam->litware"}
MOST = MORE | {"litware->fabrikam"}

PERSON = """
import os
os.environ["{switch}"], os.environ["XDG_DATA_HOME"] = "", {data!r}
from xtsviz.widgets import notebook_picture
notebook_picture.PAUSE = 0.1
"""
SAVE = "async () => jupyterapp.commands.execute('docmanager:save')"
CLOSE = "async () => jupyterapp.serviceManager.sessions.shutdownAll()"


def await_saved(page: Page, files: SavedFiles, arrows: int) -> Saved:
    """What is saved by itself, once it has so many arrows."""
    for _ in range(int(SOON / 50)):
        found = [saved for saved in files.found() if saved.arrows == arrows]
        if found:
            return found[0]
        page.wait_for_timeout(50)  # between two questions
    raise AssertionError(f"nothing with {arrows} arrows is saved in {files.folder}")


def pictures(path: Path) -> list[str]:
    """What the pictures in a notebook say, as nbconvert shows them."""
    html = HTMLExporter().from_notebook_node(nbformat.read(path, as_version=4))[0]
    return [
        b64decode(found).decode() for found in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    ]


def in_notebook(page: Page, words: str) -> None:
    """Wait until the picture in the notebook of the page says this."""
    page.wait_for_function(
        """(words) => jupyterapp.shell.currentWidget.context.model.toJSON().cells.some((cell) =>
            (cell.outputs ?? []).some((output) => output.data?.["image/png"] &&
                [output.data["image/svg+xml"]].flat().join("").includes(words)))""",
        arg=words,
        timeout=SOON,
    )


def test_in_a_notebook(open_notebook: Callable[..., Page], servers: Servers, tmp_path: Path) -> None:
    page = open_notebook([PERSON.format(switch=SWITCH, data=str(tmp_path)), CELL])
    notebook = servers("lab").notebooks / "test.ipynb"
    screen = Screen(page)
    screen.shows(TENANTS, ARROWS)
    screen.act("toggle", "fabrikam", "litware")
    expect(screen.root.get_by_text("Where shall xtsviz save your changes")).to_be_visible(timeout=SOON)
    screen.press("Beside the notebook")
    screen.says("saved by themselves")
    saved = await_saved(page, SavedFiles(notebook.parent / FOLDER, "test"), 3)
    assert saved.path.stat().st_mode & 0o777 == 0o600

    # Killed in the middle
    os.kill(kernel_eval(page, "os.getpid()"), signal.SIGKILL)
    page.get_by_role("dialog").wait_for()  # JupyterLab says so, perhaps twice, and starts another kernel
    page.add_locator_handler(page.get_by_role("dialog"), lambda dialog: dialog.get_by_role("button").click())
    run_cells(page)
    expect(screen.root.get_by_text("Your changes from")).to_be_visible(timeout=SOON)
    screen.shows(TENANTS, ARROWS)
    page.evaluate("document.querySelector('.xtsviz-root').id = 'first-view'")
    screen.press("Go on with it")
    screen.says("Your design from")
    screen.shows(TENANTS, MORE)
    expect(screen.root.get_by_text("Where shall xtsviz")).to_be_hidden()

    # Reloaded: the notebook had the picture as it was then, and gets what is done now
    in_notebook(page, "Fabrikam → Litware")
    expect(page.locator("#first-view")).to_be_visible()  # nothing was drawn again
    page.evaluate(SAVE)
    page.reload()
    page.wait_for_function(KERNEL_IS_THERE, timeout=SOON)
    screen.shows(TENANTS, MORE)
    expect(page.locator(".jp-RenderedSVG")).to_be_hidden()
    screen.act("toggle", "litware", "fabrikam")
    screen.shows(TENANTS, MOST)
    in_notebook(page, "Litware → Fabrikam")

    # Saved, closed, converted, and opened without a kernel
    screen.drawer("Save")
    screen.write("Save to", "mine")
    screen.settle()
    screen.root.locator(".xts-drawer").get_by_role("button", name="Save", exact=True).click()
    screen.says("Saved the design in", "mine.json")
    assert len(json.loads((notebook.parent / "mine.json").read_text())["arrows"]) == 4
    page.evaluate(SAVE)
    page.evaluate(CLOSE)
    assert "Litware → Fabrikam" in pictures(notebook)[-1]
    page.goto(servers("lab").address("test.ipynb"))
    expect(page.locator(".jp-RenderedSVG img")).to_be_visible(timeout=SOON)
    expect(screen.root).to_have_count(0)


def test_on_a_page_of_its_own(page: Page, tmp_path: Path, monkeypatch, watch: Watch) -> None:
    monkeypatch.setenv(SWITCH, "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with explored("--example", folder=tmp_path) as address:
        served = Served(address)
        screen = arrive(page, address)
        change(screen)
        screen.press("In my data folder")
        await_saved(page, SavedFiles(tmp_path / "data/xtsviz/autosave", "explore"), BEGINNING + 1)

        # The kernel is killed, and a page comes that does not know the design
        for kernel in served.kernels():
            os.kill(kernel, signal.SIGKILL)
        page.evaluate("sessionStorage.clear()")
        screen = arrive(page, address)
        screen.press("Go on with it")
        wait_for_canvas(page, "'arrow:fabrikam->northwind' in state.edges")
        screen.drawer("Save")
        screen.asks("saved-forget").click()
        screen.says("Removed what was saved by itself")
        watch.problems.clear()  # of connections to the kernel that was killed
        page.goto("about:blank")
    assert not list((tmp_path / "data").rglob("explore-*.json"))
