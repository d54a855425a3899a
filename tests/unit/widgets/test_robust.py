"""Faults are told where they happen, explorers do not disturb each other, and what is closed is gone."""

import gc
import logging
import weakref

import pytest

from tests.drivers.explorer import ExplorerDriver
from tests.unit.widgets.rounds import a_round, live
from xtsviz.errors import XtsvizError
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.explorer import TABS, Explorer


def fails(*_given, **_named):
    raise RuntimeError("out of paint")


@pytest.fixture
def told(drive, unchanged, caplog):
    """Whatever happens in the test is told with a remedy, is logged, and leaves the design as it is."""
    yield
    drive.refused("out of paint", "design is intact", "undo")
    assert any(record.exc_info for record in caplog.get_records("call"))


@pytest.mark.parametrize("way", ["button", "key"])
def test_an_undo_that_fails(drive, monkeypatch, way):
    drive.act("toggle", "fabrikam", "litware")
    design = drive.design
    with monkeypatch.context() as patched:
        patched.setattr(drive.control, "undo", fails)
        if way == "button":
            drive.undo()
        else:
            drive.send({"shortcut": "undo"})
    drive.refused("out of paint", "design is intact")
    assert drive.design is drive.control.design is design
    drive.undo()
    assert not drive.design.topology.between("fabrikam", "litware")
    assert drive.status[1] == "info"


def test_a_control_that_fails(drive, told, monkeypatch):
    panel = drive.tenants
    monkeypatch.setattr(drive.control, "edit", fails)
    panel.name.value = "Adatum"


def test_a_control_made_later_that_fails(drive, told, monkeypatch):
    drive.explorer.selection = Selection("arrow", "contoso->litware")
    panel = drive.arrow
    panel.filters.add_and.click()
    condition = panel.filters.conditions[0]
    monkeypatch.setattr("xtsviz.widgets.panels.filters.condition_note", fails)
    condition.value.value = "IT"


def test_a_press_on_the_canvas_that_fails(drive, told, monkeypatch):
    monkeypatch.setattr(drive.control, "select", fails)
    drive.press_on_canvas("tenant:contoso")


def test_a_drag_that_fails(drive, told, monkeypatch):
    monkeypatch.setattr(drive.control, "move", fails)
    drive.graph.canvas.drag("tenant:contoso", 1, 2)


def test_an_action_that_fails(drive, told, monkeypatch):
    monkeypatch.setattr(drive.control, "select", fails)
    drive.act("select", "tenant", "contoso")


def test_a_theme_that_fails(drive, told, monkeypatch):
    monkeypatch.setattr(drive.control, "set_dark", fails)
    drive.bridge.dark = True


def test_details_that_fail(drive, told, monkeypatch):
    monkeypatch.setattr("xtsviz.widgets.panels.details.details", fails)
    drive.act("select", "tenant", "contoso")


@pytest.mark.parametrize(
    "message",
    [
        {"dragged": "n0", "moved": {"n0": [1]}},
        {"dragged": "n0", "moved": {"n0": ["a", "b"]}},
        {"dragged": "n0", "moved": {"nowhere": [1, 2]}},
        {"dragged": "n0", "moved": {"n0": None}},
        {"downloaded": 99, "failed": ""},
        {"more": 99},
        {"upload": "nothing", "name": "x", "at": 5, "last": True},
        {"upload": "document", "name": "x", "at": -1, "last": True},
        {"shortcut": "fly"},
        {"action": {"no": "list"}},
        {"ping": "x"},
        {},
        None,
        7,
        [],
    ],
    ids=repr,
)
def test_nonsense_from_the_page_is_told_or_passed_over(drive, unchanged, message, caplog):
    with caplog.at_level(logging.CRITICAL):
        drive.send(message)
    drive.send({"action": ["select", "tenant", "litware"]})
    assert drive.explorer.selection.id == "litware"
    assert drive.status[1] == "info"


def test_what_xtsviz_refuses_is_told_as_it_is_and_without_a_guard_raised():
    said = []

    def refuse():
        raise XtsvizError("no, because")

    with report_errors(lambda *words: said.append(words)):
        safe = reporting_errors(refuse)
    assert safe() is None
    assert said == [("no, because", "error")]
    with pytest.raises(XtsvizError):
        reporting_errors(refuse)()


def test_each_explorer_hears_of_its_own_faults(design, monkeypatch, caplog):
    one, two = ExplorerDriver(Explorer(design)), ExplorerDriver(Explorer(design))
    with monkeypatch.context() as patched, caplog.at_level(logging.CRITICAL):
        patched.setattr(two.control, "select", fails)
        two.act("select", "tenant", "contoso")
    assert two.status[1] == "error"
    assert one.status[1] == "info"
    one.explorer.close(), two.explorer.close()


def test_closing_frees_widgets_and_comms(design):
    a_round(design, 1)  # what is made once for all
    before = live()
    a_round(design, 40)
    a_round(design, 0)
    assert live() == before


def test_a_closed_explorer_is_forgotten(design):
    drive = ExplorerDriver(Explorer(design))
    drive.act("toggle", "fabrikam", "litware")
    for tab in TABS:
        drive.open(tab)
    drive.explorer.close()
    seen = weakref.ref(drive.explorer)
    del drive
    gc.collect()
    assert seen() is None
