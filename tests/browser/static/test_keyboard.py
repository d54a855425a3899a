"""Keys and buttons: what the page sends to the kernel, and what it leaves alone."""

import json

from playwright.sync_api import expect

PANEL = """<div class="xtsviz-root"><button>press</button><input id="line"><textarea></textarea>
<input type="checkbox"><div class="xtsviz-canvas">graph</div></div><p id="outside" tabindex="0">outside</p>"""


def test_shortcuts_inside_the_explorer_only(blank):
    page = blank(PANEL)
    page.start("keyboard.js", "sendShortcuts")
    page.page.get_by_role("button").focus()
    for keys in ("Control+z", "Control+Shift+z", "Control+y", "Meta+z"):
        page.page.keyboard.press(keys)
    for keys in ("z", "Control+Alt+z", "Control+Shift+y", "Control+x"):
        page.page.keyboard.press(keys)
    page.page.locator("#outside").focus()
    page.page.keyboard.press("Control+z")
    page.page.get_by_role("checkbox").focus()
    page.page.keyboard.press("Control+y")
    assert [message["shortcut"] for message in page.sent()] == ["undo", "redo", "redo", "undo", "redo"]
    page.page.evaluate("window.stop()")
    page.page.keyboard.press("Control+y")
    assert len(page.sent()) == 5


def test_text_fields_keep_their_own_undo(blank):
    page = blank(PANEL)
    page.start("keyboard.js", "sendShortcuts")
    field = page.page.locator("#line")
    field.press_sequentially("one")
    field.press("Control+z")
    expect(field).not_to_have_value("one")
    page.page.locator("textarea").press("Control+z")
    assert page.sent() == []


def test_a_press_on_the_canvas_brings_the_keyboard_to_the_explorer(blank):
    page = blank(PANEL)
    page.start("keyboard.js", "sendShortcuts")
    page.page.locator(".xtsviz-canvas").click()
    page.page.keyboard.press("Control+z")
    assert page.sent() == [{"shortcut": "undo"}]


def asking(*words, attributes=""):
    return f"<button data-xts='{json.dumps(words)}' {attributes}>{words[0]}</button>"


def test_buttons_say_what_they_ask_for(blank):
    body = f'<div class="xtsviz-root">{asking("toggle", "a", "b")}{asking("no", attributes="disabled")}</div>'
    page = blank(body + asking("outside"))
    page.start("actions.js", "sendActions")
    page.page.get_by_role("button", name="toggle").click()
    page.page.get_by_role("button", name="no").click(force=True)
    page.page.get_by_role("button", name="outside").click()
    assert page.sent() == [{"action": ["toggle", "a", "b"]}]


def test_the_focus_stays_on_a_button_that_is_written_anew(blank):
    page = blank(f'<div class="xtsviz-root">{asking("one")}{asking("two")}</div>')
    page.start("actions.js", "sendActions")
    page.page.get_by_role("button", name="two").press("Enter")
    page.page.evaluate("root.innerHTML = root.innerHTML")
    expect(page.page.get_by_role("button", name="two")).to_be_focused()


def test_the_explorer_takes_the_focus_of_a_button_that_is_disabled_now(blank):
    page = blank(f'<div class="xtsviz-root" tabindex="-1">{asking("undo")}</div>')
    page.start("actions.js", "sendActions")
    page.page.get_by_role("button", name="undo").press("Enter")
    page.page.evaluate("root.innerHTML = root.innerHTML.replace('<button', '<button disabled')")
    expect(page.page.locator(".xtsviz-root")).to_be_focused()


def test_the_notebooks_controls_get_names_roles_and_states(blank):
    page = blank("""<div class="xtsviz-root"><div class="jupyter-widget-Collapse-open">
        <div class="jupyter-widget-Collapse-header">Tenants</div></div>
        <button class="widget-toggle-button">Export</button><input placeholder="Search">
        <div class="widget-label">A long name</div></div>""")
    page.start("accessibility.js", "labelControls")
    header = page.page.get_by_role("button", name="Tenants")
    expect(header).to_have_attribute("aria-expanded", "true")
    page.page.get_by_label("Search").wait_for()
    expect(page.page.locator(".widget-label")).to_have_attribute("title", "A long name")
    toggle = page.page.get_by_role("button", name="Export")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    toggle.evaluate("(toggle) => toggle.classList.add('mod-active')")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    page.page.evaluate("root.addEventListener('click', () => { window.clicked = true; })")
    header.press("Enter")
    assert page.page.evaluate("window.clicked") is True


def test_a_notebook_takes_no_key_of_the_explorer(blank):
    page = blank(PANEL)
    page.page.evaluate("""() => {
        window.taken = [];
        // As JupyterLab does: from the element with the focus upwards, until one has the attribute.
        document.addEventListener('keydown', (event) => {
            if (!event.target.closest('[data-lm-suppress-shortcuts]')?.isSameNode(event.target)) taken.push(event.key);
        }, true);
    }""")
    page.start("keyboard.js", "sendShortcuts")
    root = page.page.locator(".xtsviz-root")
    expect(root).to_have_attribute("data-lm-suppress-shortcuts", "")
    page.page.get_by_role("button").focus()
    for keys in ("a", "Delete", "Enter", "ArrowDown"):
        page.page.keyboard.press(keys)
    assert page.page.evaluate("taken") == []
    page.page.keyboard.press("Control+s")
    assert page.page.evaluate("taken") == ["Control", "s"], "saving stays the notebook's"
    page.page.wait_for_function("() => root.hasAttribute('data-lm-suppress-shortcuts')")
