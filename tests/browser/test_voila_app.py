"""``notebooks/app.ipynb`` under Voila, as Binder serves it: for several visitors, and when a kernel ends."""

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.explorer import SOON, Screen
from tests.browser.fixtures import Servers
from tests.browser.harness import ROOT, Watch, wait_for_canvas
from tests.browser.visitors import BACK, kept

ARROWS = {"fabrikam->contoso", "northwind->contoso", "contoso->fabrikam", "contoso->northwind"}
TENANTS = {"contoso", "fabrikam", "northwind"}


@pytest.fixture
def address(servers: Servers) -> str:
    server = servers("voila")
    app = ROOT / "notebooks/app.ipynb"
    (server.notebooks / app.name).write_bytes(app.read_bytes())
    return server.address(app.name)


def test_it_looks_finished(page: Page, watch: Watch, address: str) -> None:
    page.goto(address)
    Screen(page).shows(TENANTS, ARROWS)
    assert page.title() == "xtsviz"
    assert page.get_by_text("import xtsviz").count() == 0
    assert watch.foreign == []  # no icons that would be empty offline


def test_visitors_have_designs_of_their_own(page: Page, profile: BrowserContext, address: str) -> None:
    page.goto(address)
    mine = Screen(page)
    mine.shows(TENANTS, ARROWS)
    other = profile.new_page()
    other.goto(address)
    theirs = Screen(other)
    theirs.shows(TENANTS, ARROWS)
    mine.act("toggle", "fabrikam", "northwind")
    mine.shows(TENANTS, ARROWS | {"fabrikam->northwind"})
    theirs.act("toggle", "northwind", "fabrikam")
    theirs.shows(TENANTS, ARROWS | {"northwind->fabrikam"})
    mine.shows(TENANTS, ARROWS | {"fabrikam->northwind"})
    other.close()


def test_a_reload_gives_the_design_back(page: Page, address: str) -> None:
    page.goto(address)
    screen = Screen(page)
    screen.shows(TENANTS, ARROWS)
    screen.act("toggle", "fabrikam", "northwind")
    kept(page, "fabrikam->northwind")
    page.reload()
    screen.shows(TENANTS, ARROWS | {"fabrikam->northwind"})
    screen.says(BACK)


def test_a_kernel_that_ends_is_said_so(page: Page, watch: Watch, servers: Servers, address: str) -> None:
    server = psutil.Process(servers("voila").process.pid)
    before = {child.pid for child in server.children(recursive=True)}
    page.goto(address)
    wait_for_canvas(page, "Object.keys(state.edges).length === 4")
    ours = [child for child in server.children(recursive=True) if child.pid not in before]
    for kernel in ours:
        kernel.suspend()  # one that is killed would be started anew, and know nothing of the page either
    try:
        screen = Screen(page)
        screen.act("toggle", "fabrikam", "northwind")
        expect(screen.root).to_have_attribute("aria-busy", "true", timeout=SOON)
        screen.says("The kernel has not answered", "reload the page", error=True)
    finally:
        for kernel in ours:
            kernel.resume()
    expect(screen.root).not_to_have_attribute("aria-busy", "true", timeout=SOON)
    screen.shows(TENANTS, ARROWS | {"fabrikam->northwind"})
    screen.says("Added Fabrikam → Northwind Traders")
