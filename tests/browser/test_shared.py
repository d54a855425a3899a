"""A design by a text and by a link, and with invented names, on the served page."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

import xtsviz as xts
from tests.browser.explorer import SOON, Screen
from tests.browser.harness import wait_for_canvas
from tests.browser.served import explored
from tests.browser.test_page import AXE, AXE_SCRIPT, CUT

TENANTS = {"tenant:contoso", "tenant:fabrikam", "tenant:litware"}
DESIGN = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)


@pytest.fixture
def explore(tmp_path):
    with ExitStack() as running:
        yield lambda *arguments: running.enter_context(explored(*arguments, folder=tmp_path))


def test_a_design_is_shared_and_its_names_are_hidden(explore, page, watch):
    page.goto(explore())
    screen = Screen(page)
    field = screen.root.get_by_placeholder("paste the text").locator("visible=true")
    expect(field).to_be_visible(timeout=SOON)
    field.fill(DESIGN.share_text()[:-9])
    screen.press("Open the shared design")
    screen.says("is cut", error=True)
    field.fill(DESIGN.share_text())
    assert set(wait_for_canvas(page, "Object.keys(state.edges).length === 2")["nodes"]) == TENANTS

    screen.drawer("Share")
    expect(screen.root.locator(".xts-share-text")).to_contain_text("xtsviz1.")
    screen.root.get_by_role("button", name="Hide names").focus()
    page.keyboard.press("Space")
    screen.says("Names are hidden")
    state = wait_for_canvas(page, "!Object.keys(state.nodes).includes('tenant:contoso')")
    assert len(state["edges"]) == 2
    expect(screen.root.locator(".xts-drawer")).to_contain_text("invented names only")
    assert "Contoso" not in screen.root.inner_text()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) + page.evaluate(CUT) == []
    screen.press("Copy the link")
    screen.says("Copied the link of the design, with invented names")
    link = page.evaluate("navigator.clipboard.readText()")
    screen.root.get_by_role("button", name="Hide names").click()
    screen.says("The names are shown again")
    assert set(wait_for_canvas(page, "state.nodes['tenant:contoso']")["nodes"]) == TENANTS

    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    state = wait_for_canvas(page, "Object.keys(state.edges).length === 2")
    assert not TENANTS & set(state["nodes"])
    assert watch.foreign == []
