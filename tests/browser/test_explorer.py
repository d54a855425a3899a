"""The explorer in JupyterLab: what a person does, and what canvas, table and status line say then."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, TimeoutError, expect

from tests.browser.explorer import CELL, SOON, Screen
from tests.browser.fixtures import Servers
from tests.browser.harness import (
    PATIENCE,
    Watch,
    click_edge,
    click_node,
    drag_node,
    kernel_eval,
    kernel_run,
    run_cells,
    wait_for_canvas,
)
from xtsviz import templates

TENANTS = {"contoso", "fabrikam", "litware"}
ARROWS = {"contoso->fabrikam", "contoso->litware"}
AGAIN = """
explorer.design, explorer.overlay, explorer.selection = START, 'everyone', NOTHING
from xtsviz.widgets.people_view import PeopleView
from xtsviz.widgets.view_state import Front
explorer.controller.change(front=Front('Arrows', 'Graph', None), people=PeopleView())
"""


@pytest.fixture(scope="module")
def opened(profile: BrowserContext, servers: Servers) -> Iterator[tuple[Screen, Watch]]:
    """One page with one kernel for all tests of this file."""
    watch, server = Watch(), servers("lab")
    page = profile.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    watch.follow(page)
    page.goto(server.write([CELL], "explorer.ipynb"))
    run_cells(page)
    yield Screen(page), watch
    page.close()
    server.stop_kernels()


@pytest.fixture
def screen(opened: tuple[Screen, Watch]) -> Iterator[Screen]:
    """The explorer with the design it started from, the graph and the grid in front."""
    screen, watch = opened
    kernel_run(screen.page, AGAIN)
    screen.shows(TENANTS, ARROWS)
    expect(screen.asks("toggle", "litware", "fabrikam")).to_be_visible(timeout=SOON)
    yield screen
    assert not watch.problems, "\n".join(watch.problems)


def start(screen: Screen) -> dict[str, str]:
    """The people of Contoso, by id, and their names."""
    return kernel_eval(
        screen.page,
        "START.directory[START.directory['tenant'] == 'contoso'].set_index('id')['display_name'].to_dict()",
    )


@pytest.mark.parametrize("template", templates.catalog, ids=lambda template: template.name)
def test_each_template_of_the_gallery(screen: Screen, template: templates.Template) -> None:
    expected = template.build(None, 5)
    screen.open("Template")
    screen.field("Tenants").fill("")  # the usual names
    screen.act("template", template.name)
    screen.says(f"Started from {expected.name}")
    state = screen.shows({tenant.id for tenant in expected.tenants}, {arrow.id for arrow in expected.arrows})
    drawn = {id: edge for id, edge in state["edges"].items() if id.startswith("arrow:")}
    assert all("is-open" in edge["classes"] for edge in drawn.values())
    ends = {(edge["source"], edge["target"]) for edge in drawn.values()}
    assert ends == {(f"tenant:{arrow.source}", f"tenant:{arrow.target}") for arrow in expected.arrows}
    expect(screen.root.get_by_role("heading", level=1)).to_have_text(expected.name)
    screen.open("People")
    expect(screen.root.get_by_text(f"{len(expected.directory)} people, page 1")).to_be_visible(timeout=SOON)


def test_a_tenant_is_added(screen: Screen) -> None:
    screen.open("Tenants")
    screen.field("New").fill("Adatum")
    screen.field("New").press("Enter")
    screen.says("Added Adatum with 3 members")
    state = screen.shows(TENANTS | {"adatum"}, ARROWS)
    assert state["nodes"]["tenant:adatum"]["label"] == "Adatum\n3 internal · 0 external"
    assert "chosen" in state["nodes"]["tenant:adatum"]["classes"]
    expect(screen.field("Name")).to_have_value("Adatum")
    screen.where(
        "rows.filter(([user, cells]) => cells.length === 4 && cells[3] === 'not there').length === 9"
    )


def added(screen: Screen, source: str, target: str) -> None:
    """The arrow between these two is there, in the canvas, the table and the status line."""
    screen.says(f"Added {source} → {target}: 3 externals appear in {target}")
    ends = f"{source.lower()}->{target.lower()}"
    state = screen.shows(TENANTS, ARROWS | {ends})
    edge = state["edges"][f"arrow:{ends}"]
    assert (edge["source"], edge["target"]) == (f"tenant:{source.lower()}", f"tenant:{target.lower()}")
    assert (edge["label"], "is-open" in edge["classes"]) == ("3", True)
    column = ["contoso", "fabrikam", "litware"].index(target.lower())
    screen.has(column, 3 if target == "Contoso" else 6)


def test_an_arrow_is_drawn_on_the_canvas(screen: Screen) -> None:
    screen.press("Draw on the graph")
    screen.says("Press the source tenant")
    click_node(screen.page, "tenant:litware")
    screen.says("Source: Litware")
    click_node(screen.page, "tenant:fabrikam")
    added(screen, "Litware", "Fabrikam")
    click_node(screen.page, "tenant:fabrikam")
    screen.says("Fabrikam: 3 internal · 6 external")


def test_an_arrow_is_drawn_in_the_grid_and_taken_back(screen: Screen) -> None:
    screen.act("toggle", "fabrikam", "contoso")
    added(screen, "Fabrikam", "Contoso")
    expect(screen.asks("toggle", "fabrikam", "contoso")).to_have_attribute("aria-pressed", "true")
    screen.act("toggle", "fabrikam", "contoso")
    screen.says("Removed Fabrikam → Contoso: 3 externals disappear from Contoso")
    screen.shows(TENANTS, ARROWS)
    expect(screen.asks("toggle", "fabrikam", "contoso")).to_have_attribute("aria-pressed", "false")


def test_an_arrow_is_drawn_by_two_lists(screen: Screen) -> None:
    screen.choose("Source", "Fabrikam")
    screen.choose("Target", "Litware")
    screen.press("Add arrow")
    added(screen, "Fabrikam", "Litware")


def test_an_arrow_to_itself_is_refused(screen: Screen) -> None:
    screen.choose("Source", "Litware")
    screen.choose("Target", "Litware")
    screen.press("Add arrow")
    screen.says('"Litware" is both', "from one tenant to another", error=True)
    assert screen.shows(TENANTS, ARROWS)["pool"] == screen.state()["pool"]
    assert kernel_eval(screen.page, "explorer.design is START")


def test_a_second_arrow_is_asked_about(screen: Screen) -> None:
    screen.choose("Source", "Contoso")
    screen.choose("Target", "Fabrikam")
    screen.press("Add arrow")
    screen.says("There is an arrow Contoso → Fabrikam already")
    screen.act("never mind")
    screen.says("Nothing changed")
    expect(screen.asks("never mind")).to_have_count(0)
    screen.shows(TENANTS, ARROWS)
    screen.press("Add arrow")
    screen.act("another", "contoso", "fabrikam")
    screen.says("Added Contoso → Fabrikam")
    screen.shows(TENANTS, ARROWS | {"contoso->fabrikam#2"})
    expect(screen.asks("never mind")).to_have_count(0)


def test_a_gate_is_closed(screen: Screen) -> None:
    click_edge(screen.page, "arrow:contoso->fabrikam")
    screen.says("Contoso → Fabrikam syncs 3 users")
    screen.open("Selected arrow")
    screen.choose("Redeem inbound", "closed")
    screen.says("Changed Contoso → Fabrikam: 3 externals disappear from Fabrikam")
    edge = screen.edge("contoso->fabrikam", "edge.classes.includes('is-blocked')")
    assert "is-open" not in edge["classes"]
    screen.node("tenant:fabrikam", "node.label === 'Fabrikam\\n3 internal · 0 external'")
    assert "is-open" in screen.edge("contoso->litware", "true")["classes"]
    screen.has(1, 0)
    screen.has(2, 3)
    screen.open("Findings")
    finding = screen.root.get_by_role("listitem").filter(has_text="auto-redeem-inbound-missing")
    expect(finding).to_contain_text("error", timeout=SOON)
    finding.get_by_role("checkbox").click()
    screen.says("Ticked")
    expect(finding.get_by_role("checkbox")).to_be_checked(timeout=SOON)
    finding.get_by_role("button", name="Lines to paste").click()
    expect(finding).to_contain_text("Invoke-MgGraphRequest -Method PATCH", timeout=SOON)
    screen.open("Graph")
    screen.choose("Redeem inbound", "open")
    screen.edge("contoso->fabrikam", "edge.classes.includes('is-open')")
    screen.says("3 externals appear in Fabrikam")


def test_a_filter_is_counted_while_it_is_written_and_kept_when_it_is_refused(screen: Screen) -> None:
    click_edge(screen.page, "arrow:contoso->fabrikam")
    screen.says("Contoso → Fabrikam syncs 3 users")
    screen.press("Add a filter")
    screen.field("Attribute 1").press_sequentially("displayName")
    name = next(iter(start(screen).values()))
    screen.field("Value 1").press_sequentially(name)
    counted = screen.root.locator(".xts-audience:visible")
    expect(counted).to_contain_text("With this filter: 1 of 3 internal members in scope", timeout=SOON)
    expect(counted).to_contain_text("filter not met")
    assert kernel_eval(screen.page, "explorer.design == START")

    screen.choose("Operator 1", "REGEX MATCH")
    screen.field("Value 1").fill("(")
    expect(counted).to_contain_text("not finished", timeout=SOON)
    screen.press("Apply filter")
    screen.says("the regular expression", error=True)
    screen.settle()
    expect(screen.field("Value 1")).to_have_value("(")
    expect(screen.field("Attribute 1")).to_have_value("displayName")
    assert kernel_eval(screen.page, "explorer.design == START")

    screen.field("Value 1").fill(f"{name}|nobody")
    expect(counted).to_contain_text("With this filter: 1 of 3 internal members in scope", timeout=SOON)
    screen.press("Apply filter")
    screen.says("Changed Contoso → Fabrikam: 2 externals disappear from Fabrikam")
    expect(counted).not_to_contain_text("Not applied yet", timeout=SOON)
    screen.edge("contoso->fabrikam", "edge.label === '1'")


def chosen(screen: Screen, user: str, name: str) -> None:
    """A person is selected everywhere."""
    screen.says(name)
    expect(screen.root.get_by_role("heading", level=2)).to_contain_text(name, timeout=SOON)
    assert kernel_eval(screen.page, "(explorer.selection.kind, explorer.selection.id)") == ("user", user)
    screen.open("People")
    expect(screen.asks("select", "user", user).first).to_be_visible(timeout=SOON)
    expect(screen.root.locator("[aria-pressed=true][data-xts*='\"user\"']:visible")).to_have_text(name)
    screen.open("Graph")


def test_a_person_is_chosen_on_the_canvas(screen: Screen) -> None:
    user, name = next(iter(start(screen).items()))
    screen.press("People")
    at_home = f"person:7:contoso={user}"
    screen.node(at_home, "node.visible")
    click_node(screen.page, at_home)
    screen.says("appears as an external in Fabrikam and Litware")
    node = screen.node(at_home, "node.classes.includes('chosen')")
    assert node["parent"] == "tenant:contoso"
    chosen(screen, user, name)


def test_a_person_is_chosen_in_the_table(screen: Screen) -> None:
    user, name = list(start(screen).items())[1]
    screen.open("People")
    screen.act("select", "user", user)
    chosen(screen, user, name)


def test_who_is_missing_where_and_why(screen: Screen) -> None:
    screen.open("People")
    screen.press("Who is missing where")
    screen.act("people-missing", "fabrikam")
    screen.says("Internal members who are missing in Fabrikam")
    rows = screen.root.locator(".xts-people tbody tr:visible")
    expect(rows).to_have_count(3, timeout=SOON)
    for place in range(3):
        expect(rows.nth(place)).to_contain_text("no arrow from Litware", timeout=SOON)
    # Anywhere in a row selects its person.
    rows.nth(1).locator("td").last.click()
    screen.says("appears nowhere else")
    expect(screen.root.locator(".xts-marked:visible")).to_have_count(1, timeout=SOON)
    screen.press("Show everybody")
    expect(rows).to_have_count(9, timeout=SOON)
    screen.open("Graph")


def test_a_person_is_found_by_name(screen: Screen) -> None:
    user, name = list(start(screen).items())[2]
    find = screen.root.get_by_placeholder("Find a person")
    find.fill("Nobody Here")
    find.press("Enter")
    screen.says('no user "Nobody Here"', error=True)
    find.fill(name.split()[0].upper())
    option = screen.root.get_by_role("option", name=name)
    expect(option).to_contain_text("Contoso", timeout=SOON)
    find.press("ArrowDown")
    find.press("Enter")
    expect(option).to_be_hidden(timeout=SOON)
    expect(find).to_have_value(name, timeout=SOON)
    screen.edge("contoso->fabrikam", "edge.classes.includes('lit') && edge.label.includes('✓')")
    for tenant in TENANTS:
        screen.node(f"tenant:{tenant}", "node.classes.includes('lit')")
    chosen(screen, user, name)
    screen.press("Why not in another tenant?")
    why = screen.root.locator(".xts-why:visible")
    expect(why.get_by_role("combobox").first).to_have_value(name, timeout=SOON)
    why.get_by_role("combobox").last.select_option(label="Litware")
    why.get_by_role("button", name="Why?").click()
    screen.says(f"{name} is in Litware, as external member")
    screen.press("Show the person on the graph")
    screen.open("Graph")


def test_overlays(screen: Screen) -> None:
    user, name = next(iter(start(screen).items()))
    screen.act("toggle", "fabrikam", "contoso")
    screen.shows(TENANTS, ARROWS | {"fabrikam->contoso"})
    kernel_run(screen.page, f"explorer.selection = Selection('user', {user!r})")
    screen.says(name)
    click_node(screen.page, "tenant:contoso")
    screen.says("Contoso: 3 internal · 3 external")
    for overlay, title, people in (
        ("People", "People: who is where", 18),
        ("One user", f"One user: where {name} is", 3),
        ("One tenant", "One tenant: who is external in Contoso", 3),
        ("Health", "Health: which arrows work", 0),
        ("Compare", "Compare: nothing is chosen", 0),
        ("Everyone", "Everyone: how many are where", 0),
    ):
        screen.overlay(overlay)
        screen.says(title)
        expect(screen.root.get_by_text(title).locator("visible=true").first).to_be_visible(timeout=SOON)
        count = f"Object.keys(state.nodes).filter((id) => id.startsWith('person:')).length === {people}"
        state = wait_for_canvas(screen.page, count)
        assert all(node["visible"] for node in state["nodes"].values())
        legend = screen.root.get_by_role("list", name="Legend").locator("visible=true")
        expect(legend).to_have_count(1)
        if overlay == "One tenant":
            screen.edge("fabrikam->contoso", "edge.classes.includes('lit')")
            screen.edge("contoso->litware", "edge.classes.includes('dim')")
    screen.shows(TENANTS, ARROWS | {"fabrikam->contoso"})


def test_a_hostile_name_is_text(screen: Screen) -> None:
    hostile = "<img src=x onerror=\"window.hit=1\"> & 'x' </script>"
    click_node(screen.page, "tenant:fabrikam")
    screen.says("Fabrikam: 3 internal")
    screen.open("Tenants")
    screen.write("Name", hostile)
    screen.says("Renamed Fabrikam")
    screen.node("tenant:fabrikam", "node.label.startsWith('<img src=x')")
    expect(screen.root.get_by_role("heading", level=2)).to_contain_text(hostile)
    for name in ("Arrows", "Selected arrow"):
        screen.open(name)
    for name in ("Matrix", "Flow", "People", "Findings", "Graph"):
        screen.open(name)
    click_node(screen.page, "tenant:fabrikam")
    assert kernel_eval(screen.page, "explorer.design.tenant('fabrikam').name") == hostile
    expect(screen.root.locator("img, script")).to_have_count(0)
    assert screen.page.evaluate("window.hit") is None


def test_undo_and_redo_by_button_and_key(screen: Screen) -> None:
    screen.act("toggle", "fabrikam", "contoso")
    three = ARROWS | {"fabrikam->contoso"}
    screen.shows(TENANTS, three)
    screen.press("Undo")
    screen.says("Undone: 3 externals disappear from Contoso")
    screen.shows(TENANTS, ARROWS)
    screen.press("Redo")
    screen.says("Redone")
    screen.shows(TENANTS, three)
    screen.has(0, 3)
    click_node(screen.page, "tenant:litware")
    screen.says("Litware: 3 internal")
    screen.page.keyboard.press("Control+z")
    screen.says("Undone")
    screen.shows(TENANTS, ARROWS)
    screen.page.keyboard.press("Control+y")
    screen.says("Redone")
    screen.shows(TENANTS, three)


def test_a_snapshot_is_compared_with_and_reset_leads_to_the_start(screen: Screen) -> None:
    screen.drawer("Snapshot")
    screen.write("Name", "Before <b>")
    screen.says("Took the snapshot Before <b>")
    screen.act("toggle", "fabrikam", "contoso")
    screen.shows(TENANTS, ARROWS | {"fabrikam->contoso"})
    screen.act("toggle", "contoso", "litware")
    screen.shows(TENANTS, {"contoso->fabrikam", "fabrikam->contoso"})
    screen.act("snapshot-compare", "Before <b>")
    screen.says("This design compared with the snapshot Before <b>: +1 arrow, −1 arrow, 3 more P1 licences")
    screen.press("Draw it")
    screen.edge("contoso->litware", "edge.visible && edge.classes.includes('is-removed')")
    screen.edge("fabrikam->contoso", "edge.classes.includes('is-added') && edge.label === '+ 3'")
    screen.node("tenant:litware", "node.label === 'Litware\\n−3 people'")
    expect(screen.asks("select", "arrow", "fabrikam->contoso").first).to_be_visible(timeout=SOON)
    screen.drawer("Compare")
    screen.overlay("Everyone")
    screen.press("Reset")
    screen.says("Reset to the beginning: 3 externals appear in Litware; 3 externals disappear from Contoso")
    screen.shows(TENANTS, ARROWS)
    kernel_run(screen.page, "explorer.controller.forget('Before <b>')\nexplorer.compare(None)")


def test_the_grid_by_keyboard_alone(screen: Screen) -> None:
    words = ("toggle", "litware", "contoso")
    screen.asks(*words).focus()
    for key, arrows, pressed in (
        ("Enter", ARROWS | {"litware->contoso"}, "true"),
        ("Space", ARROWS, "false"),
    ):
        screen.page.keyboard.press(key)
        screen.shows(TENANTS, arrows)
        expect(screen.asks(*words)).to_have_attribute("aria-pressed", pressed, timeout=SOON)
        expect(screen.asks(*words)).to_be_focused(timeout=SOON)
    screen.page.keyboard.press("Tab")
    expect(screen.asks("toggle", "litware", "fabrikam")).to_be_focused()


def test_a_tenant_dragged_stays_where_it_is(screen: Screen) -> None:
    before = screen.state()
    drag_node(screen.page, "tenant:litware", -120, 150)
    moved = screen.node(
        "tenant:litware", f"node.position[1] > {before['nodes']['tenant:litware']['position'][1] + 50}"
    )
    screen.press("Health")
    screen.says("Health")
    screen.press("Everyone")
    screen.says("Everyone")
    screen.act("toggle", "litware", "contoso")
    state = screen.shows(TENANTS, ARROWS | {"litware->contoso"})
    assert state["nodes"]["tenant:litware"]["position"] == pytest.approx(moved["position"], abs=1)
    assert kernel_eval(screen.page, "explorer.positions['litware']") == pytest.approx(
        moved["position"], abs=1
    )
    screen.press("Undo")
    screen.says("Undone")
    state = screen.shows(TENANTS, ARROWS)
    assert state["nodes"]["tenant:litware"]["position"] == pytest.approx(moved["position"], abs=1)


def test_an_edit_leaves_zoom_and_everything_else_where_it_is(screen: Screen) -> None:
    before = screen.state()
    screen.act("toggle", "fabrikam", "litware")
    after = screen.shows(TENANTS, ARROWS | {"fabrikam->litware"})
    assert (after["zoom"], after["pan"]) == (before["zoom"], before["pan"])
    assert {id: node["position"] for id, node in after["nodes"].items()} == {
        id: node["position"] for id, node in before["nodes"].items()
    }


OVER = """() => new Promise((resolve) => requestAnimationFrame(() => resolve(
    [...document.querySelectorAll('.js-plotly-plot')].filter((plot) => plot.offsetWidth)
        .map((plot) => plot._hoverdata?.[0]?.pointNumber ?? null)[0])))"""


def press_cell(screen: Screen, row: int, column: int, heard: str) -> None:
    """Press a cell of the matrix of three tenants until the status line says so.

    A click is of what the mouse was last found to be over, which plotly looks for now and then only, and forgets when
    it draws anew.
    """
    cells = screen.root.locator(".js-plotly-plot .nsewdrag:visible")
    expect(cells).to_be_visible(timeout=SOON)
    for attempt in range(60):
        box = cells.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * (column + 0.5) / 3, box["y"] + box["height"] * (row + 0.5) / 3
        screen.page.mouse.move(x + attempt % 2, y)
        if screen.page.evaluate(OVER) == [row, column]:
            screen.page.mouse.click(x + attempt % 2, y)
        try:
            screen.status.filter(has_text=heard).wait_for(timeout=1000)
        except TimeoutError:
            continue
        break
    screen.says(heard)


def test_the_matrix_selects_and_an_empty_cell_offers_an_arrow(screen: Screen) -> None:
    screen.open("Matrix")
    press_cell(screen, 0, 1, "Contoso → Fabrikam syncs 3 users")
    expect(screen.root.get_by_role("heading", level=2)).to_contain_text("Contoso → Fabrikam")
    press_cell(screen, 2, 1, "No arrow leads from Litware to Fabrikam. Draw it?")
    screen.press("Never mind")
    screen.says("Nothing changed")
    assert kernel_eval(screen.page, "explorer.design == START")
    press_cell(screen, 2, 1, "No arrow leads from Litware to Fabrikam. Draw it?")
    screen.press("Draw the arrow")
    screen.says("Added Litware → Fabrikam")
    screen.open("Graph")
    added(screen, "Litware", "Fabrikam")


def test_the_flow_is_drawn_and_its_lists_select(screen: Screen) -> None:
    screen.open("Flow")
    drawn = screen.root.locator(".sankey-link:visible")
    expect(drawn).to_have_count(2, timeout=SOON)
    names = screen.root.locator(".sankey .node-label:visible")
    expect(names).to_have_text(["Contoso (6)", "Fabrikam (3)", "Litware (3)"])
    screen.act("select", "arrow", "contoso->litware")
    screen.says("Contoso → Litware syncs 3 users")
    expect(names).to_have_text(["● Contoso (6)", "Fabrikam (3)", "● Litware (3)"], timeout=SOON)
    expect(screen.asks("select", "arrow", "contoso->litware").first).to_be_focused()
    screen.open("Arrows")
    screen.act("toggle", "fabrikam", "litware")
    expect(drawn).to_have_count(3, timeout=SOON)
    screen.open("Graph")
    screen.edge("contoso->litware", "edge.classes.includes('chosen')")


def test_dark_and_light_follow_the_notebook(screen: Screen) -> None:
    light = screen.state()["nodes"]["tenant:contoso"]["data"]["color"]
    change = "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })"
    screen.page.evaluate(change, "JupyterLab Dark")
    try:
        dark = screen.node("tenant:contoso", f"node.data.color !== '{light}'")["data"]["color"]
        assert kernel_eval(screen.page, "explorer.controller.view_state.dark") is True
        assert kernel_eval(screen.page, "explorer.controller.view_state.picture.nodes[0].paint.dark") == dark
        screen.act("toggle", "fabrikam", "litware")
        screen.shows(TENANTS, ARROWS | {"fabrikam->litware"})
    finally:
        screen.page.evaluate(change, "JupyterLab Light")
    screen.node("tenant:contoso", f"node.data.color === '{light}'")


def test_a_fault_in_a_view_is_told_and_the_explorer_goes_on(screen: Screen) -> None:
    kernel_run(
        screen.page,
        "from xtsviz.widgets.panels import people\n"
        "drawn, people.people_table = people.people_table, lambda *_given: 1 / 0",
    )
    screen.open("People")
    screen.says("People could not be shown", "design is intact", error=True)
    kernel_run(screen.page, "people.people_table = drawn")
    screen.open("Graph")
    screen.act("toggle", "fabrikam", "litware")
    screen.says("Added Fabrikam → Litware")
    screen.shows(TENANTS, ARROWS | {"fabrikam->litware"})


def test_panels_and_toggles_by_keyboard_alone(screen: Screen) -> None:
    page = screen.page
    header = page.locator(".jupyter-widget-Collapse-header", has_text="Tenants")
    expect(header).to_have_attribute("aria-expanded", "false", timeout=SOON)
    header.focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-expanded", "true", timeout=SOON)
    expect(page.get_by_placeholder("Name of a new tenant")).to_be_visible(timeout=SOON)

    people = page.get_by_role("button", name="People", exact=True)
    expect(people).to_have_attribute("aria-pressed", "false", timeout=SOON)
    people.focus()
    page.keyboard.press("Enter")
    expect(people).to_have_attribute("aria-pressed", "true", timeout=SOON)
    expect(page.get_by_label("Find a person: name, mail or id")).to_be_visible(timeout=SOON)


CORNER = """() => {
    const box = [...document.querySelectorAll('.xtsviz-canvas *, .xtsviz-canvas')]
        .find((one) => one._cyreg && one.offsetWidth);
    const at = box._cyreg.cy.nodes('.group:visible').boundingBox({includeLabels: false});
    const cy = box._cyreg.cy, place = box.getBoundingClientRect();
    return [place.x + at.x1 * cy.zoom() + cy.pan().x + 9, place.y + at.y2 * cy.zoom() + cy.pan().y - 9];
}"""


def test_a_box_of_alike_tenants_opens_and_closes_with_one_press(screen: Screen) -> None:
    kernel_run(
        screen.page, "explorer.design = xts.templates.full_mesh([f'T {n}' for n in range(20)], members=2)"
    )
    box = "group:group t-0"
    screen.node(box, "node.visible && node.classes.includes('closed')")
    assert not [id for id in screen.state()["edges"] if id.startswith("arrow:t-0")]
    screen.page.mouse.click(*screen.page.evaluate(CORNER))
    screen.says("Opened: 20 tenants, everyone with everyone")
    state = screen.node("tenant:t-19", "node.visible")
    assert state["visible"]
    click_node(screen.page, "tenant:t-7")
    screen.edge("t-7->t-0", "edge.visible")
    screen.page.mouse.click(*screen.page.evaluate(CORNER))
    screen.says("Closed: 20 tenants")
    screen.node(box, "node.visible && node.classes.includes('closed')")


def test_several_cells_of_the_grid_at_once(screen: Screen) -> None:
    both = {"fabrikam->contoso", "litware->contoso"}
    first, last = (screen.asks("toggle", source, "contoso") for source in ("fabrikam", "litware"))
    first.scroll_into_view_if_needed()
    first.hover()
    screen.page.mouse.down()
    last.hover()
    expect(screen.root.locator(".xts-cell-marked")).to_have_count(2)
    screen.page.mouse.up()
    screen.says("Added 2 arrows: 6 externals appear in Contoso")
    screen.shows(TENANTS, ARROWS | both)
    screen.page.keyboard.press("Control+z")
    screen.shows(TENANTS, ARROWS)
    first.focus()
    screen.page.keyboard.press("Shift+ArrowDown")
    expect(screen.root.locator(".xts-cell-marked")).to_have_count(2)
    screen.page.keyboard.press("Escape")
    expect(screen.root.locator(".xts-cell-marked")).to_have_count(0)
    first.focus()
    screen.page.keyboard.press("Shift+ArrowDown")
    screen.page.keyboard.press("Enter")
    screen.shows(TENANTS, ARROWS | both)
    screen.root.get_by_role("button", name="All arrows to Contoso: draw or remove").click()
    screen.says("Removed 2 arrows: 6 externals disappear from Contoso")


def test_a_hub_is_compared_with_a_mesh_and_turned_into_it(screen: Screen) -> None:
    screen.act("toggle", "fabrikam", "contoso")
    screen.drawer("Compare")
    screen.field("Compare with").select_option("template: Mesh peer-to-peer (full mesh)")
    screen.says("Mesh peer-to-peer (full mesh) compared with this design: +3 arrows")
    twins = screen.root.locator(".xts-twins")
    expect(twins.locator("svg")).to_have_count(2)
    screen.settle()  # the drawer has its room before the mouse is over it
    twins.locator("[data-twin='tenant:litware']").last.hover()
    expect(twins.locator(".xts-twin")).to_have_count(2)
    twins.locator("[data-twin='tenant:fabrikam']").first.focus()
    expect(twins.locator("[data-twin='tenant:fabrikam'].xts-twin")).to_have_count(2)
    screen.page.keyboard.press("Enter")
    screen.says("Fabrikam")
    assert kernel_eval(screen.page, "explorer.selection.id") == "fabrikam"
    screen.drawer("Compare")
    kernel_run(screen.page, "explorer.compare(None)")
    screen.open("Template")
    screen.act("template", "mesh_peer_to_peer")
    screen.says("Turn the design into Mesh peer-to-peer (full mesh)?")
    expect(screen.root.locator(".xts-prompt")).to_contain_text("3 arrows. New: 3 arrows.")
    screen.press("Turn into it")
    screen.shows(TENANTS, {f"{a}->{b}" for a in TENANTS for b in TENANTS if a != b})
