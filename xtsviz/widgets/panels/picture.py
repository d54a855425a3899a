"""A picture on a canvas with its title, its legend and its text alternative, and buttons for its overlays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.markup import fragment
from xtsviz.view.panels.graph_tools import zoom_buttons
from xtsviz.view.panels.legend import legend_list
from xtsviz.view.picture.cytoscape import canvas_style, elements, selection_of, tenant_around
from xtsviz.view.picture.group_elements import group_of
from xtsviz.view.picture.journeys import Motion
from xtsviz.view.picture.overlays.overlay import Overlay
from xtsviz.view.picture.types import Picture
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.canvas import Canvas
from xtsviz.widgets.common_intents import MoveTenants, PressElement, SetOverlay, SetRoom
from xtsviz.widgets.kernel_messages import FitWhen
from xtsviz.widgets.looks import create
from xtsviz.widgets.parts import Panel, column, html

CANVAS_HEIGHT = "var(--xts-height, 560px)"
"""The height of a canvas; the page sets it where a person drags the handle below (room.js)."""


class PictureStore(Protocol):
    """A store of whatever widget that takes what a person does with a picture."""

    def send(self, intent: SetOverlay | PressElement | MoveTenants | SetRoom) -> bool:
        """Answer an intent."""


class PicturePanel(Panel):
    """Draws pictures, one after the other, and sends what a person does with them; in explorer and replay.

    Args:
        store: takes the intents.
        bridge: under the same root.
        overlays: for the buttons; the first is chosen.
        height: of the canvas, any CSS length.
        tidy: a button on the canvas lays it out anew.

    Attributes:
        overlays: the buttons, to be placed by the owner.
        drawn: the picture on the canvas.
        below_title: a line of the owner's.
        below_canvas: the legend, and the picture in words.
        on_group: is called with the id of a pressed box of alike tenants, or of arrows that are drawn as one.
    """

    def __init__(
        self,
        store: PictureStore,
        bridge: Bridge,
        overlays: Sequence[Overlay],
        height: str,
        tidy: bool = False,
    ) -> None:
        super().__init__()
        self._store = store
        self._bridge = bridge
        self._dark = False
        self._generation = 0
        self.on_group: Callable[[str], object] = lambda _group: None
        self.drawn: Picture | None = None
        self.overlays = create(
            w.ToggleButtons,
            options=[(overlay.title, overlay.name) for overlay in overlays],
            style={"button_width": "auto"},
            classes=["xts-overlays"],
        )
        self.canvas = Canvas(style=canvas_style(False), bridge=bridge, height=height)
        self.title, self.below_title = html(), html(shown=False)
        self.below_canvas = html(kind="xts-below")
        buttons = html(zoom_buttons(tidy), kind="xts-zoom")
        frame = create(w.Box, [self.canvas.widget, buttons], classes=["xts-frame"])
        self.widget = column(self.title, self.below_title, frame, self.below_canvas, kind="xts-grow")
        self.on_change(self.overlays, lambda name: store.send(SetOverlay(name)))
        self.canvas.on_click(self._pressed)
        self.canvas.on_moved(self._moved)
        bridge.on_canvas_size(self._resized)

    def draw(self, picture: Picture, *, dark: bool, note: str = "", generation: int = 0) -> None:
        """Push what differs between the picture on the canvas and this one.

        Args:
            picture: to be drawn.
            dark: on dark ground.
            note: stands behind the title.
            generation: the canvas is fitted to a picture of another generation.
        """
        if dark != self._dark:
            self._dark = dark
            self.canvas.set_style(canvas_style(dark))
        with self.suppress_events():
            self.overlays.value = picture.overlay
        behind = fragment(' <span class="xts-muted">{}</span>', note) if note else Markup()
        whole = f"{picture.title} {note}".strip()  # a narrow page cuts it
        self.title.value = fragment('<p class="xts-title" title="{}">{}{}</p>', whole, picture.title, behind)
        if picture == self.drawn:
            return
        before, self.drawn = self.drawn, picture
        self.canvas.draw(elements(picture))
        summary = Markup("<summary>This picture in words</summary>")
        self.below_canvas.value = fragment(
            '{}<details class="xts-in-words">{}<p>{}</p></details>',
            legend_list(picture),
            summary,
            picture.text,
        )
        # The first picture is fitted by the page itself, when it has a size.
        if before is not None and (when := self._fit_when(before, picture, generation)):
            self.canvas.fit(picture.bounds, when)
        self._generation = generation

    def play(self, motion: Motion, time: int = 0) -> None:
        """Let marks travel on what is drawn, for so many milliseconds at most (0: no limit)."""
        if motion:
            self._bridge.play(motion, time)

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.canvas.close()

    def _fit_when(self, before: Picture, picture: Picture, generation: int) -> FitWhen | None:
        if generation != self._generation:
            return "always"
        if not picture.node_by_id.keys() <= before.node_by_id.keys():
            return "outside"
        # A picture that grew stays inside the canvas, if a person has not chosen what to see.
        return "untouched" if picture.bounds != before.bounds else None

    def _resized(self, width: float, height: float) -> None:
        self._store.send(SetRoom(width, height))

    def _pressed(self, element: str, _kind: str) -> None:
        if (group := group_of(element)) is not None:
            self.on_group(group)
            return
        if selection := selection_of(element):
            self._store.send(PressElement(selection, tenant_around(element)))

    def _moved(self, element: str, position: tuple[float, float]) -> None:
        selection = selection_of(element)
        moved = selection.id if selection.kind == "tenant" else group_of(element)
        if moved is not None:
            self._store.send(MoveTenants({moved: position}))
