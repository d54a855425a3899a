"""The check list of findings in the explorer: ticks, what is unfolded, and that ticks are kept."""

import csv
import io
import json

import pytest

import xtsviz as xts
from xtsviz.errors import DocumentError
from xtsviz.widgets.check_intents import TickFinding, UnfoldFindings
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.limits import MAX_SESSION
from xtsviz.widgets.panels.export import exported
from xtsviz.widgets.panels.findings import FindingsPanel
from xtsviz.widgets.store import Store
from xtsviz.widgets.tab_session import read_session, write_session


@pytest.fixture
def control():
    return Controller(xts.examples.acquisition())


@pytest.fixture
def store(control):
    return Store(control)


def closed_gate(control):
    return next(check for check in control.view_state.context.checks.checks if check.lines)


def test_a_tick_is_counted_and_taken_back(control, store):
    work = control.view_state.context.checks.open_work()
    key = closed_gate(control).key
    assert store.send(TickFinding(key))
    assert control.view_state.message == f"Ticked: {work - 1} findings left to do"
    assert store.send(TickFinding(key))
    assert control.view_state.message == f"Not done any more: {work} findings left to do"
    assert not control.view_state.checks.done


def test_the_panel_shows_ticks_and_lines(control, store):
    panel = FindingsPanel()
    check = closed_gate(control)
    panel.update(control.view_state)
    assert "Invoke-MgGraphRequest" not in panel.widget.value
    store.send(TickFinding(check.key))
    store.send(UnfoldFindings(check.key))
    panel.update(control.view_state)
    assert panel.widget.value.count('aria-checked="true"') == 1
    assert "Invoke-MgGraphRequest" in panel.widget.value


@pytest.mark.parametrize("intent", [TickFinding, UnfoldFindings])
def test_what_is_not_in_the_list_is_refused(control, store, intent):
    assert not store.send(intent("<script>"))
    assert control.view_state.level == "warning"
    assert not control.view_state.checks.done


def test_a_tick_survives_an_edit_elsewhere_and_is_exported(control, store):
    store.send(TickFinding(closed_gate(control).key))
    control.edit(lambda design: design.add_tenant("Woodgrove"), "Added")
    text = exported(control.view_state, "checks").content.decode("utf-8-sig")
    done = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["done"] == "yes"]
    assert [row["code"] for row in done] == ["auto-redeem-inbound-missing"]
    assert "- [x] **Error**" in exported(control.view_state, "checks-text").content.decode()


def test_ticks_come_back_after_a_reload(control, store):
    start = control.design
    store.send(TickFinding(closed_gate(control).key))
    saved = write_session(control.view_state, start, MAX_SESSION)
    again = read_session(saved, start, Controller(start).view_state, MAX_SESSION)
    assert again.checks.done == control.view_state.checks.done
    for wrong in (7, [7], {}):
        changed = json.dumps({**json.loads(saved), "done": wrong}).encode()
        with pytest.raises(DocumentError, match="what is done"):
            read_session(changed, start, Controller(start).view_state, MAX_SESSION)
