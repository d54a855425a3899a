"""``xtsviz explore`` as a person uses it: the command, and the page at the address that it tells."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.explorer import SOON, Screen
from tests.browser.harness import wait_for_canvas
from tests.browser.journeys import Clock, administrator, choose_files, lists_of
from tests.browser.served import explored
from tests.browser.test_page import AXE, AXE_SCRIPT, CUT


@pytest.fixture
def explore(tmp_path):
    """Runs the command and returns the address; ends it as Ctrl+C does."""
    with ExitStack() as running:
        yield lambda *arguments: running.enter_context(explored(*arguments, folder=tmp_path))


def test_the_example_opens_and_no_one_else_is_asked(explore, page, watch):
    page.goto(explore("--example"))
    state = wait_for_canvas(page, "Object.keys(state.edges).length === 4")
    assert set(state["nodes"]) == {"tenant:contoso", "tenant:fabrikam", "tenant:northwind"}
    labels = {name: edge["label"] for name, edge in state["edges"].items()}
    assert "22" in labels["arrow:fabrikam->contoso"]
    assert "11" in labels["arrow:northwind->contoso"]
    assert set(labels) == {
        "arrow:fabrikam->contoso",
        "arrow:northwind->contoso",
        "arrow:contoso->fabrikam",
        "arrow:contoso->northwind",
    }
    assert page.title() == "xtsviz"
    assert watch.foreign == []


def test_without_a_document_it_offers_how_to_begin_and_the_administrator_does(explore, page, watch):
    page.goto(explore())
    screen = Screen(page)
    expect(screen.root.get_by_role("heading", level=1)).to_be_visible(timeout=SOON)
    page.evaluate(AXE_SCRIPT)
    screen.act("start-templates")
    expect(screen.root.locator(".xts-start .xts-gallery")).to_be_visible(timeout=SOON)
    assert page.evaluate(AXE) + page.evaluate(CUT) == []
    both = lists_of("contoso", "fabrikam")
    administrator(screen, Clock(screen), lambda screen: choose_files(screen, "Open user lists", *both))
    assert page.evaluate(AXE) + page.evaluate(CUT) == []
    assert watch.foreign == []


def test_a_document_with_users_of_the_admin_center(explore, page, watch, tmp_path):
    (tmp_path / "design.json").write_text(
        '{"format": "xtsviz-topology", "version": 1, "tenants": [{"id": "contoso"}, {"id": "litware"}],'
        ' "arrows": [{"source": "contoso", "target": "litware"}]}',
        "utf-8",
    )
    (tmp_path / "list.csv").write_text(
        "id,userPrincipalName\n1,a@contoso.com\n2,b@contoso.com\n3,c@contoso.com\n"
    )
    page.goto(explore("design.json", "--users", "contoso=list.csv"))
    state = wait_for_canvas(page, "Object.keys(state.edges).length === 1")
    assert "3" in state["edges"]["arrow:contoso->litware"]["label"]
    Screen(page).drawer("Show the code")
    expect(page.locator(".xts-code")).to_contain_text(
        'design = xts.load("design.json", users={"contoso": "list.csv"})'
    )
    assert watch.foreign == []
