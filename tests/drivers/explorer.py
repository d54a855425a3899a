"""An explorer, worked the way a person and the page do."""

import re
from typing import Any

import ipywidgets as w

from tests.drivers.page import Page
from tests.drivers.panels import DRAWERS, PANELS, GraphPart
from tests.drivers.screen import Part, widgets
from xtsviz.model.design import Design
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.explorer import LEFT, TABS, Explorer


class ExplorerDriver(Page):
    """An explorer, and what a person does with it: open a panel, press a button, set a field.

    Attributes:
        explorer: the widget.
    """

    def __init__(self, explorer: Explorer) -> None:
        super().__init__(explorer)
        self.explorer = explorer

    @property
    def control(self) -> Controller:
        """The controller: what is behind the screen."""
        return self.explorer.controller

    @property
    def design(self) -> Design:
        return self.explorer.design

    # What is on the screen

    @property
    def panels(self) -> w.Accordion:
        """The panels on the left."""
        return self.find(w.Accordion)

    @property
    def tabs(self) -> w.Tab:
        return self.find(w.Tab)

    @property
    def front(self) -> tuple[str | None, str, str | None]:
        """The names of the panel, the tab and the drawer that are open."""
        panel, tab = self.panels.selected_index, self.tabs.selected_index
        drawer = next((name for name in DRAWERS if self.tool(name).pressed), None)
        return None if panel is None else LEFT[panel], TABS[tab], drawer

    @property
    def details(self) -> str:
        return self.parts("xts-details")[0].root.value

    @property
    def prompt(self) -> str:
        """The question below the toolbar; empty if there is none."""
        return self.notice("xts-prompt")

    @property
    def unapplied(self) -> str:
        """Which filters are written and not applied; empty where that can be seen."""
        return self.notice("xts-unapplied")

    def notice(self, kind: str) -> str:
        """What a notice below the toolbar says; empty if it is not there."""
        found = re.search(rf'<div class="{kind}">(.*?)</div>', self.markup, re.DOTALL)
        return found[1] if found else ""

    @property
    def graph(self) -> GraphPart:
        return GraphPart(self.tabs.children[TABS.index("Graph")], self.bridge)

    @property
    def template(self) -> Any:
        return self.panel("Template")

    @property
    def tenants(self) -> Any:
        return self.panel("Tenants")

    @property
    def arrows(self) -> Any:
        return self.panel("Arrows")

    @property
    def arrow(self) -> Any:
        return self.panel("Selected arrow")

    @property
    def matrix(self) -> Any:
        return self.panel("Matrix")

    @property
    def flow(self) -> Any:
        return self.panel("Flow")

    @property
    def people(self) -> Any:
        return self.panel("People")

    @property
    def findings(self) -> Any:
        return self.panel("Findings")

    def is_made(self, name: str) -> bool:
        """Whether a panel or a tab was made: that is when it first comes to the front."""
        root = self._root(name)
        return any(one is not root for one in widgets(root)) or isinstance(root, w.HTML)

    def panel(self, name: str) -> Part:
        """A panel or a tab, which may stay behind."""
        if not self.is_made(name):
            front = self.panels if name in LEFT else self.tabs
            before = front.selected_index
            self.open(name)
            front.selected_index = before
        return PANELS[name](self._root(name))

    def _root(self, name: str) -> w.Widget:
        return (
            self.panels.children[LEFT.index(name)] if name in LEFT else self.tabs.children[TABS.index(name)]
        )

    # What a person does

    def open(self, name: str) -> None:
        """Bring a panel or a tab to the front."""
        if name in LEFT:
            self.panels.selected_index = LEFT.index(name)
        else:
            self.tabs.selected_index = TABS.index(name)

    def open_drawer(self, name: str) -> Any:
        """Open a drawer by its button."""
        self.turn(name)
        return self.drawer

    def close_drawer(self) -> None:
        """Close the drawer that is open, by its button."""
        if (drawer := self.front[2]) is not None:
            self.turn(drawer, False)

    @property
    def drawer(self) -> Any:
        """The drawer that is open."""
        (part,) = self.parts("xts-drawer")
        (root,) = part.root.children
        return DRAWERS[self.front[2] or ""](root)

    def undo(self) -> None:
        """Press Undo."""
        self.tool("Undo").click()

    def upload(self, field: str, name: str, content: bytes) -> None:
        """Choose a file in a field, by the field's name in the messages of the page."""
        self.send({"upload": field, "name": name, "at": 0, "last": True}, memoryview(content))

    def choose_files(self, field: str, *files: tuple[str, bytes]) -> None:
        """Choose or drop several files together."""
        for place, (name, content) in enumerate(files):
            left = len(files) - 1 - place
            message = {"upload": field, "name": name, "at": 0, "last": True, "batch": 7, "left": left}
            self.send(message, memoryview(content))

    @property
    def start(self) -> Part | None:
        """The start view; None where it is not shown."""
        found = self.parts("xts-start")
        return found[0] if found and found[0].root in widgets(self.explorer, hidden=False) else None

    def find_person(self, text: str) -> None:
        """Write into the field above the graph, and press Enter there."""
        self.graph.person.value = text
        self.act("find", text)

    def press_on_canvas(self, element: str) -> None:
        """Press an element of the graph."""
        self.graph.canvas.press(element)
