"""How long the explorer takes in a real JupyterLab, from a press to the picture: `make bench` prints the figures.

A full mesh of 20 tenants with 5 members each: its first drawing, from running the cell to all 380 arrows in the
canvas, against bare ipycytoscape in a canvas of the same size; and one arrow of it drawn and removed again by pressing
a button, against a button that hides and shows one edge of bare ipycytoscape by its class, and does nothing else.
"""

from collections.abc import Callable
from statistics import median

import pytest
from playwright.sync_api import Locator, Page

from tests.bench.bench_draw import clear, first_drawings, measure, say, times_bare
from tests.browser.explorer import Screen
from tests.browser.harness import FIND_CANVAS, Watch, kernel_run

__all__ = ["say"]

TENANTS = 20
ARROWS = TENANTS * (TENANTS - 1)
ROUNDS = 13
TURNS = 5
TOGGLES = 10
CANVAS = (676, 558)
"""Width and height of the explorer's canvas in this notebook: a larger picture takes longer to paint."""
MOST = 1.3
"""Times what bare ipycytoscape takes in the same run."""

PREPARE = f"""
import ipycytoscape as ipc
import ipywidgets
import xtsviz as xts
from xtsviz.flow import user_flow
from xtsviz.view.picture.cytoscape import canvas_style, elements
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.group_choice import GroupChoice

def new():
    return xts.templates.full_mesh([f"Tenant {{n:02}}" for n in range(1, {TENANTS} + 1)], members=5)

mesh = new()
unseen = [new() for _ in range({ROUNDS + TURNS + 1})]  # a design remembers what was once worked out of it
drawn = elements(resolve(mesh, user_flow(mesh), room={CANVAS}))
GroupChoice.shown = lambda self, design, room: None  # or it would be one box
nodes = [e for e in drawn if e.kind == "node"]
edges = [e for e in drawn if e.kind == "edge"]

def bare():
    # The same graph with the same style and size, from elements built complete.
    widget = ipc.CytoscapeWidget(
        cytoscape_layout={{"name": "preset"}}, cytoscape_style=canvas_style(False), tooltip_source="no tooltip",
        layout={{"width": "{CANVAS[0]}px", "height": "{CANVAS[1]}px"}}
    )
    widget.graph.nodes.extend(
        ipc.Node(data={{**e.data, "id": e.id}}, classes=" ".join(e.classes), position=dict(zip("xy", e.position)))
        for e in nodes
    )
    widget.graph.edges.extend(
        ipc.Edge(data={{**e.data, "id": e.id, "source": e.source, "target": e.target}},
                 classes=" ".join(["directed", *e.classes]))
        for e in edges
    )
    return widget

def bare_with_button():
    widget = bare()
    edge = widget.graph.edges[-1]
    usual = edge.classes
    button = ipywidgets.Button(description="Toggle")
    def toggle(_button):
        edge.classes = usual if edge.classes != usual else usual + " pooled"
    button.on_click(toggle)
    return ipywidgets.VBox([button, widget])

def ours():
    global explorer
    explorer = xts.explore(unseen.pop())
    return explorer

ours().close(), ipc.CytoscapeWidget()  # so that neither pays for what is loaded once
print("ready")
"""

# The time from the next press on the page to the first frame after the canvas shows so many arrows.
ARM = (
    """(edges) => {
    const whole = () => {"""
    + FIND_CANVAS
    + """
        return cy && cy.edges(':visible').length === edges;
    };
    window.took = new Promise((resolve, reject) => {
        window.addEventListener('click', () => {
            const start = performance.now();
            const painted = () => requestAnimationFrame(() => resolve(performance.now() - start));
            const look = () => requestAnimationFrame(() => (whole() ? painted() : look()));
            setTimeout(() => reject(new Error('the arrow never came or went')), 60000);
            look();
        }, { capture: true, once: true });
    });
}"""
)

CANVAS_SIZE = """() => {
    const canvas = [...document.querySelectorAll('*')].find((part) => part._cyreg);
    return [canvas.clientWidth, canvas.clientHeight];
}"""


@pytest.fixture
def mesh(open_notebook: Callable[..., Page]) -> Page:
    return open_notebook([PREPARE, "bare()", "ours()", "bare_with_button()"], stop=1)


def test_explorer(mesh: Page, watch: Watch, say: Callable[[str], None]) -> None:
    """First drawing and one arrow toggled by a press, each against bare ipycytoscape, all in one run."""
    drawn = first_drawings(mesh, {"bare": 1, "explorer": 2}, ROUNDS)
    first = {name: median(times) for name, times in drawn.items()}
    ratio = times_bare(drawn["explorer"], drawn["bare"])
    say(f"First drawing of {TENANTS} tenants and {ARROWS} arrows, from running the cell, median of {ROUNDS}:")
    say(f"  bare ipycytoscape         {first['bare']:6.0f} ms")
    say(f"  explorer                  {first['explorer']:6.0f} ms   {ratio:.2f} times bare (at most {MOST})")
    bare: list[float] = []
    ours: list[float] = []
    for _ in range(TURNS):  # they take turns: the machine is not the same all the time
        clear(mesh)
        measure(mesh, cell=3)
        bare += bare_toggles(mesh)
        clear(mesh)
        measure(mesh, cell=2)
        ours += press_toggles(mesh)
    width, height = mesh.evaluate(CANVAS_SIZE)
    assert abs(width - CANVAS[0]) + abs(height - CANVAS[1]) < 30, f"the canvas has {width} x {height} pixels"
    times = times_bare(ours, bare)
    say(f"One arrow of it toggled, from the press to the picture, median of {TURNS * TOGGLES}:")
    say(f"  bare ipycytoscape         {median(bare):6.0f} ms")
    say(f"  explorer                  {median(ours):6.0f} ms   {times:.2f} times bare (at most {MOST})")
    # Bare ipycytoscape always warns about the mouse wheel; the explorer does not.
    watch.problems[:] = [problem for problem in watch.problems if "wheel sensitivity" not in problem]
    assert ratio <= MOST
    assert times <= MOST


def bare_toggles(page: Page) -> list[float]:
    """Milliseconds from each press on the button beside bare ipycytoscape to the changed picture."""
    button = page.get_by_role("button", name="Toggle", exact=True)
    return [press(page, button, arrows) for _ in range(TOGGLES // 2) for arrows in (ARROWS - 1, ARROWS)]


def press(page: Page, button: Locator, arrows: int) -> float:
    """Milliseconds from a press to the picture with so many arrows."""
    button.scroll_into_view_if_needed()
    page.evaluate(ARM, arrows)
    button.click()
    return float(page.evaluate("() => window.took"))


def press_toggles(page: Page) -> list[float]:
    """Milliseconds from each press on *Remove arrow* and, in turn, on *Add arrow* to the changed picture."""
    screen = Screen(page)
    last = f"tenant-{TENANTS}->tenant-01"
    screen.open("Arrows")
    screen.choose("Source", f"Tenant {TENANTS}")
    screen.choose("Target", "Tenant 01")
    kernel_run(page, f"explorer.selection = Selection('arrow', '{last}')")
    times = []
    for _ in range(TOGGLES // 2):
        for panel, name, arrows in (
            ("Selected arrow", "Remove arrow", ARROWS - 1),
            ("Arrows", "Add arrow", ARROWS),
        ):
            screen.open(panel)
            times.append(press(page, page.get_by_role("button", name=name, exact=True), arrows))
            screen.says("Removed" if arrows < ARROWS else "Added")
    return times
