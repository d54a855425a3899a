"""The status line, the theme, and the joined script as the widget loads it."""

from playwright.sync_api import expect


def test_the_status_line_is_one_live_region_for_good(blank):
    page = blank(message="Ready", level="info")
    page.start("status.js", "showStatus")
    line = page.page.get_by_role("status")
    expect(line).to_have_text("Ready")
    assert line.get_attribute("aria-live") == "polite"
    line.evaluate("(line) => { window.line = line; window.text = line.firstChild; }")
    page.set("level", "warning")
    page.set("message", "<b>An arrow needs two tenants</b>")
    expect(line).to_have_text("⚠ Warning: <b>An arrow needs two tenants</b>")
    page.set("level", "error")
    expect(line).to_have_class("xtsviz-status xtsviz-status-error")
    assert line.evaluate("(line) => line === window.line && line.firstChild === window.text")
    page.stop()


def test_the_theme_is_told_and_followed(blank):
    page = blank(attributes='data-jp-theme-light="false"', dark=False)
    page.start("theme.js", "followTheme", "model")
    assert page.page.evaluate("model.saved.map((state) => state.dark)") == [True]
    page.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    page.page.wait_for_function("() => model.saved.length === 2")
    assert page.page.evaluate("model.get('dark')") is False
    page.stop()


def test_without_a_theme_of_the_notebook_the_systems_choice_holds(blank):
    page = blank(dark=False)
    page.start("theme.js", "followTheme", "model")
    assert page.page.evaluate("model.saved.length") == 0, "what the kernel knows is not told again"
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_function("() => model.get('dark') === true")
    page.page.emulate_media(color_scheme="light")
    page.page.wait_for_function("() => model.get('dark') === false")
    page.stop()


LOAD = """async () => {
    const text = await (await fetch('/joined.js')).text();
    const { default: widget } = await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    const el = document.createElement('div');
    const stops = [widget.initialize({ model }), widget.render({ model, el })];
    window.stop = () => stops.forEach((stop) => stop());
    root.append(el);
}"""


def test_the_joined_script_runs_as_the_widget_under_the_served_pages_policy(blank):
    page = blank(message="Ready", level="info", dark=False, unsaved=False, number=0)
    page.page.evaluate(LOAD)
    expect(page.page.get_by_role("status")).to_have_text("Ready")
    page.page.wait_for_function("() => root.tabIndex === -1")  # it has found its root
    page.page.evaluate("root.focus()")
    page.page.keyboard.press("Control+z")
    assert page.sent(2) == [{"shortcut": "undo"}, {"ping": 1}]
    page.stop()
