"""What a notebook keeps of an explorer: the picture and its words, for where no widget comes up."""

import base64
import logging
import re
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from traitlets.config import Config

from tests.unit.view.samples import nasty
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.notebook_picture import KEY

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
SVG = {"svg": "http://www.w3.org/2000/svg"}
VIEW = "application/vnd.jupyter.widget-view+json"


def test_the_widget_comes_with_its_picture(drive):
    data = drive.explorer._repr_mimebundle_(include=None, exclude=None)
    assert data.keys() == {VIEW, "image/svg+xml", "image/png", "text/plain"}
    assert data[VIEW]["model_id"] == drive.explorer.model_id
    lines = data["text/plain"].split("\n")
    assert lines[0] == repr(drive.explorer) == f"<Explorer of {drive.design!r}>"
    assert "\n".join(lines[1:]) == drive.control.view_state.picture.text
    assert base64.b64decode(data["image/png"], validate=True).startswith(b"\x89PNG")


def test_it_is_the_picture_as_it_is_now(drive):
    drive.explorer.overlay = "people"
    drive.explorer.selection = Selection("tenant", "fabrikam")
    drive.act("toggle", "fabrikam", "litware")
    data = drive.explorer._repr_mimebundle_()
    assert "Fabrikam → Litware syncs 3 users." in data["text/plain"]
    assert "Selected: the tenant Fabrikam." in data["image/svg+xml"]
    assert "People: who is where" in data["image/svg+xml"]


def test_a_picture_that_fails_does_not_keep_the_widget_away(drive, monkeypatch, caplog):
    def fails(*_given):
        raise RuntimeError("out of paint")

    monkeypatch.setattr("xtsviz.widgets.explorer.static_preview", fails)
    with caplog.at_level(logging.CRITICAL):
        assert VIEW in drive.explorer._repr_mimebundle_()


def test_one_that_was_refused_has_a_text():
    assert repr(Explorer.__new__(Explorer)) == "<Explorer of None>"


# ------------------------------------------------------------------------------------------------- saved notebooks


@pytest.fixture(scope="module")
def kernel():
    """One kernel for all notebooks: to start one takes longer than to run them."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(NOTEBOOKS))
    yield manager
    manager.shutdown_kernel(now=True)


FORGET = nbformat.v4.new_code_cell("%reset -f")
"""Takes the names of the notebook before out of the kernel."""


@pytest.fixture(scope="module", params=sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def executed(request, kernel):
    """A notebook, run from top to bottom and saved without widget state, as a code host would have it.

    An error in a cell of it is the test's.
    """
    notebook = nbformat.read(request.param, as_version=4)
    notebook.cells.insert(0, FORGET)
    done = NotebookClient(notebook, km=kernel, timeout=120, store_widget_state=False).execute()
    assert explorers(done) or "explore(" not in str(notebook), "no explorer left its picture"
    return done


def explorers(notebook):
    """The outputs of a notebook that have the picture of an explorer; each is behind the explorer itself."""
    found = []
    for cell in notebook.cells:
        for shown, picture in pairwise(cell.get("outputs", ())):
            if KEY in picture.get("metadata", {}) and picture.data["text/plain"].startswith("<Explorer"):
                assert shown.data[VIEW]["model_id"] == picture.metadata[KEY]
                found.append(picture.data)
    return found


def test_a_saved_notebook_keeps_the_picture(executed):
    for data in explorers(executed):
        assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
        assert "".join(data["image/svg+xml"]).startswith("<svg")
        assert re.search(r"\d+ tenants?, \d+ arrows?\.", "".join(data["text/plain"]))


def test_a_picture_is_as_later_cells_leave_it(kernel):
    """Not as it was when its cell ran."""
    edit = "explorer.design = explorer.design.add_arrow('fabrikam', 'litware')"
    cells = [
        "import xtsviz as xts",
        "explorer = xts.explore(xts.templates.user_hub(['Contoso', 'Fabrikam', 'Litware'], members=3))",
        "explorer",
        edit,
    ]
    notebook = nbformat.v4.new_notebook(cells=[FORGET, *map(nbformat.v4.new_code_cell, cells)])
    done = NotebookClient(notebook, km=kernel, timeout=120, store_widget_state=False).execute()
    (data,) = explorers(done)
    assert "Fabrikam → Litware syncs 3 users." in data["text/plain"]
    assert "Fabrikam → Litware" in data["image/svg+xml"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert "The controls need a running kernel" in converted(done)


def test_converted_to_html_it_shows_the_pictures_and_their_words(executed):
    pictures = re.findall(r'<img[^>]* src="data:image/svg\+xml;base64,([^"]+)"', converted(executed))
    told = ["".join(data["text/plain"]).split("\n", 1)[1] for data in explorers(executed)]
    described = [
        ElementTree.fromstring(base64.b64decode(picture)).find("svg:desc", SVG) for picture in pictures
    ]
    assert set(told) <= {desc.text for desc in described if desc is not None}


@pytest.mark.parametrize("left, mime", [("image/png", "png"), ("text/plain", "words")])
def test_viewers_that_know_less_have_something(executed, left, mime):
    """Where SVG is hidden the pixels are shown; where pictures are, the words."""
    html = converted(executed, [VIEW, left, "text/plain"])
    for data in explorers(executed):
        if mime == "png":
            assert f'src="data:image/png;base64,{data["image/png"].strip()}"' in html
        else:
            assert all(
                escape(line, quote=False) in html for line in "".join(data["text/plain"]).split("\n")[1:]
            )


def converted(notebook, priority=None):
    """The notebook as ``nbconvert --to html`` writes it, of each output the first form that there is."""
    config = Config({"NbConvertBase": {"display_data_priority": priority}} if priority else {})
    return HTMLExporter(config=config).from_notebook_node(notebook)[0]


class Scripts(HTMLParser):
    """All that a page would run: the text of its scripts, and what hangs on events."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.inside, self.run = False, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.inside = tag == "script"
        self.run += [value for name, value in attributes if name.startswith("on") or name == "srcdoc"]

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "script"

    def handle_data(self, data):
        if self.inside:
            self.run.append(data)


@pytest.mark.parametrize("priority", [None, ["image/svg+xml"], ["text/plain"]])
def test_no_name_becomes_a_script(priority):
    explorer = Explorer(nasty())
    data = explorer._repr_mimebundle_()
    explorer.close()
    output = nbformat.v4.new_output("display_data", data=data)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    html = converted(notebook, priority)
    assert not [script for script in Scripts(html).run if "alert(1)" in script]
    if drawn := re.search(r"data:image/svg\+xml;base64,([^\"]+)", html):
        elements = list(ElementTree.fromstring(base64.b64decode(drawn[1])).iter())
        assert not [element for element in elements if element.tag.endswith("}script")]
        assert not [name for element in elements for name in element.attrib if name.lower().startswith("on")]
    else:
        assert priority == ["text/plain"]
        assert "alert(1)" in html, "the name is there, as text"
