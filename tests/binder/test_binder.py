"""What a visitor of Binder gets, how soon, and in how much memory: ``make binder-replay`` runs this as Binder would."""

import sys
import time
from importlib.metadata import version
from pathlib import Path

import nbformat
import psutil
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Page

import xtsviz
from tests.browser.fixtures import Servers
from tests.browser.harness import ROOT, Watch, run_cells, wait_for_canvas

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TENANTS = {"tenant:contoso", "tenant:fabrikam", "tenant:northwind"}
MAX_MEGABYTES = 350  # Binder is sure to give 450 to all that a visitor runs


def test_the_versions_are_the_images() -> None:
    assert sys.version_info[:2] == (3, 12)
    assert version("jupyterlab").startswith("4.4.")
    assert version("notebook").startswith("7.4.")
    print(
        f"\nJupyterLab {version('jupyterlab')}, Notebook {version('notebook')}, xtsviz {xtsviz.__version__}"
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_stays_small(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    start = time.perf_counter()
    asked = nbformat.v4.new_code_cell("import os\nprint(os.getpid())")
    notebook.cells.append(asked)
    with client.setup_kernel():
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
        kernel = psutil.Process(int(asked.outputs[0].text))
        megabytes = kernel.memory_info().rss / 1e6
    print(f"\n{path.stem}: {time.perf_counter() - start:.1f} s, {megabytes:.0f} MB in the kernel")
    assert megabytes < MAX_MEGABYTES


def test_the_first_picture_in_jupyterlab(page: Page, servers: Servers) -> None:
    server = servers("lab")
    start = time.perf_counter()
    page.goto(
        server.write(["import xtsviz as xts", "xts.explore(xts.examples.acquisition())"], "first.ipynb")
    )
    run_cells(page)
    state = wait_for_canvas(page, "Object.keys(state.edges).length === 4")
    print(f"\nFirst picture in JupyterLab: {time.perf_counter() - start:.1f} s")
    assert set(state["nodes"]) == TENANTS


def test_the_first_picture_of_the_app(page: Page, servers: Servers, watch: Watch) -> None:
    """As Binder's link opens it: the app under Voila is served by the same server."""
    server = servers("lab")
    app = ROOT / "notebooks/app.ipynb"
    (server.notebooks / app.name).write_bytes(app.read_bytes())
    start = time.perf_counter()
    page.goto(f"{server.url}voila/render/{app.name}")
    state = wait_for_canvas(page, "Object.keys(state.edges).length === 4")
    print(f"\nFirst picture under Voila: {time.perf_counter() - start:.1f} s")
    assert set(state["nodes"]) == TENANTS
    # The Jupyter server that serves it asks for formulas' typesetting, which nothing here needs.
    watch.problems[:] = [problem for problem in watch.problems if "mathjax" not in problem]
