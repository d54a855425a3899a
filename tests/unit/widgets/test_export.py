"""The drawers: what is exported, opened and shown as code, through the messages that the page sends."""

import gzip
import html
import logging

import pytest

import xtsviz as xts
from xtsviz.errors import PictureError
from xtsviz.view.export.files import KINDS, export
from xtsviz.view.picture.types import Selection


@pytest.fixture
def panel(drive):
    return drive.open_drawer("Export")


@pytest.fixture
def page(drive, monkeypatch):
    """The files that the page gets: the messages with their buffers."""
    sent = []

    def send(message, buffers=()):
        if "download" in message:
            sent.append((message, buffers))

    monkeypatch.setattr(drive.bridge, "send", send)
    return sent


@pytest.fixture
def said(drive):
    """Every message of the status line."""
    heard = []
    drive.bridge.observe(lambda change: heard.append(change["new"]), "message")
    return heard


# -------------------------------------------------------------------------------------------------------- files out


@pytest.mark.parametrize("kind", KINDS)
def test_each_button_hands_its_file_to_the_page(drive, panel, page, said, unchanged, kind):
    drive.explorer.overlay = "people"
    panel.buttons[kind].click()
    [(message, [packed])] = page
    told = message["download"]
    file = drive.explorer.export(kind)
    assert (told["name"], told["type"], gzip.decompress(packed)) == (file.name, file.media_type, file.content)
    assert told["last"]
    drive.send({"downloaded": told["number"], "failed": ""})
    assert said[-3] == f"Making {KINDS[kind].what} …"
    assert said[-1].startswith(f"Downloaded {file.name}, ")
    assert drive.status[1] == "info"


def test_the_picture_is_the_one_in_front(drive, panel, page):
    drive.explorer.overlay = "health"
    drive.explorer.selection = Selection("tenant", "fabrikam")
    drive.explorer.positions = {"fabrikam": (500.0, 40.0)}
    file = drive.explorer.export("svg")
    assert file.name.endswith("-health.svg")
    assert (
        file.content
        == export("svg", drive.control.view_state.flow, picture=drive.control.view_state.picture).content
    )
    assert file.content != drive.explorer.export("svg", dark=True).content
    panel.dark.value = True
    panel.buttons["svg"].click()
    assert gzip.decompress(page[-1][1][0]) == drive.explorer.export("svg", dark=True).content


def test_a_dark_page_does_not_make_dark_files(drive):
    before = drive.explorer.export("png").content
    drive.bridge.dark = True
    assert drive.explorer.export("png").content == before


def test_in_python_it_can_be_saved(drive, tmp_path):
    saved = drive.explorer.export("document").save(tmp_path)
    assert xts.load(saved) == drive.design
    with pytest.raises(PictureError, match="there are document, people"):
        drive.explorer.export("pdf")


def test_without_the_renderer_the_button_says_what_to_install(drive, page, unchanged, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    panel = drive.open_drawer("Export")
    assert 'pip install "xtsviz[export]"' in panel.buttons["png"].tooltip
    assert "xtsviz[export]" in panel.markup
    panel.buttons["png"].click()
    drive.refused('pip install "xtsviz[export]"')
    assert page == []


def test_what_fails_inside_is_told(drive, panel, page, unchanged, monkeypatch, caplog):
    def fails(*_given, **_named):
        raise RuntimeError("out of ink")

    monkeypatch.setattr("xtsviz.widgets.panels.export.export", fails)
    with caplog.at_level(logging.CRITICAL):
        panel.buttons["report"].click()
    drive.refused("failed inside xtsviz", "out of ink")
    assert page == []


def test_what_the_browser_does_not_take_is_told(drive, panel, page, unchanged):
    panel.buttons["document"].click()
    number = page[0][0]["download"]["number"]
    drive.send({"downloaded": number, "failed": "no room"})
    drive.refused("The browser did not take", "no room")


def test_what_the_page_refuses_is_told(drive, unchanged):
    drive.send({"refused": "That are 100,000 characters"})
    drive.refused("100,000 characters")


# -------------------------------------------------------------------------------------------------------- the code


@pytest.fixture
def code(drive):
    return drive.open_drawer("Show the code")


def test_the_code_follows_the_design(drive, code):
    assert "design = xts.templates." in code.markup
    drive.act("toggle", "fabrikam", "litware")
    assert "design = design.add_arrow(&#34;fabrikam&#34;, &#34;litware&#34;)" in code.markup
    drive.undo()
    assert "add_arrow" not in code.markup


def test_the_code_is_copied_as_it_is(drive, code, monkeypatch):
    sent = []
    monkeypatch.setattr(drive.bridge, "send", lambda message, *_buffers: sent.append(message))
    drive.explorer.design = drive.design.rename_tenant("contoso", "<b>'\"\n")
    code.copy.click()
    assert [message for message in sent if "copy" in message] == [
        {"copy": f"{drive.design.to_code()}\nxts.explore(design)\n", "parameter": ""}
    ]
    assert "<b>" not in code.markup
    assert drive.design.to_code() in html.unescape(code.markup), "line by line, as it is copied"
    drive.send({"copied": True})
    assert drive.status == ("Copied the code", "info")
    drive.send({"copied": False})
    assert drive.status[1] == "warning"
    drive.act("cell", "inserted")
    assert drive.status == ("The code is in a new cell below. Run it for another explorer.", "info")
    drive.act("cell", "refused")
    assert drive.status[1] == "warning"


def test_where_code_cannot_tell_it_says_what_to_do(drive, code):
    big = xts.Design.from_document(xts.templates.user_hub(["Contoso", "Fabrikam"], members=150).to_document())
    drive.explorer.design = big
    assert code.copy.disabled
    assert "Export, then Document (JSON)" in code.markup
    assert "xts.load" in code.markup
    drive.undo()
    assert not code.copy.disabled


def test_a_closed_drawer_is_not_brought_up_to_date(drive, code):
    drive.close_drawer()
    before = code.markup
    drive.act("toggle", "fabrikam", "litware")
    assert code.markup == before
    drive.open_drawer("Show the code")
    assert "add_arrow" in code.markup
