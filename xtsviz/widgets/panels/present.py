"""The present of a design that is built: who is where now, on a canvas."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from xtsviz.flow import Flow
from xtsviz.view.picture.journeys import changes
from xtsviz.view.picture.legend import about_people
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.looks import show
from xtsviz.widgets.panels.picture import PicturePanel
from xtsviz.widgets.parts import Panel, column, html
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


class PresentPanel(Panel):
    """Draws the people of the design; those whom an edit brings or takes travel.

    Attributes:
        picture: the canvas and what belongs to it.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self.picture = PicturePanel(store, bridge, [OVERLAYS["people"]], "100%")
        show(self.picture.title, False)
        heading = html(Markup("<h2>Now</h2>"))
        self.widget = column(heading, self.picture.widget, kind="xts-grow")
        self._flow: Flow | None = None

    def update(self, view_state: ViewState) -> None:
        """Draw the state's picture."""
        before, flow = self.picture.drawn, self._flow
        picture = replace(view_state.picture, legend=about_people(view_state.picture.legend))
        self.picture.draw(picture, dark=view_state.dark, generation=view_state.layout_generation)
        self._flow = view_state.flow
        if before is not None and flow is not None and flow is not view_state.flow:
            self.picture.play(changes(before, flow, picture, view_state.flow, view_state.context.palette))

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.picture.close()
