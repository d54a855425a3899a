"""The graph canvas: its elements, and what a person does with them."""

from typing import Any

import ipycytoscape
import ipywidgets as w

from tests.drivers.page import send
from tests.drivers.screen import Part
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.canvas import POOLED


class Element:
    """An element of the canvas, as it was when it was asked for.

    Attributes:
        id: of the element of the picture, such as ``tenant:contoso``.
        key: cytoscape's id of it.
        widget: sends its changes to the page.
    """

    def __init__(self, widget: w.Widget) -> None:
        self.widget = widget
        self.id: str = widget.data["element"]
        self.key: str = widget.data["id"]
        self.classes: list[str] = widget.classes.split()
        self.is_node = "source" not in widget.data


def graph_widget(root: w.Widget) -> ipycytoscape.CytoscapeWidget:
    """The one graph in a part of the screen."""
    return Part(root).find(ipycytoscape.CytoscapeWidget)


class CanvasDriver:
    """A canvas and its bridge."""

    def __init__(self, widget: ipycytoscape.CytoscapeWidget, bridge: Bridge) -> None:
        self.widget = widget
        self.bridge = bridge

    @property
    def elements(self) -> dict[str, Element]:
        """The elements that can be seen, by id."""
        graph = self.widget.graph
        elements = (Element(one) for one in [*graph.nodes, *graph.edges])
        return {element.id: element for element in elements if POOLED not in element.classes}

    @property
    def nodes(self) -> set[str]:
        """The ids of the nodes that can be seen."""
        return {id for id, element in self.elements.items() if element.is_node}

    def press(self, id: str) -> None:
        """Press an element."""
        element = self.elements[id]
        kind = "node" if element.is_node else "edge"
        data: dict[str, Any] = {"data": {"id": element.key}}
        send(self.widget, {"widget": kind, "event": "click", "data": data})

    def drag(self, id: str, x: float, y: float) -> None:
        """Drag a node to a place."""
        key = self.elements[id].key
        send(self.bridge, {"dragged": key, "moved": {key: [x, y]}})
