"""What has no room on the canvas is shown while the pointer is over it."""

import pytest

BODY = """<div class="xtsviz-root" style="position: relative; width: 600px; height: 300px">
<div class="xtsviz-canvas" style="height: 300px"></div></div>"""
CY = """() => {
    const listeners = [];
    const canvas = root.querySelector('.xtsviz-canvas');
    window.cy = {
        container: () => canvas,
        on(names, ...rest) { for (const name of names.split(' ')) listeners.push([name, rest.at(-1)]); return this; },
        off(names, ...rest) {
            for (const name of names.split(' ')) {
                listeners.splice(listeners.findIndex((one) => one[0] === name && one[1] === rest.at(-1)), 1);
            }
            return this;
        },
        over(hover, x, y) {
            const event = { target: { data: () => hover }, renderedPosition: { x, y } };
            for (const [name, listener] of listeners) if (name === 'mouseover') listener(event);
        },
        emit(heard) { for (const [name, listener] of listeners) if (name === heard) listener({}); },
        listening: () => listeners.length,
    };
    canvas._cyreg = { cy };
}"""


@pytest.fixture
def hover(blank):
    """The module on a page with a graph."""
    page = blank(BODY)
    page.page.evaluate(CY)
    page.start("canvas_hover.js", "showHovered")
    return page


def test_a_name_without_room_is_shown_as_text_inside_the_explorer(hover):
    text = hover.page.locator(".xts-hover")
    assert text.is_hidden()
    hover.page.evaluate("cy.over('<b>Adele</b> Vance', 590, 200)")
    assert text.inner_text() == "<b>Adele</b> Vance"
    box = text.bounding_box()
    root = hover.page.locator(".xtsviz-root").bounding_box()
    assert box["x"] + box["width"] <= root["x"] + root["width"]
    hover.page.evaluate("cy.emit('mouseout')")
    assert text.is_hidden()


def test_what_has_nothing_to_say_shows_nothing(hover):
    hover.page.evaluate("cy.over(null, 10, 200)")
    assert hover.page.locator(".xts-hover").is_hidden()


def test_a_moved_picture_hides_it_and_in_the_end_all_is_gone(hover):
    hover.page.evaluate("cy.over('Adele', 10, 200)")
    hover.page.evaluate("cy.emit('viewport')")
    assert hover.page.locator(".xts-hover").is_hidden()
    hover.stop()
    assert hover.page.locator(".xts-hover").count() == 0
    assert hover.page.evaluate("cy.listening()") == 0
