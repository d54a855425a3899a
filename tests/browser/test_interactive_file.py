"""The interactive file, opened from a disk: overlays, a person by search, zoom, motion, by mouse and by keyboard."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import Watch
from tests.unit.view.samples import hostile_pair, two_alike_meshes
from xtsviz import examples
from xtsviz.view.export.interactive import interactive_page

WIDTH = "() => document.getElementById('canvas').viewBox.baseVal.width"
STICKS_OUT = """() => [...document.querySelectorAll('button, svg, h1, h2, li, input')].filter(
    (e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map((e) => e.outerHTML)"""


def opened(browser: Browser, watch: Watch, folder: Path, page_text: str, **context: str) -> Page:
    file = folder / "design.html"
    file.write_text(page_text, encoding="utf-8")
    page = browser.new_context(viewport={"width": 1280, "height": 800}, **context).new_page()
    watch.follow(page)
    page.goto(file.as_uri())
    return page


def test_choose_search_zoom_and_play(browser: Browser, watch: Watch, tmp_path: Path) -> None:
    page = opened(browser, watch, tmp_path, interactive_page(examples.acquisition()))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    title, told = page.locator("#title"), page.get_by_role("status")
    expect(title).to_contain_text("Everyone")
    page.get_by_role("button", name="People", exact=True).click()
    expect(title).to_have_text("People: who is where")
    expect(page.get_by_role("button", name="People", exact=True)).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Play").click()
    expect(told).to_contain_text("22 users arrive")
    page.wait_for_function("() => document.querySelectorAll('.xts-mark').length > 40")
    page.wait_for_function("() => document.querySelector('#shapes [style*=opacity]')")
    page.keyboard.press("Shift")
    assert page.locator(".xts-mark").count() == 0, "any key ends it"
    assert page.locator("#shapes [style*=opacity]").count() == 0

    field = page.get_by_role("combobox", name="Find a person")
    field.fill("zoe sherm")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("Enter")
    expect(title).to_contain_text("Zoë Sherman")
    expect(page.get_by_role("list", name="The picture in words")).to_contain_text("does not sync Zoë Sherman")

    before = page.evaluate(WIDTH)
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(WIDTH) < before
    page.locator("#canvas").press("0")
    assert page.evaluate(WIDTH) == before
    page.locator("#canvas").press("+")
    page.locator("#canvas").press("ArrowRight")
    assert page.evaluate(WIDTH) < before
    page.keyboard.press("Escape")
    expect(title).to_have_text("People: who is where")

    page.locator('[data-shape="tenant:fabrikam"] rect').first.click(position={"x": 60, "y": 5})
    expect(title).to_contain_text("Fabrikam")
    page.get_by_role("button", name="Contoso", exact=True).press("Enter")
    expect(title).to_contain_text("Contoso")
    for width in (1280, 900, 600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(STICKS_OUT) == []
    assert asked == []
    assert not watch.problems, "\n".join(watch.problems)
    page.context.close()


def test_groups_open_and_close(browser: Browser, watch: Watch, tmp_path: Path) -> None:
    page = opened(browser, watch, tmp_path, interactive_page(two_alike_meshes()))
    tenants, boxes = page.locator('[data-shape^="tenant:"]'), page.locator('[data-shape^="group:"]')
    frame, button = page.locator('[data-shape^="frame:"]'), page.locator("[data-group]").first
    expect(boxes).to_have_count(2)
    boxes.first.click()
    expect(frame).to_have_count(1)
    expect(tenants).to_have_count(9)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("button", name="Everyone", exact=True)).to_have_attribute("aria-pressed", "true")
    frame.click(position={"x": 4, "y": 40})
    expect(boxes).to_have_count(2)
    page.get_by_role("button", name="Health", exact=True).click()
    button.press("Enter")
    expect(tenants).to_have_count(9)
    expect(page.locator("#title")).to_contain_text("Health")
    tenants.nth(2).click()
    expect(page.locator("#title")).to_contain_text("East 3")
    page.keyboard.press("Escape")
    expect(page.locator("#title")).to_contain_text("Health")
    expect(tenants).to_have_count(9)
    page.keyboard.press("Escape")
    expect(boxes).to_have_count(2)
    assert not watch.problems, "\n".join(watch.problems)
    page.context.close()


def test_hostile_names_and_less_motion(browser: Browser, watch: Watch, tmp_path: Path) -> None:
    page = opened(browser, watch, tmp_path, interactive_page(hostile_pair()), reduced_motion="reduce")
    page.get_by_role("button", name="People", exact=True).click()
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("status")).to_contain_text("less motion")
    assert page.locator(".xts-mark").count() == 0
    page.get_by_role("combobox").fill("<script>alert")
    page.get_by_role("option").first.click()
    expect(page.locator("#title")).to_contain_text("<script>alert(1)</script>")
    assert page.locator("script").count() == 2
    assert page.locator("#shapes b, #words b, #found b").count() == 0
    assert not watch.problems, "\n".join(watch.problems)
    page.context.close()
