"""The graph: the picture of the state, and a field that finds a person in it."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.looks import create
from xtsviz.widgets.panels.picture import CANVAS_HEIGHT, PicturePanel
from xtsviz.widgets.parts import Panel, column, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import FindPerson, Tidy
from xtsviz.widgets.view_state import ViewState


class GraphPanel(Panel):
    """Draws the state's picture; a press on an element selects it, or draws an arrow.

    Attributes:
        picture: the canvas and what belongs to it.
        person: the field that finds a person.
        tidy: the button that lays the picture out anew.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self.picture = PicturePanel(store, bridge, [*OVERLAYS.values()], CANVAS_HEIGHT)
        self.person = create(
            w.Text,
            placeholder="Find a person: name, sign-in name or id",
            continuous_update=False,
            classes=["xts-find"],
        )
        self.tidy = text_button(
            "Tidy", lambda: store.send(Tidy()), hint="Lay the picture out anew (undo leads back)"
        )
        head = row(self.picture.overlays, self.person, self.tidy, kind="xts-head")
        self.widget = column(head, self.picture.widget, kind="xts-grow xts-graph")
        self.on_change(self.person, lambda text: store.send(FindPerson(text)))

    def update(self, view_state: ViewState) -> None:
        """Draw the state's picture."""
        with self.suppress_events():
            self.person.value = view_state.forms.person
        picture = view_state.picture
        note = f"{picture.left_out} Select another tenant to see its arrows." if picture.left_out else ""
        self.picture.draw(picture, dark=view_state.dark, note=note, generation=view_state.layout_generation)

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.picture.close()
