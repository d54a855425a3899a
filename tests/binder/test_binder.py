"""What a visitor of Binder gets, how soon, and in how much memory: ``make binder-replay`` runs this as Binder would."""

import sys
import time
from importlib.metadata import version
from pathlib import Path

import nbformat
import psutil
import pytest
from nbclient import NotebookClient

import xtsviz
from tests.browser.harness import ROOT, run_cells, wait_for_canvas

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_MEGABYTES = 350  # Binder is sure to give 450 to all that a visitor runs


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
    with client.setup_kernel():
        client.execute_cell(nbformat.v4.new_code_cell("import os"), 0, store_history=False)
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
        asked = nbformat.v4.new_code_cell("print(os.getpid())")
        client.execute_cell(asked, 0, store_history=False)
        kernel = psutil.Process(int(asked.outputs[0].text))
        megabytes = kernel.memory_info().rss / 1e6
    print(f"\n{path.stem}: {time.perf_counter() - start:.1f} s, {megabytes:.0f} MB in the kernel")
    assert megabytes < MOST_MEGABYTES


@pytest.mark.parametrize(
    "app, where", [("lab", "lab/tree/{}"), ("lab", "voila/render/{}")], ids=["lab", "voila"]
)
def test_the_first_picture(page, servers, watch, app, where) -> None:
    """As Binder's links open it: the app under Voila is served by the same server."""
    server = servers(app)
    name = "app.ipynb" if "voila" in where else "01-explore.ipynb"
    source = ROOT / "notebooks" / name
    (server.notebooks / name).write_bytes(source.read_bytes())
    start = time.perf_counter()
    page.goto(server.url + where.format(name))
    if "voila" not in where:
        run_cells(page, stop=3)
    state = wait_for_canvas(page, "Object.keys(state.edges).length === 4")
    print(f"\nFirst picture under {where.split('/')[0]}: {time.perf_counter() - start:.1f} s")
    assert set(state["nodes"]) == {"tenant:contoso", "tenant:fabrikam", "tenant:northwind"}
