"""The room of the picture in a served explorer, at several sizes; and what stays when a tenant is removed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.explorer import SOON, Screen
from tests.browser.fixtures import Servers
from tests.browser.harness import PATIENCE, Watch, run_cells, wait_for_canvas
from tests.browser.served import explored

PLACES = """() => {
    const place = (selector) => document.querySelector(selector).getBoundingClientRect();
    const [canvas, below, page] = [place('.xtsviz-canvas'), place('.xts-below'), document.documentElement];
    return { width: canvas.width, height: canvas.height, end: below.bottom, window: innerHeight,
        scrolls: page.scrollHeight > innerHeight || page.scrollWidth > innerWidth,
        area: canvas.width * canvas.height / innerWidth / innerHeight };
}"""


@pytest.fixture(scope="module")
def screen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The example on a system in dark mode, on one page for all tests of this file."""
    watch = Watch()
    with explored("--example", folder=tmp_path_factory.mktemp("room")) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        watch.follow(page)
        page.goto(address)
        wait_for_canvas(page, "Object.keys(state.edges).length === 4")
        yield Screen(page)
        context.close()
    assert not watch.problems, "\n".join(watch.problems)


def places(screen: Screen, condition: str) -> dict[str, float]:
    """Where canvas and legend are, once a condition holds of ``p``."""
    check = f"() => {{ const p = ({PLACES})(); return ({condition}) && p; }}"
    found: dict[str, float] = screen.page.wait_for_function(check, timeout=SOON).json_value()
    return found


def test_the_canvas_has_the_room_that_is_left(screen: Screen) -> None:
    for overlay in ("Everyone", "People", "Health"):
        screen.overlay(overlay)
        screen.settle()
        places(screen, "p.area >= 0.45 && p.end <= p.window && !p.scrolls")
    for width, height in ((853, 533), (900, 800), (1600, 900), (1920, 1080)):
        screen.page.set_viewport_size({"width": width, "height": height})
        places(screen, "p.height >= 200 && p.width >= 500 && p.end <= p.window && !p.scrolls")
    screen.page.set_viewport_size({"width": 1280, "height": 800})


def test_without_a_theme_the_page_follows_the_system(screen: Screen) -> None:
    dark, light = "rgb(20, 24, 31)", "rgb(255, 255, 255)"
    expect(screen.root).to_have_css("background-color", dark)
    expect(screen.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    screen.page.emulate_media(color_scheme="light")
    expect(screen.root).to_have_css("background-color", light)
    screen.page.emulate_media(color_scheme="dark")
    expect(screen.root).to_have_css("background-color", dark)


def test_sides_fold_and_details_come_with_a_selection(screen: Screen) -> None:
    before = places(screen, "p.width > 900")
    expect(screen.root.locator(".xts-details")).to_be_hidden()
    screen.press("Hide controls")
    places(screen, f"p.width > {before['width']} + 200")
    screen.press("Show controls")
    places(screen, f"p.width === {before['width']}")
    screen.select_first_arrow()
    screen.open("Arrows")
    expect(screen.root.locator(".xts-details")).to_be_visible(timeout=SOON)
    places(screen, f"p.width === {before['width']}")  # they stand below the controls
    screen.page.set_viewport_size({"width": 1920, "height": 1080})
    beside = places(screen, f"p.width > {before['width']} + 200")  # they stand on the right
    screen.press("Hide details")
    places(screen, f"p.width > {beside['width']} + 200")
    expect(screen.root.get_by_role("button", name="Show details")).to_be_visible()
    screen.page.set_viewport_size({"width": 1280, "height": 800})


def test_present_fills_the_screen_and_keys_choose_the_overlay(screen: Screen) -> None:
    screen.press("Present")
    filled = places(screen, "document.fullscreenElement && p.width > innerWidth - 60 && p.height > 560")
    screen.page.keyboard.press("1")
    expect(screen.root.locator(".xts-title").first).to_contain_text("Everyone", timeout=SOON)
    for hidden in (".xts-bar", ".xts-left", ".xtsviz-status"):
        expect(screen.root.locator(hidden)).to_be_hidden()
    expect(screen.root.get_by_role("list", name="Legend")).to_be_visible()
    screen.page.keyboard.press("Escape")
    places(screen, f"!document.fullscreenElement && p.width < {filled['width']} - 200")


def test_in_a_notebook_keys_and_wheel_leave_the_cells_alone(page: Page, servers: Servers) -> None:
    server = servers("lab")
    page.goto(server.write(["import xtsviz as xts\nxts.explore(xts.templates.user_hub())", "1"]))
    run_cells(page)
    wait_for_canvas(page, "Object.keys(state.edges).length > 0 && state.zoom !== 1")
    root, cells = page.locator(".xtsviz-root"), page.locator(".jp-Cell")
    zoom = "() => [...document.querySelectorAll('*')].find((e) => e._cyreg?.cy)._cyreg.cy.zoom()"
    top = "() => document.querySelector('.xtsviz-root').getBoundingClientRect().top"
    count = cells.count()
    page.locator(".xtsviz-canvas").hover(position={"x": 20, "y": 60})
    before, there = page.evaluate(zoom), page.evaluate(top)
    page.mouse.wheel(0, 60)
    page.wait_for_function(f"(there) => ({top})() < there", arg=there)
    assert page.evaluate(zoom) == before
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"(before) => ({zoom})() > before", arg=before)
    root.focus()
    page.keyboard.press("p")
    page.wait_for_function("() => document.fullscreenElement?.matches('.xtsviz-root')")
    page.keyboard.press("2")
    expect(root.locator(".xts-title").first).to_contain_text("People", timeout=SOON)
    page.keyboard.press("p")
    page.wait_for_function("() => !document.fullscreenElement")
    assert cells.count() == count
    assert "jp-MarkdownCell" not in "".join(cells.evaluate_all("(all) => all.map((one) => one.className)"))
    server.stop_kernels()
