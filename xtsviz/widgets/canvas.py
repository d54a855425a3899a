"""The graph on the screen, and the only module that knows ipycytoscape (1.3.3, no longer developed).

What was measured of it, and is worked around here:

* Taking an element out of a list breaks others on the screen, so elements are pooled: hidden and used again.
* Each change of an element is a message, and past the server's rate limit messages are lost: elements are
  built complete, and each list is extended once per drawing, by assignment (``Graph.add_nodes`` and
  ``add_edges`` send a growing table for each element besides, and drop the arrow back).
* A change of ``data`` is seen when a new dict is assigned, and is merged on the screen: keys that went need a
  null. ``id``, ``parent``, ``source`` and ``target`` never change there: the pool is searched by these.
* Assigning ``position`` moves a node, and what is inside it too: a node with others inside gets none.
* Each longer list and each new layout runs the layout again; with ``fit`` the zoom would jump. So the layout
  never fits, and the bridge does, once.
* Where a node was dragged to is not reported for what it took along; the bridge knows.
* Its own selection is left off (elements are not ``selectable`` unless told so): it would have each click
  change the picture before the kernel answers. What is selected is a class that the drawing gives.
* Its style sheet paints the canvas white and adds a border under the mouse: canvas.css takes both back.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import ipycytoscape as ipc
from ipywidgets import Layout
from traitlets import CFloat, default, validate

from xtsviz.view.picture.elements import Element
from xtsviz.widgets.bridge import CANVAS_CLASS, Bridge
from xtsviz.widgets.error_reports import reporting_errors

Style = Sequence[Mapping[str, Any]]
Position = tuple[float, float]
Place = tuple[str | bool | None, ...]
"""What cytoscape cannot change: whether a node is a box and which it is in, or an edge's two ends."""

POOLED = "pooled"
_PAUSE = 0.001  # seconds


class _Widget(ipc.CytoscapeWidget):
    wheel_sensitivity = CFloat(1.0)  # not synchronized: cytoscape warns on the console whatever value comes

    def __init__(self, graph: ipc.Graph, **options: Any) -> None:
        self._given = graph
        super().__init__(graph, **options)

    # It makes two graphs before it takes the one it is given, and never closes them.
    @default("graph")
    def _given_graph(self) -> ipc.Graph:
        return self._given

    @validate("graph")
    def _keep_given_graph(self, proposal: Mapping[str, Any]) -> ipc.Graph:
        if proposal["value"] is not self._given:
            proposal["value"].close()
        return self._given


_KEYS = ["_model_module", "_model_module_version", "_model_name", "classes", "data", "selectable"]
"""The attributes of an element that are sent. The page has the same defaults for the rest, and elements are many."""


class _Node(ipc.Node):
    @default("keys")
    def _sent_keys(self) -> list[str]:
        return [*_KEYS, "position", "grabbable"]


class _Edge(ipc.Edge):
    @default("keys")
    def _sent_keys(self) -> list[str]:
        return [*_KEYS]


