"""How soon an edit shows in a real JupyterLab, from the click to the changed picture: `make bench` prints the figures.

A full mesh of 20 tenants with 1,000 people: an arrow removed and added, a gate closed, a tenant renamed, each undone,
and the overlays switched.
"""

from collections.abc import Callable
from statistics import median

from playwright.sync_api import Page

from tests.bench.bench_draw import say
from tests.browser.explorer import Screen
from tests.browser.harness import FIND_CANVAS, wait_for_canvas
from xtsviz.view.picture.overlays import OVERLAYS

__all__ = ["say"]

ROUNDS = 7
CELL = """
import xtsviz as xts
explorer = xts.explore(xts.templates.full_mesh([f"Tenant {n:02}" for n in range(1, 21)], members=50))
from xtsviz.widgets.group_choice import GroupChoice
explorer.controller.change(groups=GroupChoice(on=False))  # or it would be one box
explorer
"""
EDIT, SWITCH = 150, 500  # milliseconds, at most

# Milliseconds from an event on the page to the frame after a condition of the canvas `cy` comes to hold.
TOOK = (
    """async ([act, condition]) => {
    const holds = () => {"""
    + FIND_CANVAS
    + """
        const arrow = (id) => cy.edges(':visible').filter((e) => name(e) === `arrow:${id}`)[0];
        const tenant = (id) => cy.nodes(':visible').filter((e) => name(e) === `tenant:${id}`)[0];
        return Boolean(eval(condition));
    };
    if (holds()) throw new Error(`it is so already: ${condition}`);
    const start = performance.now(), end = start + 60000;
    eval(act);
    while (!holds()) {
        await new Promise(requestAnimationFrame);
        if (performance.now() > end) throw new Error(`it never came to be: ${condition}`);
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""
)
ROOT = "document.querySelector('.xtsviz-root')"
UNDO = f"[...{ROOT}.querySelectorAll('.xts-bar button')].find((b) => b.textContent.trim() === 'Undo').click()"


def field(label: str, value: str) -> str:
    """Set a field by its label, as a person leaves it."""
    return (
        f"(() => {{ const label = [...{ROOT}.querySelectorAll('label')].find((l) => l.offsetWidth"
        f" && l.textContent.trim() === '{label}');"
        " const box = label.closest('.widget-inline-hbox').querySelector('input, select');"
        f" box.value = [...(box.options ?? [])].find((o) => o.textContent.trim() === '{value}')?.value ?? '{value}';"
        " box.dispatchEvent(new Event('input', { bubbles: true }));"
        " box.dispatchEvent(new Event('change', { bubbles: true })); })()"
    )


def press(title: str) -> str:
    """Press the button of an overlay."""
    buttons = f"[...{ROOT}.querySelectorAll('.widget-toggle-buttons button')]"
    return f"{buttons}.find((b) => b.offsetWidth && b.textContent.trim() === '{title}').click()"


def test_edits(open_notebook: Callable[..., Page], say: Callable[[str], None]) -> None:
    page = open_notebook([CELL])
    wait_for_canvas(page, "Object.keys(state.edges).length === 380")
    screen = Screen(page)
    screen.settle()

    def took(act: str, condition: str) -> float:
        screen.settle()
        return float(page.evaluate(TOOK, [act, condition]))

    there, gone = "arrow('tenant-01->tenant-02')", "!arrow('tenant-01->tenant-02')"
    blocked = "arrow('tenant-01->tenant-02')?.hasClass('is-blocked')"
    renamed = "tenant('tenant-01')?.style('label').startsWith('Nova')"
    times: dict[str, list[float]] = {}

    def note(what: str, act: str, condition: str) -> None:
        times.setdefault(what, []).append(took(act, condition))

    screen.open("Selected arrow")
    screen.settle()  # it shows the first arrow, from Tenant 01 to Tenant 02
    for _ in range(ROUNDS):
        note("a gate closed", field("Inbound sync", "closed"), blocked)
        note("  undone", UNDO, f"!{blocked}")
    screen.open("Arrows")
    screen.choose("Source", "Tenant 01")
    screen.choose("Target", "Tenant 02")
    remove = (
        f"[...{ROOT}.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Remove arrow').click()"
    )
    add = f"[...{ROOT}.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Add arrow').click()"
    for _ in range(ROUNDS):
        screen.open("Selected arrow")
        screen.field("Arrow").select_option(index=0)
        note("an arrow removed", remove, gone)
        screen.open("Arrows")
        note("an arrow added", add, there)
        note("  undone", UNDO, gone)
        note("  undone", UNDO, there)
    screen.open("Tenants")
    screen.field("Tenant").select_option(index=0)
    screen.settle()
    for _ in range(ROUNDS):
        note("a tenant renamed", field("Name", "Nova"), renamed)
        note("  undone", UNDO, f"!{renamed}")
    for overlay in ("health", "people", "tenant", "everyone") * 3:
        title = OVERLAYS[overlay].title
        shows = f"[...{ROOT}.querySelectorAll('.xts-title')].some((t) => t.textContent.startsWith('{title}'))"
        note("an overlay switched", press(title), shows)
    say(
        "In a mesh of 20 tenants, 380 arrows and 1,000 people, from the click to the changed picture, median:"
    )
    medians = {what: median(values) for what, values in times.items()}
    for what, took_ms in medians.items():
        limit = SWITCH if "overlay" in what else EDIT
        say(f"  {what.strip():24s}  {took_ms:6.0f} ms   (at most {limit})")
    edits = median(medians[what] for what in medians if "overlay" not in what and "undone" not in what)
    say(f"  undo against edits        {medians['  undone'] / edits:6.2f} times")
    assert max(medians[what] for what in medians if "overlay" not in what) <= EDIT
    assert medians["an overlay switched"] <= SWITCH
