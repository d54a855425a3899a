"""The explorer on a real page, as a person uses it: by labels, roles and what is on the canvas."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import FIND_CANVAS, NUDGED, PATIENCE, canvas_state, wait_for_canvas

TABS = ("Graph", "Matrix", "Flow", "People", "Findings", "Reading")
NAMES = ["Contoso", "Fabrikam", "Litware"]
CELL = f"""
import xtsviz as xts
from xtsviz.view.picture.types import NOTHING, Selection
START = xts.templates.user_hub({NAMES!r}, members=3)
explorer = xts.explore(START)
explorer
"""
SOON = PATIENCE * 1000

ROWS = """() => [...document.querySelectorAll('.xtsviz-root tbody tr')]
    .filter((row) => row.offsetWidth && row.querySelector('th [data-xts*="user"]'))
    .map((row) => [
        JSON.parse(row.querySelector('th [data-xts]').dataset.xts)[2],
        [...row.querySelectorAll('.xts-where')].map((cell) => cell.textContent.replace(/^\\S+ /, ''))])"""

# Cytoscape learns a moment after it was shown again where it is, and would take the mouse to be elsewhere.
READY = (
    "() => {"
    + FIND_CANVAS
    + """
    const box = cy?.container().getBoundingClientRect();
    const [left, top, width] = cy?.renderer().findContainerClientCoords() ?? [];
    return box && width && Math.abs(left - box.left) < 2 && Math.abs(top - box.top) < 2;
}"""
)

# The kernel takes messages in their order, so its answer comes after all that it says to those before; and what the
# page holds back while the kernel is busy goes out then.
SETTLE = (
    """async () => {"""
    + NUDGED
    + """
    const notebook = jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
    // Voila has no notebook, and runs no code for the page.
    const kernel = notebook ?? jupyterapp._widgetManager.kernel;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let i = 0; i < 2; i++) {
        await nudged(kernel, kernel.requestKernelInfo());
        await frame();
        await frame();
    }
}"""
)

# The bridge asks the kernel a question behind each click, which is answered behind all that the click led to.
# It asks once the size of the canvas rests, too.
ANSWERED = """({ dataset }) => dataset.xtsAsked === dataset.xtsAnswered && !('xtsResizing' in dataset)"""
NEXT = "() => new Promise((resolve) => setTimeout(resolve))"  # the question is asked behind the click itself


class Screen:
    """One explorer on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator(".xtsviz-root")
        self.status = self.root.get_by_role("status")

    def open(self, name: str) -> None:
        """Bring a tab or one of the panels on the left to the front."""
        if name in TABS:
            self.root.get_by_role("tab", name=name, exact=True).click()
            if name == "Graph":
                self.page.wait_for_function(READY, timeout=SOON)
            return
        header = self.root.locator(".jupyter-widget-Collapse-header").filter(
            has_text=re.compile(rf"^\s*{name}\s*$")
        )
        if header.locator("xpath=following-sibling::*").first.is_hidden():
            header.click()
            self.settle()

    def select_first_arrow(self) -> None:
        """Choose the first arrow that the grid or the list of arrows offers, in the panel of its own."""
        self.open("Selected arrow")
        self.settle()
        chosen = self.field("Arrow")
        if chosen.locator("option").count() > 1:
            chosen.select_option(index=1)
        chosen.select_option(index=0)
        self.settle()

    def drawers(self) -> list[str]:
        """What the buttons of the drawers say."""
        return self.root.locator(".xts-bar [data-xts*='\"drawer\"']").all_inner_texts()

    def settle(self) -> None:
        """Wait until the page has heard all that the kernel says to what was done so far, and has drawn it.

        A panel that comes to the front is brought up to date by the kernel, which would undo what is typed before.
        """
        self.page.evaluate(NEXT)
        self.page.wait_for_function(ANSWERED, arg=self.root.element_handle(), timeout=SOON)
        self.page.evaluate(SETTLE)

    def asks(self, *words: str) -> Locator:
        """The button in the panels that asks for this."""
        return self.root.locator(f"[data-xts={json.dumps(json.dumps(list(words)))}]:visible")

    def act(self, *words: str) -> None:
        self.asks(*words).first.click()

    def press(self, name: str) -> None:
        self.root.get_by_role("button", name=name, exact=True).click()

    def overlay(self, title: str) -> None:
        """Switch the overlay of the graph; a drawer may have the same name."""
        choice = self.root.locator(".widget-toggle-buttons")
        choice.get_by_role("button", name=title, exact=True).click()

    def drawer(self, name: str) -> None:
        """Open or close a drawer below the toolbar."""
        self.root.locator(".xts-bar").get_by_role("button", name=name, exact=True).click()
        self.settle()

    def field(self, label: str) -> Locator:
        return self.root.get_by_label(label, exact=True).locator("visible=true")

    def write(self, label: str, text: str) -> None:
        """Fill a field and leave it, as Enter does."""
        self.field(label).fill(text)
        self.field(label).press("Enter")

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def says(self, *parts: str, error: bool = False) -> None:
        """The status line comes to hold all of these; as an error, or not as one."""
        for part in parts:
            expect(self.status).to_contain_text(part, timeout=SOON)
        if error:
            expect(self.status).to_contain_text("Error", timeout=SOON)
        else:
            expect(self.status).not_to_contain_text("Error", timeout=SOON)

    def shows(self, tenants: set[str], arrows: set[str]) -> Any:
        """The canvas comes to show exactly these tenants and arrows, all of them visible; its state."""
        want = [sorted(f"tenant:{t}" for t in tenants), sorted(f"arrow:{a}" for a in arrows)]
        return wait_for_canvas(
            self.page,
            """[['nodes', 'tenant:', arg[0]], ['edges', 'arrow:', arg[1]]].every(([group, kind, wanted]) => {
                const shown = Object.entries(state[group]).filter(([id, e]) => id.startsWith(kind) && e.visible);
                return Object.values(state[group]).every((e) => e.visible) &&
                    JSON.stringify(shown.map(([id]) => id).sort()) === JSON.stringify(wanted);
            })""",
            want,
        )

    def edge(self, arrow: str, condition: str) -> Any:
        """Wait until a condition holds of ``edge``, an arrow on the canvas; the edge."""
        found = f"state.edges[{json.dumps('arrow:' + arrow)}]"
        state = wait_for_canvas(self.page, f"((edge) => edge && ({condition}))({found})")
        return state["edges"][f"arrow:{arrow}"]

    def node(self, id: str, condition: str) -> Any:
        """Wait until a condition holds of ``node`` on the canvas; the node."""
        state = wait_for_canvas(
            self.page, f"((node) => node && ({condition}))(state.nodes[{json.dumps(id)}])"
        )
        return state["nodes"][id]

    def where(self, condition: str) -> dict[str, list[str]]:
        """The People table once a condition holds of ``rows``; leads back to the graph.

        By person (id), what stands in each tenant's column: ``home``, ``external member``, ...
        """
        self.open("People")
        check = f"() => {{ const rows = ({ROWS})(); return rows.length && ({condition}) ? rows : null; }}"
        rows = self.page.wait_for_function(check, timeout=SOON).json_value()
        self.open("Graph")
        return dict(rows)

    def has(self, column: int, count: int, what: str = "external member") -> None:
        """The People table comes to have so many people as externals in the tenant of a column."""
        self.where(f"rows.filter(([user, cells]) => cells[{column}] === '{what}').length === {count}")

    def state(self) -> Any:
        return canvas_state(self.page)
