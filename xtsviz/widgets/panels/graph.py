"""The graph: overlays, the canvas, its legend and its text alternative."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.view.markup import esc
from xtsviz.view.panels.legend import legend_svg
from xtsviz.view.picture.cytoscape import elements, selection_of, style
from xtsviz.view.picture.overlays import FIRST, OVERLAYS
from xtsviz.view.picture.types import Picture, bounds
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.canvas import Canvas
from xtsviz.widgets.intents import FindPerson, MoveTenants, PressElement, SetOverlay
from xtsviz.widgets.parts import Panel, column, html, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


class GraphPanel(Panel):
    """Draws the view_state's picture; pressing an element selects it, or draws an arrow."""

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self._store = store
        self._dark = store.view_state.dark
        self._drawn: Picture | None = None
        self._layout_generation = store.view_state.layout_generation
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
        self.on_change(self.overlays, lambda name: store.send(SetOverlay(name)))
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
        note = f' <span class="xts-muted">{esc(note)}</span>' if note else ""
        self.title.value = f'<p class="xts-title">{esc(picture.title)}{note}</p>'
        self.legend.value = legend_svg(picture)
        summary = "<summary>This picture in words</summary>"
        self.twin.value = f'<details class="xts-twin">{summary}<p>{esc(picture.text)}</p></details>'
        # The first picture is fitted by the page itself, when it has a size.
        if before is not None and view_state.layout_generation != self._layout_generation:
            self.canvas.fit(bounds(picture))
        elif before is not None and not picture.node_by_id.keys() <= before.node_by_id.keys():
            self.canvas.fit(bounds(picture), if_outside=True)
        self._layout_generation = view_state.layout_generation

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.canvas.close()

    def _pressed(self, element: str, _kind: str) -> None:
        if selection := selection_of(element):
            self._store.send(PressElement(selection))

    def _moved(self, element: str, position: tuple[float, float]) -> None:
        selection = selection_of(element)
        if selection.kind == "tenant" and selection.id is not None:
            self._store.send(MoveTenants({selection.id: position}))

    def _find(self, text: str) -> None:
        if text.strip():
            self._store.send(FindPerson(text))
