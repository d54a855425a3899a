"""Real servers, real pages: what the browser tests and the benchmarks drive the program with."""

import ast
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from xtsviz.io.autosave.places import SWITCH

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for what a loaded machine may take long for

# The module of each server, and where it opens a notebook. No sign-in, no news, no extension manager: nothing
# of theirs needs the network.
QUIET = ["--allow-root", "--expose-app-in-browser", "--IdentityProvider.token="]
COMMANDS = {
    "lab": ["jupyterlab", *QUIET, "--LabApp.news_url=None", "--LabApp.extension_manager=readonly"],
    "notebook": ["notebook", *QUIET],
    # Notebook's extension for JupyterLab is not made for Voila, which loads whatever is installed.
    "voila": ["voila", "--VoilaConfiguration.extension_denylist=@jupyter-notebook/lab-extension"],
}
PATHS = {"lab": "lab/tree/{}?reset", "notebook": "notebooks/{}", "voila": "voila/render/{}"}


# Complaints that are not ours to mend, by parts of their text.
KNOWN = [
    # ipycytoscape is of 2022, and works with today's widgets
    ("Unsatisfied version", "@jupyter-widgets/base"),
    # Notebook 7.6's own shortcut settings, on every page of it, with or without a widget
    ("Cannot read properties of undefined (reading 'schema')", "/static/notebook/notebook_core."),
    # Somebody dragged a tenant onto another: cytoscape says that it draws no arrow between the two meanwhile
    ("has invalid endpoints", "the source node and the target node overlap"),
    # Voila's own template asks for its icons where the tests let nobody go
    ("Failed to load resource", "fontawesome-free"),
    # Voila alone refuses what its own page sends when it goes
    ("Failed to load resource", "/voila/api/shutdown/"),
]


