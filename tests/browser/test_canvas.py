"""The canvas and the bridge on real pages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fixtures import Servers
from tests.browser.harness import (
    FIND_CANVAS,
    PATIENCE,
    Watch,
    canvas_state,
    click_edge,
    click_node,
    drag,
    drag_node,
    kernel_eval,
    kernel_run,
    node_point,
    run_cells,
    wait_for_canvas,
)
from xtsviz.view.picture.room import CALM_ROOM

PREPARE = """
from ipywidgets import Button, Text, VBox
from xtsviz.view.picture.elements import Element
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.canvas import Canvas
from xtsviz.widgets.error_reports import report_errors, reporting_errors

style = [
    {"selector": "node", "style": {"label": "data(label)"}},
    {"selector": "edge", "style": {"curve-style": "bezier", "target-arrow-shape": "triangle", "width": 4}},
    {"selector": "edge[?label]", "style": {"label": "data(label)"}},
]
with report_errors(print):  # as in an explorer: what the page says is heard one after the other
    bridge = Bridge()
    canvas = Canvas(height="400px", style=style, bridge=bridge)
note, button = Text(), Button(description="press")
root = VBox([canvas.widget, note, button, bridge])
root.add_class(ROOT_CLASS)

def node(id, x, y, label=None, parent=None):
    return Element(id, "node", {"label": label or id}, ("tenant",), (x, y), parent)

def edge(source, target, label=None, *classes):
    id = f"{source}->{target}"
    return Element(id, "edge", {"label": label}, classes or ("open",), source=source, target=target)

