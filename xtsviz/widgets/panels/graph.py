"""The graph: the picture of the state, and a field that finds a person in it."""

from __future__ import annotations

from xtsviz.flow import Flow
from xtsviz.view.picture.journeys import MOTION_OVERLAYS, Motion, changes
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.panels.grouping import GroupingPanel
from xtsviz.widgets.panels.person_field import PersonField
from xtsviz.widgets.panels.picture import CANVAS_HEIGHT, PicturePanel
from xtsviz.widgets.parts import Panel, column, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import PlayMotion, PressGroup, Tidy
from xtsviz.widgets.view_state import ViewState


class GraphPanel(Panel):
    """Draws the state's picture; a press on an element selects it, or draws an arrow.

    Attributes:
        picture: the canvas and what belongs to it.
        person: finds a person.
        play: the button that lets members travel.
        grouping: the switches of the boxes of alike tenants.
        tidy: the button that lays the picture out anew.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self.tidy = text_button(
            "Tidy", lambda: store.send(Tidy()), hint="Lay the picture out anew (undo leads back)", icon="tidy"
        )
        self.picture = PicturePanel(store, bridge, [*OVERLAYS.values()], CANVAS_HEIGHT, [self.tidy])
        self.person = PersonField(
            "find", "Find a person: name, mail or id", lambda text: store.write(person=text)
        )
        self.play = text_button(
            "Play",
            lambda: store.send(PlayMotion()),
            hint="Members travel along the arrows. Any press ends it",
            icon="play",
        )
        self._drawn: tuple[Flow, int] | None = None
        self._played: Motion | None = None
        self.grouping = GroupingPanel(store)
        head = row(
            self.picture.overlays, self.play, self.grouping.widget, self.person.widget, kind="xts-head"
        )
        self.widget = column(head, self.picture.widget, kind="xts-grow xts-graph")
        self.picture.on_group = lambda group: store.send(PressGroup(group))

    def update(self, view_state: ViewState) -> None:
        """Draw the state's picture."""
        self.person.show(view_state.context, view_state.forms.person)
        self.grouping.update(view_state)
        picture = view_state.picture
        note = f"{picture.left_out} Select another tenant to see its arrows." if picture.left_out else ""
        before, drawn = self.picture.drawn, self._drawn
        self.picture.draw(picture, dark=view_state.dark, note=note, generation=view_state.layout_generation)
        self._drawn = (view_state.flow, view_state.layout_generation)
        self.play.disabled = view_state.overlay not in MOTION_OVERLAYS
        if view_state.motion is not None and view_state.motion is not self._played:
            self._played = view_state.motion
            self.picture.play(view_state.motion)
        elif (
            before and drawn and drawn[0] is not view_state.flow and drawn[1] == view_state.layout_generation
        ):
            self.picture.play(changes(before, drawn[0], picture, view_state.flow, view_state.context.palette))

    def close(self) -> None:
        """Close the canvas with all its elements."""
        self.picture.close()