class Server:
    """A JupyterLab, Notebook or Voila server on a free port, with configuration and notebooks of its own."""

    def __init__(self, app: str, folder: Path) -> None:
        self.app = app
        self.notebooks = folder / "notebooks"
        self.notebooks.mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        # The environment's own kernel and extensions are found beside its Python, whatever these say.
        folders = {
            name: str(folder / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        pythonpath = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        if app == "lab":  # whose command line cannot keep it from asking whether one wants news
            settings = folder / "jupyter_config_dir/lab/user-settings/@jupyterlab/apputils-extension"
            settings.mkdir(parents=True)
            quiet = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
            (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet), encoding="utf-8")
        self.log = folder / "log.txt"
        options = ["--no-browser", f"--port={port}"]
        if app != "voila":
            # Kernels are ended by a plain request, without the page's token against forged ones.
            options += [
                "--ServerApp.ip=127.0.0.1",
                "--ServerApp.port_retries=0",
                "--ServerApp.disable_check_xsrf=True",
            ]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    *COMMANDS[app],
                    *options,
                    *([str(self.notebooks)] * (app == "voila")),
                ],
                cwd=self.notebooks,
                env={SWITCH: "off"} | os.environ | folders | {"PATH": path, "PYTHONPATH": pythonpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._await_answer()

    def write(self, cells: Sequence[str], name: str = "test.ipynb") -> str:
        """Store a notebook of these code cells and return where the server shows it."""
        (self.notebooks / name).write_text(json.dumps(notebook(cells)), encoding="utf-8")
        return self.address(name)

    def address(self, name: str) -> str:
        return self.url + PATHS[self.app].format(name)

    def stop_kernels(self) -> None:
        """End what the last test left running."""
        if self.app != "voila":  # which ends a page's kernel with the page, and has no list of them
            for session in self._call("api/sessions"):
                self._call(f"api/sessions/{session['id']}", "DELETE")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _call(self, path: str, method: str = "GET") -> Any:
        request = urllib.request.Request(self.url + path, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def _await_answer(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(
                    self.url + ("" if self.app == "voila" else "api"), timeout=PATIENCE
                ).close()
                return
            except (urllib.error.URLError, OSError) as error:
                if self.process.poll() is not None or time.monotonic() > end:
                    self.stop()
                    log = self.log.read_text(errors="replace")[-4000:]
                    raise RuntimeError(f"{self.app} does not answer on {self.url}:\n{log}") from error
                time.sleep(0.05)  # between two questions


def notebook(cells: Sequence[str]) -> dict[str, Any]:
    """A notebook document of code cells, with the kernel named: servers start none otherwise."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{i}",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for i, source in enumerate(cells)
        ],
    }


@dataclass
class Watch:
    """What went wrong on a page, and what it asked of the network."""

    server: str = ""
    problems: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("pageerror", lambda error: self._note(f"page error: {error.stack or error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # Notebook warns of menus of its own; cytoscape warns of style rules that do not fit the drawing.
        ours = message.type == "warning" and "jupyter-cytoscape" in message.location.get("url", "")
        if message.type == "error" or ours:
            self._note(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _note(self, problem: str) -> None:
        if not any(all(part in problem for part in parts) for parts in KNOWN):
            self.problems.append(problem)

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.foreign.append(request.url)


# ------------------------------------------------------------------------------------------------- notebooks

# ipykernel 7 may leave a request unread until the next one comes (its issue 1554), so one comes now and then.
NUDGED = """
    const nudged = async (kernel, answer) => {
        const nudge = setInterval(() => kernel.requestKernelInfo().catch(() => null), 5000);
        try {
            return await answer;
        } finally {
            clearInterval(nudge);
        }
    };
"""
RUN = (
    """async (cells) => {"""
    + NUDGED
    + """
    const panel = jupyterapp.shell.currentWidget;
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session.kernel;
    await nudged(kernel, kernel.info);
    if (cells === null) {
        await nudged(kernel, jupyterapp.commands.execute('notebook:run-all-cells'));
    }
    for (const i of cells ?? []) {
        panel.content.activeCellIndex = i;
        await nudged(kernel, jupyterapp.commands.execute('notebook:run-cell'));
    }
    return panel.content.widgets.flatMap((cell) => {
        const outputs = cell.model.sharedModel.toJSON().outputs ?? [];
        const errors = outputs.filter((output) => output.output_type === 'error');
        return errors.map((error) => error.traceback.join('\\n'));
    });
}"""
)
KERNEL_IS_THERE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
EVALUATE = (
    """async (code) => {"""
    + NUDGED
    + """
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const request = { code: '', store_history: false, user_expressions: { value: code } };
    const reply = await nudged(kernel, kernel.requestExecute(request).done);
    return reply.content.user_expressions.value;
}"""
)
EXECUTE = (
    """async (code) => {"""
    + NUDGED
    + """
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await nudged(kernel, kernel.requestExecute({ code, store_history: false }).done);
    return reply.content.status === 'ok' ? null : reply.content.traceback.join('\\n');
}"""
)


def run_cells(page: Page, cells: Sequence[int] | None = None) -> None:
    """Run the cells of the notebook on the page (JupyterLab or Notebook), or those with these places.

    A cell's error is the test's.
    """
    page.wait_for_function(KERNEL_IS_THERE, timeout=PATIENCE * 1000)
    errors = page.evaluate(RUN, None if cells is None else list(cells))
    assert not errors, errors[0]


def kernel_eval(page: Page, expression: str) -> Any:
    """The value of a Python expression in the notebook's kernel, as far as a literal can tell it."""
    answer = page.evaluate(EVALUATE, expression)
    assert answer["status"] == "ok", "\n".join(answer.get("traceback", []))
    return ast.literal_eval(answer["data"]["text/plain"])


def kernel_run(page: Page, code: str) -> None:
    """Run Python code in the notebook's kernel, outside all cells."""
    error = page.evaluate(EXECUTE, code)
    assert error is None, error


# ---------------------------------------------------------------------------------------------------- canvas

FIND_CANVAS = """
    const cy = [...document.querySelectorAll('canvas')].map((canvas) => canvas.parentElement?.parentElement)
        .filter((box) => box?._cyreg && box.offsetWidth > 0).map((box) => box._cyreg.cy)[0];
    const name = (e) => e.data('element') ?? e.id();
"""
STATE = (
    "() => {"
    + FIND_CANVAS
    + """
    if (!cy) return null;
    const shown = (group) => cy.elements(group).filter((e) => !e.hasClass('pooled')).toArray();
    const common = (e) => ({
        classes: [...e.classes()], label: e.style('label'), visible: e.visible(), data: e.data() });
    return {
        nodes: Object.fromEntries(shown('node').map((e) => [name(e), {
            ...common(e),
            position: [e.position('x'), e.position('y')], size: [e.outerWidth(), e.outerHeight()],
            parent: e.parent().nonempty() ? name(e.parent()[0]) : null }])),
        edges: Object.fromEntries(shown('edge').map((e) => [name(e), {
            ...common(e), source: name(e.source()), target: name(e.target()) }])),
        zoom: cy.zoom(), pan: [cy.pan('x'), cy.pan('y')], pool: cy.elements('.pooled').length,
    };
}"""
)
POINT = (
    "async ([id, group, patience]) => {"
    + FIND_CANVAS
    + """
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const end = performance.now() + patience;
    const element = () => cy.elements(group).filter((e) => e.visible() && name(e) === id)[0];
    // An explorer that waits for the kernel's answer is about to draw another picture.
    const root = cy.container().closest('.xtsviz-root');
    const waits = () => root && ('xtsResizing' in root.dataset || root.dataset.xtsAsked !== root.dataset.xtsAnswered);
    do await frame(); while (waits() && performance.now() < end);
    if (!element()) return `no visible ${group} ${id} on the canvas`;
    cy.container().scrollIntoView({ block: 'nearest' });
    // Cytoscape hears late of a scroll, of a new size and of new elements, and would take the mouse to be elsewhere:
    // the point counts once page and cytoscape agree, in two frames running, on what lies there.
    let problem, last;
    while (performance.now() < end) {
        await frame();
        const at = element()?.isNode() ? element().renderedPosition() : element()?.renderedMidpoint();
        if (!at) { problem = 'it went away'; continue; }
        // An arrow between two boxes that lie over each other is not drawn.
        if (!Number.isFinite(at.x)) { problem = 'it is nowhere'; continue; }
        const box = cy.container().getBoundingClientRect();
        const x = box.left + at.x, y = box.top + at.y;
        const under = document.elementFromPoint(x, y);
        const far = (a, b, least) => Math.abs(a - b) > least;
        const [left, top] = cy.renderer().findContainerClientCoords();
        const near = cy.renderer().findNearestElement(...cy.renderer().projectIntoViewport(x, y), true, false);
        problem = waits() ? 'the explorer waits for the kernel'
            : !cy.container().contains(under) ? `${under?.tagName} lies over it at ${x}, ${y}`
            : far(left, box.left, 1) || far(top, box.top, 1) ? 'cytoscape takes the canvas to be elsewhere'
            : far(cy.width(), box.width, 4) || far(cy.height(), box.height, 4) ? 'cytoscape has another size'
            : !near || name(near) !== id ? `cytoscape finds ${near ? name(near) : 'nothing'} there` : null;
        if (!problem && last && last[0] === x && last[1] === y) return [x, y];
        last = problem ? null : [x, y];
    }
    return `${group} ${id} cannot be pressed: ${problem ?? 'it does not come to rest'}`;
}"""
)


def canvas_state(page: Page) -> Any:
    """The picture as cytoscape holds it: nodes and edges by id, zoom, pan; None where there is no canvas.

    Pooled elements are left out (``pool`` counts them); ``visible`` says what the style makes of the others.
    """
    return page.evaluate(STATE)


def wait_for_canvas(page: Page, condition: str, argument: Any = None) -> Any:
    """Wait until a JavaScript condition holds of ``state`` (as :func:`canvas_state` tells it) and ``arg``.

    Example:
        ``wait_for_canvas(page, "arg in state.edges", "contoso->fabrikam")``
    """
    check = f"(arg) => {{ const state = ({STATE})(); return Boolean(state && ({condition})); }}"
    page.wait_for_function(check, arg=argument, timeout=PATIENCE * 1000)
    return canvas_state(page)


def node_point(page: Page, id: str) -> tuple[float, float]:
    """Where a node's centre is on the page."""
    return _point(page, id, "node")


def point_if_there(page: Page, id: str, group: str) -> tuple[float, float] | None:
    """Where a node or an edge can be pressed on the page; None where something lies over it."""
    point = page.evaluate(POINT, [id, group, 2000])
    return None if isinstance(point, str) else (point[0], point[1])


def click_node(page: Page, id: str) -> None:
    page.mouse.click(*_point(page, id, "node"))


def click_edge(page: Page, id: str) -> None:
    page.mouse.click(*_point(page, id, "edge"))


def drag_node(page: Page, id: str, dx: float, dy: float) -> None:
    """Drag a node by pixels on the page, with real mouse events."""
    x, y = _point(page, id, "node")
    drag(page, (x, y), (x + dx, y + dy))


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def _point(page: Page, id: str, group: str) -> tuple[float, float]:
    point = page.evaluate(POINT, [id, group, PATIENCE * 1000])
    assert not isinstance(point, str), point
    return (point[0], point[1])


OpenNotebook = Callable[..., Page]