a, b, c = node("a", 0, 0), node("b", 200, 0), node("c", 200, 150)
ab, ba, ac, bc = edge("a", "b"), edge("b", "a"), edge("a", "c"), edge("b", "c")
heard = []
canvas.on_click(lambda *what: heard.append(what))
canvas.on_moved(lambda *what: heard.append(what))
bridge.on_shortcut(heard.append)
canvas.draw([a, b, c, ab, ba, ac])
"""

IN_TABS = """
from ipywidgets import HTML, Tab
root.children = [bridge, Tab([HTML("first"), canvas.widget], titles=["One", "Two"])]
root
"""

# The canvas is 400 pixels high, and its small picture is enlarged no more than that.
FITTED = f"Math.abs(state.zoom - 400 / {CALM_ROOM[1]}) < 0.02"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def opened(profile: BrowserContext, servers: Servers) -> Iterator[tuple[Page, Watch]]:
    """One page with one kernel for the tests of this file in JupyterLab."""
    watch, server = Watch(), servers("lab")
    page = profile.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    watch.follow(page)
    page.goto(server.write([PREPARE, "root", IN_TABS], "canvas.ipynb"))
    yield page, watch
    page.close()
    server.stop_kernels()


@pytest.fixture
def blank(opened: tuple[Page, Watch]) -> Iterator[Page]:
    """That page with a new canvas in the kernel, and none on the page."""
    page, watch = opened
    run_cells(page, [])  # once the kernel is there
    page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    kernel_run(page, "import ipywidgets; ipywidgets.Widget.close_all()")
    page.wait_for_function(f"() => {{ {FIND_CANVAS} return !cy; }}")
    run_cells(page, [0])
    yield page
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def canvas(blank: Page) -> Page:
    """The page with three nodes and three edges on the canvas, fitted."""
    run_cells(blank, [1])
    wait_for_canvas(blank, f"Object.keys(state.edges).length === 3 && {FITTED}")
    return blank


def heard(page: Page, count: int) -> list[Any]:
    """What the callbacks heard, once there are ``count`` of them; asked of the kernel until then."""
    for _ in range(100):  # each question is a round trip behind all messages the page has sent so far
        if len(events := kernel_eval(page, "heard")) >= count:
            return events
    raise AssertionError(f"the kernel heard only {events}")


def view(state: Any) -> tuple[Any, Any]:
    return state["zoom"], state["pan"]


def test_first_drawing_is_complete(canvas: Page) -> None:
    state = canvas_state(canvas)
    assert {id: node["position"] for id, node in state["nodes"].items()} == {
        "a": [0, 0],
        "b": [200, 0],
        "c": [200, 150],
    }
    assert set(state["edges"]) == {"a->b", "b->a", "a->c"}
    assert all(element["visible"] for kind in ("nodes", "edges") for element in state[kind].values())
    assert state["nodes"]["a"]["classes"] == ["tenant"]
    assert state["nodes"]["a"]["label"] == "a"
    points = [node_point(canvas, id) for id in "abc"]
    box = canvas.locator(".xtsviz-canvas").bounding_box()
    assert box is not None
    for x, y in points:
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]


def test_one_edge_toggled_leaves_the_others(canvas: Page) -> None:
    kernel_run(canvas, "canvas.draw([a, b, c, ba, ac])")
    state = wait_for_canvas(canvas, "!state.edges['a->b']")
    assert {id for id, edge in state["edges"].items() if edge["visible"]} == {"b->a", "a->c"}
    assert state["pool"] == 1
    kernel_run(canvas, "canvas.draw([a, b, c, ab, ba, ac])")
    state = wait_for_canvas(canvas, "state.edges['a->b']?.visible")
    assert set(state["edges"]) == {"a->b", "b->a", "a->c"}
    assert state["pool"] == 0


def test_additions_keep_zoom_and_pan(canvas: Page) -> None:
    drag(canvas, (node_point(canvas, "a")[0], node_point(canvas, "c")[1]), node_point(canvas, "a"))
    before = view(canvas_state(canvas))
    assert before[1] != [0, 0]
    kernel_run(canvas, "canvas.draw([a, b, c, node('far', 3000, 2000), ab, ba, ac, edge('c', 'far')])")
    state = wait_for_canvas(canvas, "state.edges['c->far'] && state.nodes.far")
    assert state["nodes"]["far"]["position"] == [3000, 2000]
    assert view(state) == before
    kernel_run(canvas, "canvas.fit()")
    state = wait_for_canvas(canvas, f"state.zoom < {before[0]} / 2")


def test_the_pool_is_used_again(canvas: Page) -> None:
    kernel_run(canvas, "canvas.draw([a, b, ab])")
    state = wait_for_canvas(canvas, "!state.nodes.c")
    assert state["pool"] == 3
    widgets = kernel_eval(canvas, "len(canvas.widget.graph.nodes), len(canvas.widget.graph.edges)")
    kernel_run(
        canvas, "canvas.draw([a, b, node('d', 50, 120, 'Litware'), ab, edge('a', 'd', '7', 'blocked')])"
    )
    state = wait_for_canvas(canvas, "state.edges['a->d'] && state.nodes.d")
    assert (state["nodes"]["d"]["position"], state["nodes"]["d"]["label"]) == ([50, 120], "Litware")
    assert (state["edges"]["a->d"]["classes"], state["edges"]["a->d"]["label"]) == (["blocked"], "7")
    assert (state["edges"]["a->d"]["source"], state["edges"]["a->d"]["target"]) == ("a", "d")
    assert state["pool"] == 1
    assert kernel_eval(canvas, "len(canvas.widget.graph.nodes), len(canvas.widget.graph.edges)") == widgets


def test_labels_classes_and_positions_follow(canvas: Page) -> None:
    kernel_run(
        canvas,
        "canvas.draw([node('a', 10, 20, 'A (3)'), b, c, edge('a', 'b', '24', 'open', 'chosen'), ba, ac])",
    )
    state = wait_for_canvas(canvas, "state.edges['a->b'].label === '24' && state.nodes.a.label === 'A (3)'")
    assert state["nodes"]["a"]["position"] == [10, 20]
    assert state["edges"]["a->b"]["classes"] == ["open", "chosen"]
    kernel_run(canvas, "canvas.draw([a, b, c, Element('a->b', 'edge', source='a', target='b'), ba, ac])")
    state = wait_for_canvas(canvas, "state.edges['a->b'].label === '' && state.nodes.a.label === 'a'")
    assert state["edges"]["a->b"]["classes"] == []


def test_an_edge_with_other_ends(canvas: Page) -> None:
    kernel_run(canvas, "canvas.draw([a, b, c, Element('a->b', 'edge', source='c', target='b'), ba, ac])")
    state = wait_for_canvas(canvas, "state.edges['a->b'].source === 'c'")
    assert state["edges"]["a->b"]["target"] == "b"
    assert state["edges"]["a->b"]["visible"]


def test_a_refused_drawing_does_no_harm(canvas: Page) -> None:
    refused = "canvas.draw([a, b, c, node('d', 90, 90), ab, ba, ac, edge('d', 'nobody')])"
    kernel_run(canvas, f"try:\n    {refused}\nexcept ValueError as error:\n    heard.append(str(error))")
    assert heard(canvas, 1) == ["element 'd->nobody' refers to 'nobody', which is no node it can refer to"]
    assert set(canvas_state(canvas)["nodes"]) == {"a", "b", "c"}
    kernel_run(canvas, "canvas.draw([a, b, c, node('d', 90, 90), ab, ba, ac, edge('d', 'a')])")
    state = wait_for_canvas(canvas, "state.nodes.d?.visible && state.edges['d->a']?.visible")
    assert set(state["edges"]) == {"a->b", "b->a", "a->c", "d->a"}


def test_clicks_are_heard_and_drawing_is_not(canvas: Page) -> None:
    click_node(canvas, "b")
    click_edge(canvas, "a->c")
    box = canvas.locator(".xtsviz-canvas").bounding_box()
    assert box is not None
    canvas.mouse.click(box["x"] + 5, box["y"] + 5)  # beside everything
    assert heard(canvas, 2) == [("b", "node"), ("a->c", "edge")]
    kernel_run(canvas, "canvas.draw([node('a', 5, 5), b, c, ab, bc])")
    wait_for_canvas(canvas, "state.edges['b->c'] && state.nodes.a.position[0] === 5")
    assert len(heard(canvas, 2)) == 2


def test_a_dragged_node_stays_where_it_is_put(canvas: Page) -> None:
    drag_node(canvas, "c", -60, 45)
    ((id, (x, y)),) = heard(canvas, 1)
    assert (id, [x, y]) == ("c", canvas_state(canvas)["nodes"]["c"]["position"])
    assert x < 200
    assert y > 150
    kernel_run(
        canvas, "c = node('c', *heard[0][1]); canvas.draw([a, b, c, node('d', 0, 100), ab, ba, ac, bc])"
    )
    state = wait_for_canvas(canvas, "state.edges['b->c'] && state.nodes.d")
    assert state["nodes"]["c"]["position"] == [x, y]
    # And the way back to where it was first is a change again.
    kernel_run(canvas, "canvas.draw([a, b, node('c', 200, 150), ab])")
    wait_for_canvas(canvas, "state.nodes.c.position[0] === 200 && state.nodes.c.position[1] === 150")


PEOPLE = """
inside = [node(f"{box}{i}", x + 40 * i, 0, parent=box) for box, x in (("a", -20), ("b", 180)) for i in (0, 1)]
people = [a, b, *inside, ab]
canvas.draw(people)
"""


def test_boxes_with_people_and_back(canvas: Page) -> None:
    kernel_run(canvas, PEOPLE)
    state = wait_for_canvas(
        canvas, "state.nodes.b1?.visible && !state.nodes.c && state.edges['a->b']?.visible"
    )
    assert {id: node["parent"] for id, node in state["nodes"].items()} == {
        "a": None, "b": None, "a0": "a", "a1": "a", "b0": "b", "b1": "b",
    }  # fmt: skip
    assert [state["nodes"][id]["position"] for id in ("a0", "a1", "b0", "b1")] == [
        [-20, 0],
        [20, 0],
        [180, 0],
        [220, 0],
    ]
    assert state["nodes"]["a"]["size"][0] > 70
    assert set(state["edges"]) == {"a->b"}
    kernel_run(canvas, "canvas.draw([a, b, ab])")
    state = wait_for_canvas(canvas, "!state.nodes.a0")
    assert state["nodes"]["a"]["size"][0] < 70
    kernel_run(canvas, "canvas.draw([a, b, node('a0', 180, 20, parent='b'), ab])")
    state = wait_for_canvas(canvas, "state.nodes.a0?.parent === 'b'")
    assert state["nodes"]["a0"]["position"] == [180, 20]
    assert set(state["nodes"]) == {"a", "b", "a0"}


def test_a_dragged_box_takes_its_people_along(canvas: Page) -> None:
    kernel_run(canvas, PEOPLE)
    wait_for_canvas(canvas, "state.nodes.b1?.visible && state.edges['a->b']?.visible")
    x, y = node_point(canvas, "b")
    drag(canvas, (x, y), (x + 60, y + 90))
    ((id, (to_x, to_y)),) = heard(canvas, 1)
    state = canvas_state(canvas)
    assert id == "b"
    assert state["nodes"]["b0"]["position"] == pytest.approx([to_x - 20, to_y])
    assert state["nodes"]["b1"]["position"] == pytest.approx([to_x + 20, to_y])
    assert to_y > 0
    kernel_run(
        canvas,
        "x, y = heard[0][1]; moved = [node('b0', x - 20, y, parent='b'), node('b1', x + 20, y, parent='b')]\n"
        "canvas.draw([a, node('b', x, y), *inside[:2], node('new', 0, 40, parent='a'), *moved])",
    )
    after = wait_for_canvas(canvas, "state.nodes.new")
    for person in ("b0", "b1"):
        assert after["nodes"][person]["position"] == pytest.approx(state["nodes"][person]["position"])


def test_a_name_is_text_whatever_it_holds(canvas: Page) -> None:
    attack = "<img src=x onerror=\\\"document.title='owned'\\\">"
    kernel_run(
        canvas,
        f'bridge.set_status("{attack}", "error")\n'
        f'canvas.draw([node("a", 0, 0, "{attack}"), b, edge("a", "b", "{attack}")])',
    )
    state = wait_for_canvas(canvas, "state.nodes.a.label.startsWith('<img') && !state.nodes.c")
    assert state["edges"]["a->b"]["label"].startswith("<img")
    click_node(canvas, "a")
    click_edge(canvas, "a->b")
    heard(canvas, 2)
    line = canvas.get_by_role("status").filter(has_text="Error:")
    expect(line).to_contain_text("<img src=x")
    assert canvas.locator("img[src=x]").count() == 0
    assert canvas.title() != "owned"


def test_closing_ends_every_widget(canvas: Page) -> None:
    kernel_run(canvas, "from comm import get_comm_manager; before = len(get_comm_manager().comms)")
    kernel_run(canvas, "canvas.draw([a, b]); canvas.close()")
    assert kernel_eval(canvas, "before - len(get_comm_manager().comms)") == 3 + 3 + 3


def test_status_line_is_one_element_for_good(canvas: Page) -> None:
    kernel_run(canvas, "bridge.set_status('Added Fabrikam → Contoso: 24 externals appear in Contoso')")
    line = canvas.locator(".xtsviz-status")
    expect(line).to_have_text("Added Fabrikam → Contoso: 24 externals appear in Contoso")
    assert line.get_attribute("aria-live") == "polite"
    line.evaluate("(line) => { window.line = line; }")
    kernel_run(canvas, "bridge.set_status('An arrow needs two tenants', 'warning')")
    expect(line).to_have_text("⚠ Warning: An arrow needs two tenants")
    assert line.evaluate("(line) => line === window.line")


def test_theme_is_followed(canvas: Page) -> None:
    assert kernel_eval(canvas, "bridge.dark") is False
    kernel_run(canvas, "bridge.observe(lambda change: heard.append(change.new), 'dark')")
    for theme, told in (("JupyterLab Dark", [True]), ("JupyterLab Light", [True, False])):
        canvas.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        assert heard(canvas, len(told)) == told
        # JupyterLab covers the page meanwhile, and trips over the cover of a second change.
        expect(canvas.locator("#jupyterlab-splash")).to_have_count(0)


def test_shortcuts_inside_the_root_only(canvas: Page) -> None:
    canvas.get_by_role("button", name="press").focus()
    for keys in ("Control+z", "Control+Shift+z", "Control+y"):
        canvas.keyboard.press(keys)
    assert heard(canvas, 3) == ["undo", "redo", "redo"]
    click_node(canvas, "a")  # which brings the keyboard to the explorer
    canvas.keyboard.press("Control+z")
    assert heard(canvas, 5)[3:] == [("a", "node"), "undo"]
    note = canvas.locator(".xtsviz-root input")
    note.fill("one")
    note.press("End")
    note.press_sequentially("x")
    note.press("Control+z")
    assert note.input_value() != "onex"
    canvas.locator(".jp-CodeCell .cm-content").first.click()
    canvas.keyboard.press("Control+z")
    canvas.get_by_role("button", name="press").focus()
    canvas.keyboard.press("Control+y")
    assert heard(canvas, 6)[5:] == ["redo"]


def test_copying(canvas: Page) -> None:
    kernel_run(canvas, "bridge.copy('import xtsviz as xts\\n# ü', heard.append)")
    assert heard(canvas, 1) == [True]
    assert canvas.evaluate("navigator.clipboard.readText()") == "import xtsviz as xts\n# ü"


def test_cytoscapes_late_word_of_the_size_it_was_fitted_in_moves_nothing(canvas: Page) -> None:
    before = canvas_state(canvas)
    kernel_run(canvas, "canvas.draw([node('a', 0, 0, 'another'), b])")
    wait_for_canvas(canvas, "state.nodes.a.label === 'another' && !state.nodes.c")
    canvas.evaluate(
        "() => {"
        + FIND_CANVAS
        + "cy.emit('resize'); const frame = () => new Promise((done) => requestAnimationFrame(done));"
        "return frame().then(frame); }"
    )
    after = canvas_state(canvas)
    assert (after["zoom"], after["pan"]) == (before["zoom"], before["pan"])


def test_a_canvas_born_in_a_hidden_tab_is_fitted_when_seen(blank: Page) -> None:
    run_cells(blank, [2])
    blank.get_by_role("tab", name="Two").click()
    state = wait_for_canvas(blank, FITTED)
    assert all(node["visible"] for node in state["nodes"].values())


def test_the_canvas_follows_its_container(canvas: Page) -> None:
    """The whole picture stays in sight, until a person chooses what to see: then that stays."""
    width = "() => [...document.querySelectorAll('.xtsviz-canvas')][0]._cyreg.cy.width()"
    before = canvas.evaluate(width)
    _, pan = view(canvas_state(canvas))
    kernel_run(canvas, "root.layout.width = '500px'")
    canvas.wait_for_function(f"before => ({width})() < before", arg=before)
    wait_for_canvas(canvas, "state.pan[0] < arg", pan[0])

    _, pan = view(canvas_state(canvas))
    drag(canvas, (node_point(canvas, "a")[0], node_point(canvas, "c")[1]), node_point(canvas, "a"))
    wait_for_canvas(canvas, "state.pan[1] !== arg", pan[1])
    chosen, before = view(canvas_state(canvas)), canvas.evaluate(width)
    kernel_run(canvas, "root.layout.width = '700px'")
    canvas.wait_for_function(f"before => ({width})() > before", arg=before)
    # What follows a new size is done with the next frame.
    canvas.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert view(canvas_state(canvas)) == chosen


@pytest.mark.parametrize("app", ["notebook", "voila"])
def test_the_same_in(app: str, page: Page, open_notebook: Open, open_voila: Open, watch: Watch) -> None:
    react = "canvas.on_click(lambda id, kind: canvas.draw([a, b, edge(id, 'b', 'new')]))"
    cells = [PREPARE, f"{react}; bridge.set_status('ready')\nroot"]
    if app == "voila":
        open_voila(cells)
    else:
        open_notebook(cells, app)
    state = wait_for_canvas(page, f"Object.keys(state.edges).length === 3 && {FITTED}")
    expect(page.locator(".xtsviz-status")).to_have_text("ready")
    click_node(page, "a")
    state = wait_for_canvas(page, "state.edges['a->b']?.label === 'new' && !state.nodes.c")
    assert set(state["nodes"]) == {"a", "b"}
    # Voila's own template asks for its icons; nothing else leaves the machine.
    assert {url for url in watch.foreign if "fontawesome" not in url} == set()


COUNT_PINGS = """() => {
    window.pings = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
        const ping = text.match(/"ping":(\\d+)/);
        if (ping) window.pings.push(ping[1]);
        return send.call(this, data);
    };
}"""


def test_a_kernel_at_work_shows_until_it_answers(canvas: Page, tmp_path: Path) -> None:
    done = tmp_path / "done"
    kernel_run(
        canvas,
        "import time\nfrom pathlib import Path\n"
        f"def work(_):\n    while not Path({str(done)!r}).exists():\n        time.sleep(0.02)\n"
        "    heard.append('done')\n"
        "with report_errors(print):\n    button.on_click(reporting_errors(work))",
    )
    root = canvas.locator(".xtsviz-root")
    canvas.evaluate(COUNT_PINGS)
    canvas.get_by_role("button", name="press").click()
    expect(root).to_have_attribute("aria-busy", "true")
    canvas.wait_for_function("() => window.pings.length > 1")  # a message may lie unread until the next one
    assert len(set(canvas.evaluate("window.pings"))) == 1, "the same question again"
    done.touch()
    expect(root).not_to_have_attribute("aria-busy", "true")
    assert heard(canvas, 1) == ["done"]