class Canvas:
    """Draws sequences of :class:`Element`, pushing to the browser only what differs from what is there.

    Args:
        height: Any CSS length.
        style: Cytoscape style rules.
        bridge: The bridge under the same root: it fits the first picture and reports dragged nodes. Without
            one the canvas shows positions as pixels from its upper left corner, and :meth:`fit` does nothing.
    """

    def __init__(self, height: str = "560px", style: Style = (), bridge: Bridge | None = None) -> None:
        self._bridge = bridge
        self._slots: dict[str, _Slot] = {}  # by cytoscape id
        self._clicked: Callable[[str, Literal["node", "edge"]], None] | None = None
        self._moved: Callable[[str, Position], None] | None = None
        self._graph = ipc.Graph()
        self.widget = _Widget(
            self._graph,
            cytoscape_layout={"name": "preset", "fit": False, "animate": False},
            cytoscape_style=_rules(style),
            layout=Layout(width="100%", height=height),
            min_zoom=0.1,
            max_zoom=5.0,
            pixel_ratio="auto",  # a change after display would empty the canvas
            tooltip_source="no tooltip",  # tooltips are put in as HTML: a key no element has
        )
        self.widget.add_class(CANVAS_CLASS)
        click = reporting_errors(self._click)
        self.widget.on("node", "click", click)
        self.widget.on("edge", "click", click)
        if bridge is not None:
            bridge.on_dragged(self._drag)

    def on_click(self, callback: Callable[[str, Literal["node", "edge"]], None]) -> None:
        """Call with id and kind of each element a person clicks. Clicks beside them are not reported."""
        self._clicked = callback

    def on_moved(self, callback: Callable[[str, Position], None]) -> None:
        """Call with id and new position of a node a person dragged; needs the bridge.

        For a node with others inside it is the position it was drawn with, moved as far as they were; they
        are not reported.
        """
        self._moved = callback

    def draw(self, elements: Sequence[Element]) -> None:
        """Show these elements and no others; zoom, pan and whatever is the same stay as they are.

        Raises:
            ValueError: An id comes twice, or a parent, source or target is not a node of the drawing.
        """
        taken = self._assign(elements)
        kept = {slot.id for slot in taken.values()}
        for slot in self._slots.values():
            if slot.id not in kept:
                slot.hide()
        # The page paints between messages, and a server may hold back all but the first for 40 ms. So what an edit is
        # watched by goes first: what comes, then the other arrows.
        for element in sorted(elements, key=lambda e: (taken[e.id].visible, e.kind == "node")):
            taken[element.id].show(element)
        # A kernel sends in a thread of its own, which would get the interpreter some milliseconds later.
        time.sleep(_PAUSE)
        fresh = [slot for slot in self._slots.values() if not slot.placed]
        for slot in fresh:
            slot.placed = True
        if nodes := [slot.widget for slot in fresh if slot.element.kind == "node"]:
            self._graph.nodes = [*self._graph.nodes, *nodes]
        if edges := [slot.widget for slot in fresh if slot.element.kind == "edge"]:
            self._graph.edges = [*self._graph.edges, *edges]

    def set_style(self, rules: Style) -> None:
        """Replace the style rules, e.g. for another theme."""
        self.widget.set_style(_rules(rules))

    def fit(self, box: tuple[float, float, float, float] | None = None, if_outside: bool = False) -> None:
        """Zoom and pan so that the whole picture, or a box of it, is seen; see `Bridge.fit`, which it needs."""
        if self._bridge is not None:
            self._bridge.fit(box, if_outside)

    def close(self) -> None:
        """Close all widgets of the canvas, pooled ones included."""
        pool = [slot.widget for slot in self._slots.values()]
        self._slots.clear()
        for widget in [self.widget, self.widget.layout, self._graph, *pool]:
            widget.close()

    def _assign(self, elements: Sequence[Element]) -> dict[str, "_Slot"]:
        """A slot for each element id: its last one if in the same place, else a free one there, else new."""
        boxes = {element.parent for element in elements}
        edges = [element for element in elements if element.kind == "edge"]
        nodes = [element for element in elements if element.kind == "node"]
        outer = [element for element in nodes if element.parent is None]
        inner = [element for element in nodes if element.parent is not None]
        last = {(slot.element.id, slot.place): slot for slot in self._slots.values()}
        taken: dict[str, _Slot] = {}
        for group in (outer, inner, edges):
            places = {element.id: _place(element, boxes, taken) for element in group}
            for id, place in places.items():
                if slot := last.get((id, place)):
                    taken[id] = slot
            kept = {slot.id for slot in taken.values()}
            free: dict[Place, list[_Slot]] = defaultdict(list)
            for slot in self._slots.values():
                if slot.id not in kept:
                    free[slot.place].append(slot)
            for element in group:
                if element.id not in taken:
                    place = places[element.id]
                    taken[element.id] = free[place].pop() if free[place] else self._build(element, place)
        if len(taken) != len(elements):
            raise ValueError("an element id comes twice in one drawing")
        return taken

    def _build(self, element: Element, place: Place) -> "_Slot":
        slot = _Slot(f"{element.kind[0]}{len(self._slots)}", place, element)
        self._slots[slot.id] = slot
        return slot

    def _click(self, event: Mapping[str, Any]) -> None:
        slot = self._slots.get(event["data"]["id"])
        if slot is not None and slot.visible and self._clicked is not None:
            self._clicked(slot.element.id, slot.element.kind)

    def _drag(self, grabbed: str, moved: Mapping[str, Position]) -> None:
        target = self._slots.get(grabbed)
        if target is None or not target.visible or not moved or not moved.keys() <= self._slots.keys():
            return
        # A box is not itself among the moved nodes. It went as far as each node in it.
        id, (x, y) = next(iter(moved.items()))
        from_x, from_y = self._slots[id].position
        to = (target.position[0] + x - from_x, target.position[1] + y - from_y)
        for id, position in moved.items():
            self._slots[id].move(position)
        target.move(to)
        if self._moved is not None:
            self._moved(target.element.id, to)


def _rules(style: Style) -> list[dict[str, Any]]:
    """A new list each time (the same one would be ignored); hiding the pool has the last word."""
    return [*map(dict, style), {"selector": f".{POOLED}", "style": {"display": "none"}}]


def _place(element: Element, boxes: set[str | None], taken: "Mapping[str, _Slot]") -> Place:
    try:
        if element.kind == "edge":
            return (taken[str(element.source)].id, taken[str(element.target)].id)
        return (element.id in boxes, taken[element.parent].id if element.parent is not None else None)
    except KeyError as missing:
        raise ValueError(
            f"element {element.id!r} refers to {missing}, which is no node it can refer to"
        ) from None


class _Slot:
    """A widget of the pool, and the element it shows or showed last."""

    def __init__(self, id: str, place: Place, element: Element) -> None:
        self.id = id
        self.place = place
        self.element = element
        self.visible = True
        self.placed = False  # whether the graph has it
        make = _Node if element.kind == "node" else _Edge
        self.widget = make(**self._state(element))

    @property
    def position(self) -> Position:
        return self.element.position or (0.0, 0.0)  # where cytoscape puts what has none

    def show(self, element: Element) -> None:
        if not self.visible or element != self.element:
            self.element = element
            self.visible = True
            self._push(self._state(element))

    def hide(self) -> None:
        if self.visible:
            self.visible = False
            self._push({"classes": POOLED})

    def move(self, position: Position) -> None:
        """Take over a position that the screen has already; without this, a move back would not be seen as a change."""
        self.show(replace(self.element, position=position))

    def _state(self, element: Element) -> dict[str, Any]:
        data: dict[str, Any] = {**element.data, "id": self.id, "element": element.id}
        state: dict[str, Any] = {"classes": " ".join(element.classes), "data": data}
        if element.kind == "edge":
            data["source"], data["target"] = self.place
            return state
        is_box, parent = self.place
        if parent is not None:
            data["parent"] = parent
        if element.position is not None and not is_box:
            state["position"] = dict(zip("xy", element.position, strict=True))
        return state

    def _push(self, state: Mapping[str, Any]) -> None:
        """One message with what differs, none if nothing does."""
        if "data" in state:
            state = {**state, "data": {**dict.fromkeys(self.widget.data), **state["data"]}}
        changes = {name: value for name, value in state.items() if getattr(self.widget, name) != value}
        if changes:
            with self.widget.hold_sync():
                for name, value in changes.items():
                    setattr(self.widget, name, value)
