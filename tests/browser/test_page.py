"""The page that `xtsviz explore` serves, in each of its views: for screen readers and keyboards (axe), and nothing cut.

What Voila brings around the explorer is not judged here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.explorer import SOON, Screen
from tests.browser.harness import node_point, wait_for_canvas
from tests.browser.served import explored, open_in, walk

# Within the explorer, all rules but those that are opinions on a whole page.
AXE = """async () => {
    const run = await axe.run('.xtsviz-root', { resultTypes: ['violations'] });
    return run.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, help, nodes }) => nodes.map((node) =>
            `${id}: ${help}: ${node.target} ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`));
}"""
# What sticks out of the explorer, and text cut short that does not say the whole on hover.
CUT = """() => {
    const root = document.querySelector('.xtsviz-root');
    const edge = root.getBoundingClientRect();
    const scrolls = (e) => /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX);
    const inside = (e) => { for (let up = e.parentElement; up && up !== root; up = up.parentElement)
        if (scrolls(up)) return true; return false; };
    const problems = [];
    if (document.documentElement.scrollWidth > window.innerWidth) problems.push('the page scrolls sideways');
    for (const e of root.querySelectorAll('*')) {
        const box = e.getBoundingClientRect();
        if (!box.width || !box.height || e.closest('svg, canvas') || e.namespaceURI !== root.namespaceURI) continue;
        const name = `${e.tagName.toLowerCase()}.${[...e.classList].join('.')} "${e.textContent.trim().slice(0, 60)}"`;
        const out = box.right > edge.right + 1 || box.left < edge.left - 1;
        if (out && !inside(e)) problems.push(`sticks out: ${name}`);
        const style = getComputedStyle(e);
        const text = [...e.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!text || e.scrollWidth <= e.clientWidth + 1 || style.overflowX === 'visible') continue;
        if (/auto|scroll/.test(style.overflowX)) continue;
        const said = e.closest('[title]')?.title.trim() ?? '';
        if (!said) problems.push(`cut without a title: ${name}`);
    }
    return problems;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with explored("--example", folder=tmp_path_factory.mktemp("served")) as address:
        yield address


def by_hand_and_present(screen: Screen) -> Iterator[str]:
    """Handles, the menu and the keys of the graph, boxes of alike tenants, and Present."""
    page = screen.page
    screen.overlay("Everyone")
    screen.settle()
    page.mouse.move(*node_point(page, "tenant:contoso"))
    expect(screen.root.locator(".xts-hand-handle[data-side=bottom]")).to_be_visible(timeout=SOON)
    yield "handles"
    screen.root.locator(".xts-hand").focus()
    for key, opened in (("?", ".xts-hand-keys"), ("Shift+F10", ".xts-hand-menu")):
        page.keyboard.press(key)
        expect(screen.root.locator(opened)).to_be_visible()
        yield opened
        page.keyboard.press("Escape")
    screen.press("Present")
    page.wait_for_function("() => document.fullscreenElement")
    yield "Present"
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.fullscreenElement")
    screen.open("Template")
    screen.field("Tenants").fill("Adatum\nContoso\nFabrikam\nLitware\nProseware")
    screen.settle()
    screen.act("template", "mesh_peer_to_peer")
    screen.act("start-template", "mesh_peer_to_peer")
    screen.settle()
    screen.press("Group alike tenants")
    wait_for_canvas(page, "Object.keys(state.nodes).some((id) => id.startsWith('group:'))")
    screen.settle()
    yield "groups"


@pytest.mark.parametrize("theme, width", [("light", 900), ("dark", 1280)])
def test_every_view_can_be_reached_read_and_seen_whole(
    page: Page, address: str, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    screen = open_in(page, address, theme)
    page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = {}

    def look(check: str, view: str) -> None:
        problems: Any = page.evaluate(check)
        for problem in problems:
            found.setdefault(problem, []).append(view)

    for view in walk(screen):
        look(AXE, view)
        look(CUT, view)
    for view in by_hand_and_present(screen):
        look(AXE, view)
        look(CUT, view)
    assert not found, "\n".join(f"{problem}   (in {', '.join(views)})" for problem, views in found.items())
