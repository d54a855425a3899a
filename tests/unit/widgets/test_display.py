"""What a notebook keeps of an explorer: the picture and its words, for where no widget comes up."""

import base64
import logging
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from traitlets.config import Config

import xtsviz as xts
from xtsviz.view.picture import Selection
from xtsviz.widgets.explorer import Explorer

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"


def test_the_widget_comes_with_its_picture(drive):
    data = drive.explorer._repr_mimebundle_(include=None, exclude=None)
    assert data.keys() == {VIEW, "image/svg+xml", "image/png", "text/plain"}
    assert data[VIEW]["model_id"] == drive.explorer.model_id
    lines = data["text/plain"].split("\n")
    assert lines[0] == repr(drive.explorer) == f"<Explorer of {drive.design!r}>"
    assert "\n".join(lines[1:]) == drive.control.scene.picture.text
    assert base64.b64decode(data["image/png"], validate=True).startswith(b"\x89PNG")


def test_it_is_the_picture_as_it_is_now(drive):
    drive.explorer.overlay = "people"
    drive.explorer.selection = Selection("tenant", "fabrikam")
    drive.act("toggle", "fabrikam", "litware")
    data = drive.explorer._repr_mimebundle_()
    assert "Fabrikam → Litware carries 3 users." in data["text/plain"]
    assert "Selected: the tenant Fabrikam." in data["image/svg+xml"]
    assert "People: who is where" in data["image/svg+xml"]


def test_a_picture_that_fails_does_not_keep_the_widget_away(drive, monkeypatch, caplog):
    def fails(*_given):
        raise RuntimeError("out of paint")

    monkeypatch.setattr("xtsviz.widgets.explorer.still", fails)
    with caplog.at_level(logging.CRITICAL):
        assert VIEW in drive.explorer._repr_mimebundle_()


def test_one_that_was_refused_has_a_text():
    assert repr(Explorer.__new__(Explorer)) == "<Explorer of None>"


# ------------------------------------------------------------------------------------------------- saved notebooks


@pytest.fixture(scope="module")
def executed():
    """The first notebook, run from top to bottom and saved without widget state, as a code host would have it."""
    notebook = nbformat.read(NOTEBOOKS / "01-explore.ipynb", as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    return NotebookClient(notebook, timeout=120, store_widget_state=False, resources=resources).execute()


def shown(executed):
    return next(
        o.data for cell in executed.cells for o in cell.get("outputs", ()) if VIEW in o.get("data", {})
    )


def test_a_saved_notebook_keeps_the_picture(executed):
    data = shown(executed)
    words = "".join(data["text/plain"])
    assert "Contoso → Northwind Traders is blocked" in words
    assert "Fabrikam → Contoso carries 22 users." in words
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")


def test_converted_to_html_it_shows_the_picture(executed):
    html, _ = HTMLExporter().from_notebook_node(executed)
    found = re.search(r'<img[^>]* src="data:image/svg\+xml;base64,([A-Za-z0-9+/=\n]+)"', html)
    assert found, "no picture in the HTML"
    drawn = base64.b64decode(found[1]).decode("utf-8")
    design = xts.examples.acquisition()
    assert all(f">{tenant.name}</text>" in drawn for tenant in design.tenants)
    described = re.search(r"<desc[^>]*>(.*?)</desc>", drawn, re.DOTALL)[1]
    assert "Contoso → Northwind Traders is blocked and carries nobody" in described


@pytest.mark.parametrize("left, mime", [("image/png", "png"), ("text/plain", "words")])
def test_viewers_that_know_less_have_something(executed, left, mime):
    """Where SVG is hidden the pixels are shown; where pictures are, the words."""
    config = Config({"NbConvertBase": {"display_data_priority": [VIEW, left, "text/plain"]}})
    html, _ = HTMLExporter(config=config).from_notebook_node(executed)
    if mime == "png":
        assert 'src="data:image/png;base64,iVBOR' in html
    else:
        assert "Contoso → Northwind Traders is blocked and carries nobody" in html
