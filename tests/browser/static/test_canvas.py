"""What is ours on top of cytoscape's graph, with a fake graph that has a size, elements, zoom and pan."""

import pytest

BODY = """<div class="xtsviz-root"><p id="above">above</p><div class="xtsviz-canvas"></div>
<div class="xts-chart" style="width: 300px; height: 100px"></div></div>"""
# As much of cytoscape as the bridge uses. `box` is what all elements cover.
CY = """({ width, height, shown }) => {
    const listeners = [];
    const node = (id, x, y) => ({ id: () => id, at: { x, y }, position() { return this.at; }, isParent: () => false });
    const nodes = [node('n0', 0, 0), node('n1', 100, 0)];
    const cy = {
        size: [width, height], box: [0, 0, 100, 100], shown, fits: [], forgotten: 0, nodesThere: nodes,
        now: { zoom: 1, pan: { x: 0, y: 0 } },
        width() { return this.size[0]; },
        height() { return this.size[1]; },
        invalidateSize() {},
        minZoom: () => 0.1,
        elements() { return { nonempty: () => this.shown }; },
        nodes: () => nodes,
        fit() {
            const [left, top, right, bottom] = this.box;
            this.now.zoom = Math.min(this.size[0] / (right - left), this.size[1] / (bottom - top));
            this.fits.push('all');
        },
        zoom(zoom) {
            if (zoom === undefined) return this.now.zoom;
            this.now.zoom = zoom;
            return { center() {} };
        },
        viewport(view) { this.now = view; this.fits.push('box'); },
        extent() {
            const { zoom, pan } = this.now;
            const [x1, y1] = [-pan.x / zoom, -pan.y / zoom];
            return { x1, y1, x2: x1 + this.size[0] / zoom, y2: y1 + this.size[1] / zoom };
        },
        renderer() { return { invalidateContainerClientCoordsCache: () => { this.forgotten += 1; } }; },
        on(names, ...rest) { for (const name of names.split(' ')) listeners.push([name, rest.at(-1)]); return this; },
        off(names, ...rest) {
            for (const name of names.split(' ')) {
                listeners.splice(listeners.findIndex((one) => one[0] === name && one[1] === rest.at(-1)), 1);
            }
            return this;
        },
        emit(name, event) { for (const [heard, listener] of [...listeners]) if (heard === name) listener(event); },
        listening: () => listeners.length,
    };
    window.cy = cy;
    root.querySelector('.xtsviz-canvas')._cyreg = { cy };
}"""


@pytest.fixture
def canvas(blank):
    """Start the canvas on a graph of a size, with or without something to show."""

    def canvas(width=600, height=400, shown=True):
        page = blank(BODY)
        page.page.evaluate(CY, {"width": width, "height": height, "shown": shown})
        page.start("canvas.js", "watchCanvas")
        page.frames()
        return page

    return canvas


def fits(page):
    page.frames()
    return page.page.evaluate("cy.fits")


def test_the_first_picture_is_fitted_once_and_not_too_close(canvas):
    page = canvas()
    assert fits(page) == ["all"]
    assert page.page.evaluate("cy.now.zoom") == 1
    page.page.evaluate("cy.emit('add')")
    assert fits(page) == ["all"]


def test_it_waits_for_a_size_and_for_something_to_show(canvas):
    page = canvas(width=0, shown=False)
    assert fits(page) == []
    page.page.evaluate("cy.shown = true; cy.emit('add')")
    assert fits(page) == []
    page.page.evaluate("cy.size = [600, 400]; cy.emit('resize')")
    assert fits(page) == ["all"]


