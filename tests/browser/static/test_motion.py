"""Marks that travel on top of the graph: they arrive, stop, follow zoom and pan, and are gone with the next press."""

from playwright.sync_api import expect

from tests.browser.static.test_canvas import BODY, CY

MOTION = {
    "paths": [[0, 0, 50, 20, 100, 0]],
    "marks": [
        {"path": 0, "color": ["#0072b2", "#4aa3df"], "shape": "circle", "to": [120, 0], "person": "person:a"},
        {"path": 0, "color": ["#d55e00", "#f5813f"], "shape": "diamond", "count": 12, "stops": "<b>no</b>"},
    ],
    "brief": True,
    "time": 0,
}
# What the motion needs of cytoscape besides: a node that can be hidden, zoom and pan.
MORE = """() => {
    const bypass = { opacity: 1 };
    const node = {
        data: () => 'person:a', visible: () => true, removed: () => false,
        style(name, value) { bypass[name] = value; return this; }, removeStyle() { bypass.opacity = 1; },
    };
    window.bypass = bypass;
    Object.assign(cy, { pan: () => ({ x: 7, y: 9 }), batch: (work) => work(), nodes: () => [node] });
}"""


def started(blank, **state):
    page = blank(BODY, **state)
    page.page.evaluate(CY, {"width": 600, "height": 400, "shown": True})
    page.page.evaluate(MORE)
    page.start("motion_layer.js", "showMotion")
    return page


def test_marks_travel_arrive_and_stop(blank):
    page = started(blank, dark=False)
    page.receive({"play": MOTION})
    layer = page.page.locator(".xtsviz-motion")
    page.page.wait_for_function("() => bypass.opacity === 0")  # hidden until the mark arrives
    page.page.wait_for_function("() => bypass.opacity === 1")
    page.page.wait_for_function(
        "() => [...document.querySelectorAll('.xts-mark text')].some((e) => e.textContent === '✕ <b>no</b>')"
    )
    assert layer.locator("text").all_text_contents() == ["12", "✕ <b>no</b>"]
    assert layer.locator("> g").evaluate("(g) => g.style.transform") == "translate(7px, 9px) scale(1)"
    page.page.wait_for_function("() => !document.querySelector('.xtsviz-motion')")
    page.stop()


def test_a_press_or_a_key_ends_it_at_once(blank):
    page = started(blank)
    for kind in ("pointerdown", "keydown"):
        page.receive({"play": MOTION})
        expect(page.page.locator(".xtsviz-motion")).to_have_count(1)
        page.page.locator("#above").dispatch_event(kind)
        assert page.page.locator(".xtsviz-motion").count() == 0
        assert page.page.evaluate("bypass.opacity") == 1
    page.receive({"play": MOTION})
    page.receive({"play": MOTION})
    expect(page.page.locator(".xtsviz-motion")).to_have_count(1)  # a second one takes the place of the first
    page.stop()
    assert page.page.locator(".xtsviz-motion").count() == 0


def test_with_less_motion_a_sentence_stands_there(blank):
    page = started(blank)
    page.page.emulate_media(reduced_motion="reduce")
    page.receive({"play": MOTION})
    assert page.page.locator(".xtsviz-motion-note").count() == 0, "an edit needs no sentence"
    page.receive({"play": {**MOTION, "brief": False}})
    assert "less motion" in page.page.locator(".xtsviz-motion-note").inner_text()
    assert page.page.locator(".xtsviz-motion").count() == 0
    page.page.locator("#above").dispatch_event("pointerdown")
    assert page.page.locator(".xtsviz-motion-note").count() == 0
    page.stop()
