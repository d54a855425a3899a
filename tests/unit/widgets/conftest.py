"""What the tests of the widgets share: an explorer without a browser, driven by its controls."""

import pytest

import xtsviz as xts
from xtsviz.widgets.explorer import LEFT, TABS, Explorer


class Driver:
    """An explorer, and what a person does with it: open a panel, press a button, set a field."""

    def __init__(self, explorer):
        self.explorer = explorer
        self.control = explorer._controller
        self.bridge = explorer._bridge
        self.arrows = explorer._arrows
        self.graph = explorer._graph

    def _shown(self, later, name):
        if later.panel is None:  # made when it is first looked at
            front = self.explorer._left if name in LEFT else self.explorer._tabs
            before = front.selected_index
            self.open(name)
            front.selected_index = before
        return later.panel

    @property
    def template(self):
        return self._shown(self.explorer._template, "Template")

    @property
    def tenants(self):
        return self._shown(self.explorer._tenants, "Tenants")

    @property
    def arrow(self):
        return self._shown(self.explorer._arrow, "Selected arrow")

    @property
    def matrix(self):
        return self._shown(self.explorer._matrix, "Matrix")

    @property
    def flow(self):
        return self._shown(self.explorer._flow, "Flow")

    @property
    def people(self):
        return self._shown(self.explorer._people, "People")

    @property
    def findings(self):
        return self._shown(self.explorer._findings, "Findings")

    @property
    def design(self):
        return self.explorer.design

    @property
    def status(self):
        """The status line: text and level."""
        return self.bridge.message, self.bridge.level

    def open(self, name):
        """Bring a panel or a tab to the front."""
        if name in LEFT:
            self.explorer._left.selected_index = LEFT.index(name)
        else:
            self.explorer._tabs.selected_index = TABS.index(name)

    def act(self, *words):
        """Press a button of the panels' HTML: the message that the page sends."""
        self.bridge._receive(self.bridge, {"action": list(words)}, [])

    def press_on_canvas(self, element, kind="node"):
        """Press an element of the graph: the message that the canvas sends."""
        slot = next(
            s for s in self.graph.picture.canvas._pool.values() if s.visible and s.element.id == element
        )
        message = {"widget": kind, "event": "click", "data": {"data": {"id": slot.id}}}
        self.graph.picture.canvas.widget._handle_interaction(self.graph.picture.canvas.widget, message, [])

    def refused(self, *parts):
        """The last thing was refused: the status line is an error with all of these in it."""
        message, level = self.status
        assert level == "error", message
        for part in parts:
            assert part in message


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)


@pytest.fixture
def drive(design):
    driver = Driver(Explorer(design))
    yield driver
    driver.explorer.close()


@pytest.fixture
def unchanged(drive):
    """Asserts that the design is what it was, and that no step was added to the history."""
    before, past = drive.design, drive.control.view_state.history.past
    yield lambda: None
    assert drive.design is before
    assert drive.control.design is before
    assert drive.control.view_state.history.past == past
