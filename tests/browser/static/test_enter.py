"""Enter presses the button beside a field, once all that was typed is on its way; the title is edited in place."""

from playwright.sync_api import expect

PANEL = """<div class="xtsviz-root" data-xts-asked="3" data-xts-answered="3">
<div class="xts-enter"><div id="stops"><input id="name"><input id="list" list="some"></div>
<button id="other">other</button><button id="primary" class="mod-primary">add</button></div>
<input id="alone"></div>"""
WATCH = """() => {
    window.log = [];
    const note = (what) => () => log.push(what);
    stops.addEventListener('keydown', (event) => event.stopPropagation());
    document.getElementById('name').addEventListener('change', note('change'));
    for (const id of ['primary', 'other']) document.getElementById(id).addEventListener('click', note(id));
    // As answers.js does.
    const ask = () => { root.dataset.xtsAsked = Number(root.dataset.xtsAsked) + 1; };
    root.addEventListener('xts-done', () => setTimeout(ask));
}"""


def test_enter_presses_the_button_after_what_was_typed(blank):
    page = blank(PANEL)
    page.page.evaluate(WATCH)
    page.start("enter.js", "pressOnEnter")
    field, log = page.page.locator("#name"), "() => window.log"
    field.press("Enter")
    for other in ("#alone", "#list"):
        page.page.locator(other).press("Enter")
    page.page.wait_for_function("() => root.dataset.xtsAsked === '4'")
    assert page.page.evaluate(log) == ["change"]  # the kernel has not answered yet
    page.page.evaluate("() => { root.dataset.xtsAnswered = 4; }")
    page.page.wait_for_function("() => window.log.length === 2")
    assert page.page.evaluate(log) == ["change", "primary"]
    field.press("Enter")
    page.page.wait_for_function("() => root.dataset.xtsAsked === '5'")
    page.page.evaluate("() => { window.stop(); root.dataset.xtsAnswered = 5; }")
    field.press("Enter")
    assert page.page.evaluate(log) == ["change", "primary", "change"]


def test_the_title_is_edited_in_place(blank):
    page = blank(
        '<div class="xtsviz-root"><h1><button class="xts-rename" data-title="Plan">Plan</button></h1></div>'
    )
    page.start("title.js", "editTitle")
    button, field = (
        page.page.get_by_role("button", name="Plan"),
        page.page.get_by_label("Title of the design"),
    )
    for keep in ("Enter", "blur", "Escape"):
        button.press("Enter")
        expect(field).to_be_focused()
        expect(button).to_be_hidden()
        field.fill(f" Plan <b> {keep} ")
        if keep == "blur":
            field.blur()
        else:
            field.press(keep)
            expect(button).to_be_focused()
        expect(field).to_have_count(0)
    button.press("Enter")
    field.press("Enter")  # as it is
    assert [message["action"] for message in page.sent()] == [
        ["title", "Plan <b> Enter"],
        ["title", "Plan <b> blur"],
    ]
