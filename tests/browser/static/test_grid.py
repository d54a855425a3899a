"""The grid of arrows on a blank page: what a drag and the keyboard ask for, and which cells are marked meanwhile."""

import json

import pytest
from playwright.sync_api import expect

from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.view.context import ViewContext
from xtsviz.view.panels.arrows import arrow_grid
from xtsviz.view.picture.types import NOTHING

HUB = templates.user_hub(["A", "B", "C"], members=1)
GRID = f'<div class="xtsviz-root">{arrow_grid(ViewContext(HUB, user_flow(HUB)), NOTHING)}</div>'


@pytest.fixture
def grid(blank):
    page = blank(GRID)
    page.start("grid.js", "editGrid")
    return page


def cell(grid, source, target):
    return grid.page.locator(f"[data-xts={json.dumps(json.dumps(['toggle', source, target]))}]")


def marked(grid):
    return grid.page.locator(".xts-cell-marked")


def drag(grid, *cells):
    for n, where in enumerate(cells):
        where.hover()
        if n == 0:
            grid.page.mouse.down()


def test_a_drag_gives_all_cells_what_the_first_one_gets(grid):
    drag(grid, cell(grid, "b", "a"), cell(grid, "c", "b"))
    expect(marked(grid)).to_have_count(3)  # the diagonal has none
    grid.page.mouse.up()
    expect(marked(grid)).to_have_count(0)
    drag(grid, cell(grid, "a", "b"), cell(grid, "a", "c"))
    grid.page.mouse.up()
    assert grid.sent() == [
        {"action": ["toggle-many", "on", "b", "a", "c", "a", "c", "b"]},
        {"action": ["toggle-many", "off", "a", "b", "a", "c"]},
    ]


def test_a_press_on_one_cell_is_left_to_the_button(grid):
    drag(grid, cell(grid, "b", "a"), cell(grid, "c", "a"), cell(grid, "b", "a"))
    grid.page.mouse.up()
    cell(grid, "b", "a").click()
    assert grid.sent() == []


def test_arrow_keys_move_and_shift_extends(grid):
    cell(grid, "a", "b").focus()
    for key, now in (("ArrowRight", ("a", "c")), ("ArrowDown", ("b", "c")), ("ArrowLeft", ("b", "a"))):
        grid.page.keyboard.press(key)
        expect(cell(grid, *now)).to_be_focused()
    grid.page.keyboard.press("Shift+ArrowDown")
    expect(marked(grid)).to_have_count(2)
    grid.page.keyboard.press("Escape")
    expect(marked(grid)).to_have_count(0)
    grid.page.keyboard.press("Shift+ArrowUp")
    grid.page.keyboard.press("Space")
    assert grid.sent() == [{"action": ["toggle-many", "on", "b", "a", "c", "a"]}]
    grid.page.evaluate("window.stop()")
    grid.page.keyboard.press("Shift+ArrowUp")
    grid.page.keyboard.press("Enter")
    assert len(grid.sent()) == 1


def test_twins_are_marked_together_and_pressed_by_keyboard(blank):
    parts = "".join(
        f"<svg><g data-twin='tenant:{name}' data-xts='[\"select\", \"tenant\", \"{name}\"]' tabindex='0'>"
        f"<rect width='50' height='50'></rect></g></svg>"
        for name in ("a", "a", "b")
    )
    page = blank(f'<div class="xtsviz-root"><div class="xts-twins">{parts}</div></div>')
    page.start("twins.js", "linkTwins")
    page.page.evaluate("root.addEventListener('click', (event) => window.pressed = event.target.dataset.xts)")
    first, second, other = (page.page.locator("[data-twin]").nth(n) for n in range(3))
    first.hover()
    expect(second).to_have_class("xts-twin")
    other.focus()
    expect(other).to_have_class("xts-twin")
    expect(second).to_have_class("xts-twin")  # the mouse rests there
    page.page.mouse.move(700, 500)
    expect(second).not_to_have_class("xts-twin")
    expect(other).to_have_class("xts-twin")
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("window.pressed") == '["select", "tenant", "b"]'
