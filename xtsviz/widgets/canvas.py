"""The graph on the screen. Only this module uses ipycytoscape (1.3.3, no longer developed).

Its limits, and how this module avoids them:

* Removing an element from a list breaks others on the screen. So elements are pooled: they are hidden and used again.
* Each change of an element is a message, and messages over the server's rate limit are lost. So elements are built
  completely, and each list is extended once per drawing, by assignment (``Graph.add_nodes`` and ``add_edges`` also
  send a growing table for each element).
* A change of ``data`` is seen only if a new dict is assigned. The page merges it, so removed keys need a null. The
  page never changes ``id``, ``parent``, ``source`` and ``target``, so the pool is searched by these.
* Assigning ``position`` moves a node and all nodes inside it. So a node with others inside gets no position.
* Each longer list and each new layout runs the layout again. With ``fit`` the zoom would jump, so the layout never
  fits the picture. The bridge does it once.
* After a drag, only the new position of the grabbed node is reported. The bridge reports the nodes inside it too.
* Its own selection is off (elements are not ``selectable``), because a click would change the picture before the
  kernel answers. The drawing gives the selected elements a class.
* Its style sheet makes the canvas white and adds a border under the mouse. canvas.css reverts both.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import ipycytoscape as ipc
from ipywidgets import CallbackDispatcher, Layout
from traitlets import CFloat, default

from xtsviz.view.picture.elements import Element
from xtsviz.widgets.bridge import CANVAS_CLASS, Bridge
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.kernel_messages import FitWhen

StyleRules = Sequence[Mapping[str, Any]]
Position = tuple[float, float]
FixedParts = tuple[str | bool | None, ...]
"""The parts of an element that cytoscape cannot change: for a node, if it is a box, and its parent; for an edge, its
source and target."""

POOLED = "pooled"
_SENDER_PAUSE = 0.001  # seconds


class _CytoscapeWidget(ipc.CytoscapeWidget):
    wheel_sensitivity = CFloat(
        1.0
    )  # not synchronized: cytoscape would write a warning to the console for any value

    def __init__(self, graph: ipc.Graph, **options: Any) -> None:
        # CytoscapeWidget would make two graphs before it takes the given one, and never close them. And each kind of
        # event that is listened to later is a message of its own.
        handlers = {kind: {"click": CallbackDispatcher()} for kind in ("node", "edge")}
        super(ipc.CytoscapeWidget, self).__init__(graph=graph, _interaction_handlers=handlers, **options)
        self.on_msg(self._handle_interaction)


_SENT_KEYS = ["_model_module", "_model_module_version", "_model_name", "classes", "data", "selectable"]
"""The attributes of an element that are sent to the page. The page has the same defaults for all others."""


class _Node(ipc.Node):
    @default("keys")
    def _sent_keys(self) -> list[str]:
        return [*_SENT_KEYS, "position", "grabbable"]


class _Edge(ipc.Edge):
    @default("keys")
    def _sent_keys(self) -> list[str]:
        return [*_SENT_KEYS]


class Canvas:
    """Draws sequences of `Element`. It sends only the differences from the previous drawing to the browser.

    Args:
        height: any CSS length.
        style: cytoscape style rules.
        bridge: the bridge under the same root. It fits the first picture and reports dragged nodes. Without it,
            positions are pixels from the upper left corner, and `fit` does nothing.
    """

    def __init__(self, height: str = "560px", style: StyleRules = (), bridge: Bridge | None = None) -> None:
        self._bridge = bridge
        self._pool: dict[str, _PooledElement] = {}  # by cytoscape id
        self._click_callback: Callable[[str, Literal["node", "edge"]], None] | None = None
        self._move_callback: Callable[[str, Position], None] | None = None
        self._graph = ipc.Graph()
        self.widget = _CytoscapeWidget(
            self._graph,
            cytoscape_layout={"name": "preset", "fit": False, "animate": False},
            cytoscape_style=_style_rules(style),
            layout=Layout(width="100%", height=height),
            min_zoom=0.1,
            max_zoom=5.0,
            pixel_ratio="auto",  # a change after display would empty the canvas
            tooltip_source="no tooltip",  # tooltips are put in as HTML: a key no element has
            _dom_classes=(CANVAS_CLASS,),
        )
        click = reporting_errors(self._click)
        self.widget.on("node", "click", click)
        self.widget.on("edge", "click", click)
        if bridge is not None:
            bridge.on_dragged(self._drag)
            bridge.on_pressed(self._press)

    def on_click(self, callback: Callable[[str, Literal["node", "edge"]], None]) -> None:
        """Call with the id and kind of each element that a person presses, with whatever; not for the ground."""
        self._click_callback = callback

    def on_moved(self, callback: Callable[[str, Position], None]) -> None:
        """Call with the id and new position of each node that a person drags. It needs the bridge.

        A node with others inside moved as far as they did. Only this node is reported.
        """
        self._move_callback = callback

    def draw(self, elements: Sequence[Element]) -> None:
        """Show these elements and no others. Zoom and pan do not change.

        Raises:
            ValueError: two elements have the same id, or a parent, source or target is not a node of the drawing.
        """
        assigned = self._assign_pooled(elements)
        kept = {pooled.id for pooled in assigned.values()}
        for pooled in self._pool.values():
            if pooled.id not in kept:
                pooled.hide()
        # The page paints between messages, and a server can delay all but the first for 40 ms. So the most visible
        # changes go first: elements that appear, then the other arrows.
        for element in sorted(elements, key=lambda e: (assigned[e.id].visible, e.kind == "node")):
            assigned[element.id].show(element)
        # Another thread of the kernel sends. Without a pause, it would start some milliseconds later.
        time.sleep(_SENDER_PAUSE)
        new = [pooled for pooled in self._pool.values() if not pooled.in_graph]
        for pooled in new:
            pooled.in_graph = True
        if nodes := [pooled.widget for pooled in new if pooled.element.kind == "node"]:
            self._graph.nodes = [*self._graph.nodes, *nodes]
        if edges := [pooled.widget for pooled in new if pooled.element.kind == "edge"]:
            self._graph.edges = [*self._graph.edges, *edges]

    def set_style(self, rules: StyleRules) -> None:
        """Replace the style rules, e.g. for another theme."""
        self.widget.set_style(_style_rules(rules))

    def fit(self, box: tuple[float, float, float, float] | None = None, when: FitWhen = "always") -> None:
        """Zoom and pan so that the whole picture, or a box of it, is visible; see `Bridge.fit`."""
        if self._bridge is not None:
            self._bridge.fit(box, when)

    def close(self) -> None:
        """Close all widgets of the canvas, also hidden ones."""
        pool = [pooled.widget for pooled in self._pool.values()]
        self._pool.clear()
        for widget in [self.widget, self.widget.layout, self._graph, *pool]:
            widget.close()

    def _assign_pooled(self, elements: Sequence[Element]) -> dict[str, "_PooledElement"]:
        """A pooled element for each id: the previous one, else a free one with the same fixed parts, else a new one."""
        boxes = {element.parent for element in elements}
        edges = [element for element in elements if element.kind == "edge"]
        nodes = [element for element in elements if element.kind == "node"]
        outer = [element for element in nodes if element.parent is None]
        inner = [element for element in nodes if element.parent is not None]
        previous = {(pooled.element.id, pooled.fixed): pooled for pooled in self._pool.values()}
        assigned: dict[str, _PooledElement] = {}
        for group in (outer, inner, edges):
            fixed_by_id = {element.id: _fixed_parts(element, boxes, assigned) for element in group}
            for id, fixed in fixed_by_id.items():
                if pooled := previous.get((id, fixed)):
                    assigned[id] = pooled
            kept = {pooled.id for pooled in assigned.values()}
            free: dict[FixedParts, list[_PooledElement]] = defaultdict(list)
            for pooled in self._pool.values():
                if pooled.id not in kept:
                    free[pooled.fixed].append(pooled)
            for element in group:
                if element.id not in assigned:
                    fixed = fixed_by_id[element.id]
                    assigned[element.id] = free[fixed].pop() if free[fixed] else self._build(element, fixed)
        if len(assigned) != len(elements):
            raise ValueError("an element id comes twice in one drawing")
        return assigned

    def _build(self, element: Element, fixed: FixedParts) -> "_PooledElement":
        pooled = _PooledElement(f"{element.kind[0]}{len(self._pool)}", fixed, element)
        self._pool[pooled.id] = pooled
        return pooled

    def _click(self, event: Mapping[str, Any]) -> None:
        self._press(event["data"]["id"])

    def _press(self, id: str) -> None:
        pooled = self._pool.get(id)
        if pooled is not None and pooled.visible and self._click_callback is not None:
            self._click_callback(pooled.element.id, pooled.element.kind)

    def _drag(self, grabbed: str, moved: Mapping[str, Position]) -> None:
        target = self._pool.get(grabbed)
        if target is None or not target.visible or not moved or not moved.keys() <= self._pool.keys():
            return
        # A box is not one of the moved nodes. It moved as far as each node in it.
        id, (x, y) = next(iter(moved.items()))
        from_x, from_y = self._pool[id].position
        to = (target.position[0] + x - from_x, target.position[1] + y - from_y)
        for id, position in moved.items():
            self._pool[id].move(position)
        target.move(to)
        if self._move_callback is not None:
            self._move_callback(target.element.id, to)


def _style_rules(style: StyleRules) -> list[dict[str, Any]]:
    """The rules as a new list (the same list would be ignored), and a last rule that hides free pooled elements."""
    return [*map(dict, style), {"selector": f".{POOLED}", "style": {"display": "none"}}]


def _fixed_parts(
    element: Element, boxes: set[str | None], assigned: "Mapping[str, _PooledElement]"
) -> FixedParts:
    try:
        if element.kind == "edge":
            return (assigned[str(element.source)].id, assigned[str(element.target)].id)
        return (element.id in boxes, assigned[element.parent].id if element.parent is not None else None)
    except KeyError as missing:
        raise ValueError(
            f"element {element.id!r} refers to {missing}, which is no node it can refer to"
        ) from None


class _PooledElement:
    """A widget of the pool, and the element that it shows or showed last."""

    def __init__(self, id: str, fixed: FixedParts, element: Element) -> None:
        self.id = id
        self.fixed = fixed
        self.element = element
        self.visible = True
        self.in_graph = False  # True if the graph has it
        make = _Node if element.kind == "node" else _Edge
        self.widget = make(**self._state(element))

    @property
    def position(self) -> Position:
        return self.element.position or (0.0, 0.0)  # cytoscape's default

    def show(self, element: Element) -> None:
        if not self.visible or element != self.element:
            self.element = element
            self.visible = True
            self._send_changes(self._state(element))

    def hide(self) -> None:
        if self.visible:
            self.visible = False
            self._send_changes({"classes": POOLED})

    def move(self, position: Position) -> None:
        """Store a position that the page reported. Without this, a later move back would not count as a change."""
        self.show(replace(self.element, position=position))

    def _state(self, element: Element) -> dict[str, Any]:
        data: dict[str, Any] = {**element.data, "id": self.id, "element": element.id}
        state: dict[str, Any] = {"classes": " ".join(element.classes), "data": data}
        if element.kind == "edge":
            data["source"], data["target"] = self.fixed
            return state
        is_box, parent = self.fixed
        if parent is not None:
            data["parent"] = parent
        state["grabbable"] = element.movable
        if element.position is not None and not is_box:
            state["position"] = dict(zip("xy", element.position, strict=True))
        return state

    def _send_changes(self, state: Mapping[str, Any]) -> None:
        """Send the differences in one message; no message if there are none."""
        if "data" in state:
            state = {**state, "data": {**dict.fromkeys(self.widget.data), **state["data"]}}
        changes = {name: value for name, value in state.items() if getattr(self.widget, name) != value}
        if changes:
            with self.widget.hold_sync():
                for name, value in changes.items():
                    setattr(self.widget, name, value)
