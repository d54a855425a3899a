"""The same explorer in Voila, whole way through, and in Notebook."""

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer import CELL, SOON, Screen
from tests.browser.harness import click_edge, click_node, wait_for_canvas
from xtsviz import templates

TENANTS = {"contoso", "fabrikam", "litware"}
ARROWS = {"contoso->fabrikam", "contoso->litware"}


def test_voila_from_a_template_to_who_is_where(open_voila: Callable[[Sequence[str]], Page]) -> None:
    screen = Screen(open_voila([CELL]))
    screen.shows(TENANTS, ARROWS)

    # Each template, then one with names of one's own.
    screen.open("Template")
    screen.field("Tenants").fill("")  # the usual names
    for template in templates.catalog:
        expected = template.build(None, 5)
        screen.act("template", template.name)
        screen.says(f"Started from {expected.name}")
        screen.shows({tenant.id for tenant in expected.tenants}, {arrow.id for arrow in expected.arrows})
    screen.field("Tenants").fill("Contoso\nFabrikam\nLitware")
    screen.field("Members each").fill("2")
    screen.field("Members each").press("Enter")
    screen.act("template", "single_source_multiple_targets")
    screen.shows(TENANTS, ARROWS)
    screen.where("rows.length === 6 && rows.every(([user, cells]) => cells.length === 3)")

    # A tenant, and an arrow to it on the canvas; one is refused, one gate is closed.
    screen.open("Tenants")
    screen.field("New").fill("Adatum")
    screen.press("Add tenant")
    four = TENANTS | {"adatum"}
    screen.shows(four, ARROWS)
    screen.open("Arrows")
    screen.press("Draw on the graph")
    screen.says("Press the source tenant")
    click_node(screen.page, "tenant:litware")
    screen.says("Source: Litware")
    click_node(screen.page, "tenant:adatum")
    screen.says("Added Litware → Adatum: 2 externals appear in Adatum")
    screen.shows(four, ARROWS | {"litware->adatum"})
    screen.has(3, 2)
    screen.choose("Source", "Contoso")
    screen.choose("Target", "Contoso")
    screen.press("Add arrow")
    screen.says("from one tenant to another", error=True)
    screen.shows(four, ARROWS | {"litware->adatum"})
    click_edge(screen.page, "arrow:contoso->litware")
    screen.says("Contoso → Litware syncs 2 users")
    screen.open("Selected arrow")
    screen.choose("Inbound sync", "closed")
    screen.says("2 externals disappear from Litware")
    screen.edge("contoso->litware", "edge.classes.includes('is-blocked')")
    screen.has(2, 0)

    # A person of Contoso: in Fabrikam, stopped on the way to Litware.
    rows = screen.where("rows.some(([user, cells]) => cells[1] === 'external member')")
    user = next(user for user, cells in rows.items() if cells[0] == "home")
    screen.open("People")
    screen.act("select", "user", user)
    expect(screen.root.get_by_text("arrow blocked")).to_be_visible(timeout=SOON)
    screen.open("Graph")
    screen.press("One user")
    screen.edge("contoso->fabrikam", "edge.classes.includes('lit')")
    screen.edge("contoso->litware", "edge.label.includes('stops here')")
    screen.root.get_by_role("tab", name="Graph").focus()
    screen.page.keyboard.press("Control+z")
    screen.edge("contoso->litware", "edge.classes.includes('lit')")
    screen.says("Undone: 2 externals appear in Litware")


@pytest.mark.parametrize("app", ["notebook"])
def test_notebook(app: str, open_notebook: Callable[..., Page]) -> None:
    page = open_notebook([CELL], app)
    screen = Screen(page)
    screen.shows(TENANTS, ARROWS)
    wait_for_canvas(page, "state.zoom !== 1")
    screen.act("toggle", "fabrikam", "litware")
    screen.says("Added Fabrikam → Litware: 3 externals appear in Litware")
    screen.shows(TENANTS, ARROWS | {"fabrikam->litware"})
    click_node(page, "tenant:litware")
    screen.says("Litware: 3 internal · 6 external")
    page.keyboard.press("Control+z")
    screen.shows(TENANTS, ARROWS)
    screen.has(2, 3)