def test_another_size_shows_the_same_until_the_user_zooms(canvas):
    page = canvas()
    page.page.evaluate("cy.emit('resize')")
    assert fits(page) == ["all"], "the size that it was fitted in moves nothing"
    page.page.evaluate("cy.size = [500, 400]; cy.emit('resize')")
    assert fits(page) == ["all", "all"]
    page.receive({"fit": [0, 0, 100, 100], "when": "always"})
    page.page.evaluate("cy.size = [700, 400]; cy.emit('resize')")
    assert fits(page) == ["all", "all", "box", "box"], "a box is fitted again as a box"
    for event in ("dragpan", "scrollzoom", "pinchzoom"):
        page.receive({"fit": True, "when": "always"})
        before = fits(page)
        page.page.evaluate(f"cy.emit('{event}'); cy.size = [cy.size[0] + 10, 400]; cy.emit('resize')")
        assert fits(page) == before


def test_a_box_is_fitted_into_the_middle_with_room_around(canvas):
    page = canvas(width=432, height=400)
    page.receive({"fit": [0, 0, 800, 100], "when": "always"})
    assert page.page.evaluate("cy.now") == {"zoom": 0.5, "pan": {"x": 16, "y": 175}}


def test_what_a_person_has_chosen_to_see_stays(canvas):
    page = canvas()
    page.receive({"fit": [0, 0, 2000, 100], "when": "untouched"})
    assert fits(page) == ["all", "box"]
    page.page.evaluate("cy.emit('dragpan')")
    page.receive({"fit": [0, 0, 3000, 100], "when": "untouched"})
    page.receive({"fit": [0, 0, 100, 100], "when": "outside"})
    assert fits(page) == ["all", "box"]
    page.receive({"fit": [0, 0, 3000, 100], "when": "outside"})
    assert fits(page) == ["all", "box", "box"]


def test_the_kernel_hears_the_size_of_the_canvas(canvas):
    page = canvas()
    page.page.evaluate(
        "document.querySelector('.xtsviz-canvas').style.cssText = 'width: 400px; height: 300px'"
    )
    page.page.wait_for_function("() => model.sent.some((m) => `${m.canvas_size}` === '400,300')")
    page.page.evaluate("document.querySelector('.xtsviz-canvas').style.width = '500px'")
    page.page.wait_for_function("() => model.sent.some((m) => `${m.canvas_size}` === '500,300')")


def test_a_drag_reports_all_that_moved(canvas):
    page = canvas()
    page.page.evaluate("""() => {
        const [grabbed] = cy.nodesThere;
        cy.emit('grabon', { target: grabbed });
        grabbed.at = { x: 7, y: -2.5 };
        cy.emit('dragfreeon', { target: grabbed });
    }""")
    assert page.sent(1) == [{"dragged": "n0", "moved": {"n0": [7, -2.5]}}]


def test_before_a_press_cytoscape_forgets_where_it_was(canvas):
    page = canvas()
    page.page.evaluate("document.querySelector('.xtsviz-canvas').style.height = '50px'")
    page.frames()
    before = page.page.evaluate("cy.forgotten")
    page.page.locator(".xtsviz-canvas").dispatch_event("pointerdown")
    page.page.locator("#above").dispatch_event("pointerdown")
    assert page.page.evaluate("cy.forgotten") == before + 1


def test_a_new_graph_is_found_and_all_of_it_is_left_in_the_end(canvas):
    page = canvas()
    page.page.evaluate("window.first = cy")
    page.page.evaluate(CY, {"width": 300, "height": 300, "shown": True})
    page.page.evaluate("root.append(document.createElement('i'))")
    page.page.wait_for_function("() => cy !== first && cy.listening() > 0")
    assert page.page.evaluate("first.listening()") == 0
    assert fits(page) == ["all"]
    page.stop()
    assert page.page.evaluate("cy.listening()") == 0


def test_charts_hear_when_their_room_changes(blank):
    page = blank(BODY)
    page.start("charts.js", "resizeCharts")
    page.frames()
    page.page.evaluate("window.addEventListener('resize', () => { window.resized = true; })")
    page.page.locator(".xts-chart").evaluate("(chart) => { chart.style.width = '200px'; }")
    page.page.wait_for_function("() => window.resized === true")
