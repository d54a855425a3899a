"""Marks that travel in a drawn picture, once, when it comes to the page."""

import json

from tests.browser.static.test_motion import MOTION

FIGURE = (
    f"<svg class='xts-figure' viewBox='0 0 200 100' width='200' height='100' data-xts-motion='{json.dumps(MOTION)}'>"
    "<g data-element='person:a'><circle r='5'/></g></svg>"
)
SHOWN = "document.querySelector('[data-element]').style.opacity === ''"


def put(blank, figure=FIGURE):
    blank.page.evaluate("(figure) => { root.innerHTML = figure; }", figure)


def test_people_appear_where_they_are_and_the_stopped_one_says_why(blank):
    page = blank()
    page.start("drawn_motion.js", "playDrawn")
    put(page)
    page.page.wait_for_function("() => document.querySelector('[data-element]').style.opacity === '0'")
    page.page.wait_for_function(
        "() => [...document.querySelectorAll('.xts-mark text')].some((e) => e.textContent === '✕ <b>no</b>')"
    )
    page.page.wait_for_function(f"() => {SHOWN} && !document.querySelector('.xts-mark')")
    put(page)
    page.page.wait_for_function("() => document.querySelector('.xts-mark')")
    page.page.locator(".xts-figure").dispatch_event("pointerdown")  # a press ends it
    assert page.page.evaluate(f"{SHOWN} && !document.querySelector('.xts-mark')")
    page.stop()


def test_with_less_motion_the_picture_shows_the_end(blank):
    page = blank()
    page.page.emulate_media(reduced_motion="reduce")
    page.start("drawn_motion.js", "playDrawn")
    put(page)
    page.page.wait_for_function("() => document.querySelector('[data-xts-played]')")
    assert page.page.evaluate(f"{SHOWN} && !document.querySelector('.xts-mark')")
    page.stop()
