"""The graph: overlays, the canvas, its legend and its text twin."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from xtsviz.errors import XtsvizError
from xtsviz.flow.trace import find_user
from xtsviz.view.markup import fragment
from xtsviz.view.panels.legend import legend_svg
from xtsviz.view.picture.cytoscape import elements, selection_of, style
from xtsviz.view.picture.overlays import FIRST, OVERLAYS
from xtsviz.view.picture.types import Picture, Selection, bounds
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.canvas import Canvas
from xtsviz.widgets.controller import Controller, ViewState
from xtsviz.widgets.panels.arrows import ArrowsPanel
from xtsviz.widgets.parts import Panel, column, html, row, text_button


class GraphPanel(Panel):
    """Draws the view_state's picture; pressing an element selects it, or draws an arrow."""

    def __init__(self, controller: Controller, bridge: Bridge, arrows: ArrowsPanel) -> None:
        super().__init__()
        self._controller = controller
        self._arrows = arrows
        self._dark = controller.view_state.dark
        self._drawn: Picture | None = None
        self._layout = controller.view_state.layout
        self.overlays = w.ToggleButtons(options=[(o.title, o.name) for o in OVERLAYS.values()], value=FIRST)
        self.overlays.style.button_width = "auto"
        self.person = w.Text(placeholder="Find a person: name, sign-in name or id", continuous_update=False)
        self.person.add_class("xts-find")
        self.fit = text_button("Fit", bridge.fit, hint="Zoom so that the whole picture is seen")
        self.canvas = Canvas(style=style(self._dark), bridge=bridge, height="580px")
        self.title = html()
        self.legend = html()
        self.twin = html()
        # Together, or the button would stand alone in a line of its own at some widths.
        finder = w.HBox([self.person, self.fit])
        finder.add_class("xts-finder")
        self.widget = column(
            row(self.overlays, finder), self.title, self.canvas.widget, self.legend, self.twin
        )
        self.on_change(self.overlays, controller.set_overlay)
        self.on_change(self.person, self._find)
        self.canvas.on_click(self._pressed)
        self.canvas.on_moved(self._moved)

    def update(self, view_state: ViewState) -> None:
        """Push what differs between the picture on the screen and the view_state's."""
        picture = view_state.picture
        if view_state.dark != self._dark:
            self._dark = view_state.dark
            self.canvas.set_style(style(view_state.dark))
        with self.suppress_events():
            self.overlays.value = picture.overlay
        if picture == self._drawn:
            return
        before, self._drawn = self._drawn, picture
        self.canvas.draw(elements(picture))
        note = f"{picture.left_out} Select another tenant to see its arrows." if picture.left_out else ""
        note = fragment(' <span class="xts-muted">{}</span>', note) if note else ""
        self.title.value = fragment('<p class="xts-title">{}{}</p>', picture.title, note)
        self.legend.value = legend_svg(picture)
        summary = Markup("<summary>This picture in words</summary>")
        self.twin.value = fragment('<details class="xts-twin">{}<p>{}</p></details>', summary, picture.text)
        # The first picture is fitted by the page itself, when it has a size.
        if before is not None and view_state.layout != self._layout:
            self.canvas.fit(bounds(picture))
        elif before is not None and not picture.node_by_id.keys() <= before.node_by_id.keys():
            self.canvas.fit(bounds(picture), if_outside=True)
        self._layout = view_state.layout

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.canvas.close()

    def _pressed(self, element: str, _kind: str) -> None:
        selection = selection_of(element)
        if not selection:
            return
        if self._arrows.drawing and selection.kind == "tenant" and selection.id is not None:
            self._arrows.press_tenant(selection.id)
        elif gone := self._gone(selection):
            self._controller.set_status(f"{gone} It is not in the design any more.")
        else:
            self._controller.select(selection)

    def _gone(self, selection: Selection) -> str:
        """What an element stands for that is drawn, but not in the design any more; empty if it is in it."""
        drawn = self._drawn
        if drawn and selection.kind == "arrow":
            return next(
                (k.sentence for k in drawn.links if k.id == selection.id and k.style == "removed"), ""
            )
        if drawn and selection.kind == "tenant":
            return next(
                (f"{n.name}: {n.detail}." for n in drawn.nodes if n.id == selection.id and n.removed), ""
            )
        return ""

    def _moved(self, element: str, position: tuple[float, float]) -> None:
        selection = selection_of(element)
        if selection.kind == "tenant" and selection.id is not None:
            self._controller.move({selection.id: position})

    def _find(self, text: str) -> None:
        if not text.strip():
            return
        try:
            found = find_user(self._controller.design, text.strip())
        except XtsvizError as problem:
            self._controller.set_status(str(problem), "error")
            return
        self._controller.select(Selection("user", found.id))
        self._controller.set_overlay("user")
