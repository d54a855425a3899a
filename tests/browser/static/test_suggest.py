"""The list of people below a field: arrow keys, Enter, Escape, the mouse, and what a screen reader is told."""

from playwright.sync_api import expect

PANEL = """<style>.xts-suggestions { display: none } [data-xts-open] > .xts-suggestions { display: block }</style>
<div class="xtsviz-root"><div class="xts-suggest xts-verb-find"><div id="stops"><input id="name"></div>
<div class="xts-suggestions"><ul role="listbox"><li role="option" data-xts='["find", "a1"]'>Ann</li>
<li role="option" data-xts='["find", "b2"]'>Bert</li></ul></div></div><button>next</button></div>"""
# The notebook's fields let no key event through.
STOPS = "() => stops.addEventListener('keydown', (event) => event.stopPropagation())"


def sent(page):
    return [message["action"] for message in page.sent()]


def test_suggestions_by_keyboard_and_mouse(blank):
    page = blank(PANEL)
    page.page.evaluate(STOPS)
    page.start("suggest.js", "suggestPeople")
    field, options = page.page.locator("#name"), page.page.get_by_role("option", include_hidden=True)
    field.press_sequentially("n")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == page.page.locator("ul").get_attribute("id")
    field.press("Enter")
    assert sent(page) == [["find", "n"]]
    expect(options.first).to_be_hidden()
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    field.press("ArrowDown")
    field.press("Enter")
    assert sent(page)[1:] == [["find", "b2"]]
    # Beyond the last, and out with Escape: what is typed counts.
    for key in ("ArrowUp", "ArrowDown", "Escape"):
        field.press(key)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    assert sent(page)[2:] == [["find", "n"]]
    # Another list from the kernel keeps nobody chosen.
    field.press("ArrowDown")
    page.page.evaluate("() => document.querySelectorAll('li').forEach((one) => one.remove())")
    page.page.evaluate("() => { root.querySelector('ul').innerHTML = '<li role=option>Cleo</li>' }")
    page.page.get_by_role("option", name="Cleo").click()
    expect(options.first).to_be_hidden()
    expect(field).to_be_focused()
    field.press("ArrowDown")
    page.page.get_by_role("button", name="next").focus()
    expect(options.first).to_be_hidden()
    page.page.evaluate("window.stop()")
    field.press("Enter")
    assert len(sent(page)) == 3
