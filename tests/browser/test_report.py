"""The report in a real browser: opened from a file, on screens of several widths and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.unit.view.samples import nasty, states
from xtsviz import templates
from xtsviz.view.export.report import report

PAPER = 695  # CSS pixels that A4 has between margins of 13 mm

# Everything that sticks out to the right, by tag and text: of the page, and of a cell into the next one.
STICKS_OUT = """() => {
    const told = element => `${element.tagName} ${element.textContent.slice(0, 40)}`;
    const page = [...document.querySelectorAll('table, svg, p, h1, h3, dl')].filter(
        element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5);
    const cells = [...document.querySelectorAll('th, td')].filter(
        cell => cell.scrollWidth > cell.clientWidth + 1);
    return [...page, ...cells].map(told);
}"""
GROUNDS = """() => [getComputedStyle(document.documentElement).backgroundColor,
    getComputedStyle(document.querySelector('svg > rect')).fill]"""
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 24, 31)"


@pytest.mark.parametrize("which", ["hostile", "wide"])
def test_report(page: Page, tmp_path: Path, which: str) -> None:
    designs = {
        "hostile": nasty,
        "wide": lambda: templates.full_mesh([f"Woodgrove Bank {n:02}" for n in range(22)], members=600),
    }
    file = tmp_path / "report.html"
    file.write_text(report(designs[which]()), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    for width in (1280, 900):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(STICKS_OUT) == []
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate(STICKS_OUT) == []


def test_the_reader_s_setting_on_screen_and_light_on_paper(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(report(states()), encoding="utf-8")
    page.goto(file.as_uri())
    page.emulate_media(color_scheme="light")
    assert page.evaluate(GROUNDS) == [LIGHT, LIGHT]
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUNDS) == [DARK, DARK]
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(GROUNDS) == [LIGHT, LIGHT]
    words = page.locator("details p").get_by_text("Contoso → Fabrikam syncs 3 users.", exact=True)
    assert words.first.is_visible()  # on paper, nobody can unfold what is folded
    page.emulate_media(media="screen")
    assert not words.first.is_visible()
