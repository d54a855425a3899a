"""Two explorers in one notebook: what is done in one leaves the other as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer import CELL, SOON, Screen
from tests.browser.harness import click_edge, click_node, drag_node, kernel_eval, kernel_run, wait_for_canvas

BOTH = f"""{CELL}
from ipywidgets import VBox
other = xts.explore(START)
VBox([explorer, other])
"""
HELD = "(lambda e: (e.design is START, e.overlay, e.selection.kind, e.positions, e.controller.view_state.message))({})"
# All of a canvas, and what the panels around it say.
SHOWN = """(root) => {
    const cy = root.querySelector('.xtsviz-canvas')?._cyreg?.cy;
    return cy?.nodes(':visible').nonempty() && cy.zoom() !== 1 ? {
        zoom: cy.zoom(), pan: cy.pan(), text: root.innerText,
        elements: cy.elements().map((e) => [e.id(), e.visible(), [...e.classes()].join(' '), e.position()]),
    } : null;
}"""


@pytest.fixture
def both(open_notebook: Callable[..., Page]) -> tuple[Screen, Screen]:
    page = open_notebook([BOTH])
    one, two = Screen(page), Screen(page)
    one.root, two.root = page.locator(".xtsviz-root").first, page.locator(".xtsviz-root").last
    for screen in (one, two):
        screen.status = screen.root.get_by_role("status")
    wait_for_canvas(page, "state.zoom !== 1")
    page.wait_for_function(f"(root) => Boolean(({SHOWN})(root))", arg=two.root.element_handle(), timeout=SOON)
    return one, two


def as_it_is(screen: Screen, name: str) -> Any:
    """What an explorer shows on the page and holds in the kernel."""
    screen.settle()
    return screen.root.evaluate(SHOWN), kernel_eval(screen.page, HELD.format(name))


def test_what_is_done_in_one_leaves_the_other_as_it_was(both: tuple[Screen, Screen]) -> None:
    one, two = both
    page = one.page
    # The mouse's own traces and the notebook's scrolling are no part of it.
    before = as_it_is(two, "other")
    click_edge(page, "arrow:contoso->fabrikam")
    one.says("Contoso → Fabrikam syncs 3 users")
    click_node(page, "tenant:litware")
    one.says("Litware: 3 internal")
    drag_node(page, "tenant:litware", -90, 60)
    one.settle()
    one.open("Arrows")
    one.act("toggle", "fabrikam", "litware")
    one.says("Added Fabrikam → Litware")
    one.press("Fit")
    one.settle()
    one.overlay("People")
    one.says("People")
    page.wait_for_function(
        "(root) => root.querySelector('.xtsviz-canvas')._cyreg.cy.nodes(':visible').length > 3",
        arg=one.root.element_handle(),
        timeout=SOON,
    )
    assert as_it_is(two, "other") == before
    assert kernel_eval(page, "list(explorer.positions)") == ["litware"]

    # Keys go to the one that has the focus, also where both have something to undo.
    two.act("toggle", "litware", "contoso")
    two.says("Added Litware → Contoso")
    first = as_it_is(one, "explorer")
    two.root.get_by_role("tab", name="Graph", exact=True).focus()
    page.keyboard.press("Control+z")
    two.says("Undone")
    assert kernel_eval(page, "other.design is START")
    assert as_it_is(one, "explorer") == first

    # One is closed; the other goes on.
    kernel_run(page, "explorer.close()")
    expect(page.locator(".xtsviz-root")).to_have_count(1, timeout=SOON)
    two.act("toggle", "fabrikam", "litware")
    two.says("Added Fabrikam → Litware")
    assert kernel_eval(page, "[a.id for a in other.design.arrows][-1]") == "fabrikam->litware"
