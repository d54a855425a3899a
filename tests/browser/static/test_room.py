"""The room of the picture: its height, its zoom, and the screen that it fills; with a fake graph."""

import pytest

from xtsviz.view.panels.graph_tools import zoom_buttons

BODY = """<style>
.xtsviz-canvas { height: var(--xts-height, 560px); } .xts-frame { position: relative; width: 400px; }
.xts-presenting { position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; overflow: hidden; }
.xts-leave { position: absolute; top: 0; right: 0; } .xts-handle { height: 14px; }
</style>
<div class="xtsviz-root" tabindex="-1"><button class="xts-present">Present</button><input id="field">
<div class="xts-overlays"><button id="o1">Everyone</button><button id="o2">People</button></div>
<div id="layer" class="xts-hand" tabindex="0"><div class="xts-hand-menu"><button id="item">item</button></div></div>
<div class="xts-body"><div class="xts-frame"><div class="xtsviz-canvas"></div>ZOOM</div></div>
<p style="height: 3000px"></p></div><p id="outside" tabindex="0">outside</p>""".replace(
    "ZOOM", zoom_buttons(tidy=True)
)
CY = """() => {
    const box = root.querySelector('.xtsviz-canvas');
    window.cy = {
        now: 1, told: 0, seen: 0, width: () => 400, height: () => 560, container: () => box,
        minZoom: () => 0.1, maxZoom: () => 5,
        zoom(to) { if (to === undefined) return this.now; this.now = to.level; this.at = to.renderedPosition; },
        emit(name) { if (name === 'scrollzoom') this.told += 1; },
    };
    box._cyreg = { cy };
    box.addEventListener('wheel', (event) => { cy.seen += 1; event.preventDefault(); });
}"""


@pytest.fixture
def room(blank):
    """Start one of the files on a page with a graph."""

    def room(file, function, attributes=""):
        page = blank(BODY, attributes)
        page.page.evaluate(CY)
        page.start(file, function)
        page.frames()
        return page

    return room


def turn(page, by, ctrl=False):
    """Turn the wheel over the canvas."""
    page.page.locator(".xtsviz-canvas").hover(position={"x": 100, "y": 50})
    if ctrl:
        page.page.keyboard.down("Control")
    page.page.mouse.wheel(0, by)
    if ctrl:
        page.page.keyboard.up("Control")


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(room):
    page = room("zoom.js", "zoomOnRequest")
    turn(page, 120)
    page.page.wait_for_function("() => scrollY > 0")
    assert page.page.evaluate("[cy.now, cy.seen]") == [1, 0]
    page.page.evaluate("scrollTo(0, 0)")
    turn(page, -100, ctrl=True)
    page.page.wait_for_function("() => cy.now > 1")
    assert page.page.evaluate("[cy.seen, cy.told, scrollY]") == [0, 1, 0]
    assert page.page.evaluate("cy.at") == {"x": 100, "y": 50}
    page.page.evaluate("cy.now = 0.1")
    turn(page, 5000, ctrl=True)
    page.page.wait_for_function("() => cy.told === 2")
    assert page.page.evaluate("cy.now") == 0.1
    page.stop()


def test_buttons_zoom_around_the_middle(room):
    page = room("zoom.js", "zoomOnRequest")
    page.page.get_by_role("button", name="Zoom in").click()
    assert page.page.evaluate("[cy.now, cy.at.x, cy.at.y]") == [1.25, 200, 280]
    page.page.get_by_role("button", name="Zoom out").click()
    assert page.page.evaluate("[cy.now, cy.told]") == [1, 2]
    page.page.get_by_role("button", name="Fit").click()
    assert page.page.evaluate("[cy.now, cy.told]") == [1, 2], "canvas.js does that"
    page.stop()
    page.page.get_by_role("button", name="Zoom in").click()
    assert page.page.evaluate("cy.now") == 1


def height(page):
    return page.page.locator(".xtsviz-canvas").evaluate("(canvas) => canvas.offsetHeight")


def test_in_a_notebook_the_height_is_dragged_or_typed_and_remembered(room):
    page = room("room.js", "giveRoom")
    handle = page.page.get_by_role("separator", name="Height of the picture")
    assert height(page) == 560
    handle.focus()
    for key in ("ArrowDown", "PageUp"):
        page.page.keyboard.press(key)
    assert height(page) == 480
    assert handle.get_attribute("aria-valuenow") == "480"
    place = handle.bounding_box()
    page.page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.page.mouse.down()
    page.page.mouse.move(place["x"] + 5, place["y"] - 1000)
    page.page.mouse.up()
    assert height(page) == 240
    page.stop()
    again = room("room.js", "giveRoom")
    assert height(again) == 240
    again.page.get_by_role("separator").dblclick()
    assert height(again) == 560


