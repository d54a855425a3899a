"""The graph by hand on real pages: mouse, keyboard and touch under Voila; keys that stay inside in JupyterLab."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.explorer import CELL, SOON, Screen
from tests.browser.harness import PATIENCE, click_node, drag, kernel_eval, node_point, wait_for_canvas

TENANTS = {"contoso", "fabrikam", "litware"}
ARROWS = {"contoso->fabrikam", "contoso->litware"}
LAYER, LINE = ".xts-hand", ".xts-hand-line"
CODE_CELLS = (
    "() => jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model.sharedModel.getSource())"
)


def handle_of(page: Page, id: str) -> tuple[float, float]:
    """Hover a tenant and tell where one of its handles is on the page."""
    end = time.monotonic() + PATIENCE
    while True:
        page.mouse.move(*node_point(page, id))
        try:
            return handle_shown(page, SOON / 20)
        except AssertionError:  # the picture was laid out anew below the mouse, and it is followed there
            if time.monotonic() > end:
                raise


def handle_shown(page: Page, timeout: float = SOON) -> tuple[float, float]:
    handle = page.locator(".xts-hand-handle[data-side=bottom]")
    expect(handle).to_be_visible(timeout=timeout)
    box = handle.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_said(page: Page, words: str) -> None:
    expect(page.locator(".xts-hand-live")).to_contain_text(words, timeout=SOON)


def touch(page: Page, *points: tuple[float, float]) -> None:
    """A finger goes from the first point to the last."""
    session = page.context.new_cdp_session(page)
    send: Callable[[str, list[Any]], Any] = lambda kind, at: session.send(  # noqa: E731
        "Input.dispatchTouchEvent", {"type": kind, "touchPoints": at}
    )
    places = [[{"x": x, "y": y}] for x, y in points]
    send("touchStart", places[0])
    for place in places[1:]:
        send("touchMove", place)
    send("touchEnd", [])
    session.detach()


def test_mouse_keyboard_and_touch(open_voila: Callable[[Sequence[str]], Page]) -> None:
    page = open_voila([CELL])
    screen = Screen(page)
    screen.shows(TENANTS, ARROWS)
    wait_for_canvas(page, "state.zoom !== 1")

    # The mouse: verdicts, an arrow, nothing on the ground, and the box itself moves as before.
    start = handle_of(page, "tenant:litware")
    page.mouse.move(*start)
    page.mouse.down()
    expect(page.locator(".xts-hand-verdict", has_text="✓ works")).to_have_count(2, timeout=SOON)
    page.mouse.move(*node_point(page, "tenant:fabrikam"), steps=3)
    expect(page.locator(".xts-hand-aimed")).to_contain_text("✓ works")
    page.mouse.up()
    screen.says("Added Litware → Fabrikam: 3 externals appear in Fabrikam")
    screen.shows(TENANTS, ARROWS | {"litware->fabrikam"})
    expect(page.locator(LAYER)).to_be_focused()
    page.keyboard.press("Control+z")
    screen.shows(TENANTS, ARROWS)
    screen.settle()
    before = screen.state()["nodes"]["tenant:litware"]["position"]
    drag(page, handle_of(page, "tenant:litware"), (start[0], start[1] + 60))
    expect(page.locator(LINE)).not_to_have_attribute("d", "M")
    x, y = node_point(page, "tenant:litware")
    drag(page, (x, y), (x + 30, y + 20))
    screen.node("tenant:litware", f"node.position[0] > {before[0]} + 10")
    screen.shows(TENANTS, ARROWS)

    # A tenant on the ground, its name in place, the menu; each is one step of undo.
    canvas = page.locator(".xtsviz-canvas").bounding_box()
    assert canvas is not None
    ground = (canvas["x"] + 25, canvas["y"] + 30)
    page.mouse.dblclick(*ground)
    screen.says("Added Tenant 4")
    screen.shows(TENANTS | {"tenant-4"}, ARROWS)
    screen.settle()
    page.mouse.dblclick(*node_point(page, "tenant:tenant-4"))
    page.keyboard.type("Adatum <b>")
    page.keyboard.press("Enter")
    screen.node("tenant:tenant-4", "node.label.startsWith('Adatum <b>')")
    page.keyboard.press("F2")
    page.keyboard.type("y" * 257)
    page.keyboard.press("Enter")
    screen.says("256", error=True)
    page.mouse.click(*node_point(page, "tenant:tenant-4"), button="right")
    page.get_by_role("menuitem", name="Remove the tenant").click()
    screen.shows(TENANTS, ARROWS)
    for left in (TENANTS | {"tenant-4"}, TENANTS | {"tenant-4"}, TENANTS):
        page.keyboard.press("Control+z")
        screen.shows(left, ARROWS)

    # The keyboard alone.
    screen.root.get_by_placeholder("Find a person").focus()
    page.keyboard.press("Tab")
    expect(page.locator(LAYER)).to_be_focused()
    is_said(page, "Tenant")
    page.keyboard.press("Escape")
    click_node(page, "tenant:fabrikam")
    screen.says("Fabrikam: 3 internal · 3 external")
    page.keyboard.press("a")
    is_said(page, "The arrow can be drawn and works.")
    page.keyboard.press("Enter")
    screen.says("Added Fabrikam → ")
    page.keyboard.press("Delete")
    screen.says("Removed Fabrikam → ")
    screen.shows(TENANTS, ARROWS)

    # A person inside a box of the overlay of people means the tenant.
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    screen.overlay("People")
    person = next(
        id
        for id, node in wait_for_canvas(page, "Object.values(state.nodes).some((node) => node.parent)")[
            "nodes"
        ].items()
        if node["parent"] == "tenant:fabrikam" and node["visible"]
    )
    screen.settle()
    drag(page, handle_of(page, "tenant:litware"), node_point(page, person))
    screen.says("Added Litware → Fabrikam")
    page.keyboard.press("Control+z")
    screen.overlay("Everyone")
    screen.shows(TENANTS, ARROWS)

    # A finger: a tap shows the handles, and a drag from one draws.
    page.mouse.move(1, 1)
    touch(page, node_point(page, "tenant:litware"))
    screen.says("Litware: 3 internal · 3 external")
    screen.settle()  # the details take room, and the picture is fitted anew
    target = node_point(page, "tenant:contoso")
    touch(page, handle_shown(page), ground, target)
    screen.says("Added Litware → Contoso: 3 externals appear in Contoso")


def test_keys_stay_in_the_explorer(open_notebook: Callable[..., Page]) -> None:
    page = open_notebook([CELL, "1 + 1"])
    screen = Screen(page)
    screen.shows(TENANTS, ARROWS)
    wait_for_canvas(page, "state.zoom !== 1")
    cells = page.evaluate(CODE_CELLS)
    expect(page.locator(".xtsviz-root[data-lm-suppress-shortcuts]")).to_have_count(1)
    click_node(page, "tenant:litware")
    screen.says("Litware: 3 internal")
    expect(page.locator(LAYER)).to_be_focused()
    active = page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    # P begins Present, and the first Escape ends it.
    keys = [
        "b",
        "d",
        "d",
        "x",
        "m",
        "ArrowDown",
        "ArrowUp",
        "ArrowLeft",
        "ArrowRight",
        "j",
        "k",
        "p",
        "Escape",
    ]
    keys += ["0", "0", "z", "p", "p"]
    for key in [*keys, "a", "ArrowLeft", "Escape", "Shift+Enter"]:
        page.keyboard.press(key)
    page.wait_for_function("() => !document.fullscreenElement && !document.querySelector('.xts-presenting')")
    assert page.evaluate(CODE_CELLS) == cells
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == active

    # Escape closes what is open on the graph, then it ends Present.
    page.keyboard.press("p")
    page.wait_for_function("() => document.fullscreenElement?.matches('.xtsviz-root')")
    page.locator(LAYER).focus()
    for key, opened in (("?", ".xts-hand-keys"), ("Shift+F10", ".xts-hand-menu")):
        page.keyboard.press(key)
        expect(page.locator(opened)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(opened)).to_have_count(0)
        expect(page.locator(".xts-presenting")).to_have_count(1)
        expect(page.locator(LAYER)).to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.fullscreenElement && !document.querySelector('.xts-presenting')")
    screen.shows(TENANTS, ARROWS)
    click_node(page, "tenant:litware")
    screen.settle()
    page.keyboard.press("Delete")
    screen.shows(TENANTS - {"litware"}, ARROWS - {"contoso->litware"})
    page.keyboard.press("n")
    screen.says("Added Tenant 3")
    assert page.evaluate(CODE_CELLS) == cells
    assert kernel_eval(page, "[tenant.name for tenant in explorer.design.tenants]") == [
        "Contoso",
        "Fabrikam",
        "Tenant 3",
    ]