def test_on_a_page_of_its_own_it_fills_the_window(room):
    page = room("room.js", "giveRoom", 'data-voila="voila" style="margin: 0"')
    page.page.set_viewport_size({"width": 1000, "height": 700})
    page.page.wait_for_function("() => root.style.getPropertyValue('--xts-window') === '692px'")
    assert page.page.locator(".xts-fills").count() == 1
    assert page.page.get_by_role("separator").count() == 0
    page.page.set_viewport_size({"width": 600, "height": 700})
    page.page.wait_for_function("() => !root.classList.contains('xts-fills')")
    page.stop()


@pytest.mark.parametrize("refused", [False, True])
def test_present_by_button_and_key_also_where_full_screen_is_refused(room, refused):
    page = room("present.js", "presentOnRequest")
    if refused:
        page.page.evaluate("() => { root.requestFullscreen = () => Promise.reject(new Error('refused')); }")
    page.page.evaluate(
        """() => root.querySelectorAll('.xts-overlays button').forEach((button) => {
            button.onclick = () => { root.last = button.id; };
        })"""
    )
    presents = "() => root.classList.contains('xts-presenting')"
    page.page.get_by_role("button", name="Present").click()
    page.page.wait_for_function(presents)
    page.page.wait_for_function(
        "() => root.matches(':popover-open')" if refused else "() => document.fullscreenElement === root"
    )
    page.page.keyboard.press("2")
    assert page.page.evaluate("root.last") == "o2"
    page.page.keyboard.press("p")
    page.page.wait_for_function(
        "() => !root.classList.contains('xts-presenting') && !document.fullscreenElement"
    )
    assert page.page.evaluate("root.hasAttribute('popover')") is False
    page.page.keyboard.press("p")
    page.page.wait_for_function(presents)
    page.page.get_by_role("button", name="Leave (Esc)").click()
    page.page.wait_for_function("() => !document.fullscreenElement")
    for elsewhere in ("#field", "#outside"):
        page.page.locator(elsewhere).focus()
        page.page.keyboard.press("p")
        assert page.page.evaluate(presents) is False
    page.stop()


def test_escape_is_first_for_what_is_open_on_the_graph(room):
    page = room("present.js", "presentOnRequest")
    presents = "() => root.classList.contains('xts-presenting')"
    page.page.evaluate(
        "() => { window.heard = 0; layer.onkeydown = (event) => { heard += event.key === 'Escape'; }; }"
    )
    page.page.get_by_role("button", name="Present").click()
    page.page.wait_for_function("() => document.fullscreenElement === root")
    page.page.locator("#item").focus()
    page.page.keyboard.press("Escape")
    page.page.evaluate("() => { item.parentElement.className = 'xts-hand-keys'; }")
    page.page.keyboard.press("Escape")
    page.page.evaluate(
        "() => { item.parentElement.remove(); layer.dataset.drawing = 'tenant:a'; layer.focus(); }"
    )
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("heard") == 3
    assert page.page.evaluate(presents) is True
    page.page.evaluate("() => { delete layer.dataset.drawing; }")
    page.page.keyboard.press("Escape")
    page.page.wait_for_function("() => !document.fullscreenElement")
    assert page.page.evaluate("heard") == 3
    assert page.page.evaluate(presents) is False
    page.stop()


def test_full_screen_that_comes_after_the_end_is_left_again(room):
    page = room("present.js", "presentOnRequest")
    page.page.evaluate(
        """() => {
            const ask = root.requestFullscreen.bind(root);
            root.requestFullscreen = () => (window.asked = ask());
        }"""
    )
    page.page.locator(".xts-present").focus()
    page.page.evaluate("() => { root.querySelector('.xts-present').click(); }")
    page.page.evaluate("() => { root.querySelector('.xts-leave').click(); }")
    page.page.evaluate("() => asked.then(() => null)")
    page.page.wait_for_function("() => !document.fullscreenElement")
    assert page.page.locator(".xts-presenting").count() == 0
    page.stop()
