"""The graph: the picture of the state, and a field that finds a person in it."""

from __future__ import annotations

from xtsviz.flow import Flow
from xtsviz.view.panels.graph_tools import GroupButtons, graph_buttons
from xtsviz.view.picture.journeys import MOTION_OVERLAYS, Motion, changes
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.panels.person_field import PersonField
from xtsviz.widgets.panels.picture import CANVAS_HEIGHT, PicturePanel
from xtsviz.widgets.parts import Panel, column, html, row
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import PressGroup
from xtsviz.widgets.view_state import ViewState

_FEW = 4
"""With fewer tenants there is nothing to group."""


class GraphPanel(Panel):
    """Draws the state's picture; a press on an element selects it, or draws an arrow.

    Attributes:
        picture: the canvas and what belongs to it.
        person: finds a person.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self.picture = PicturePanel(store, bridge, [*OVERLAYS.values()], CANVAS_HEIGHT, tidy=True)
        self.person = PersonField(
            "find", "Find a person: name, mail or id", lambda text: store.write(person=text)
        )
        self._buttons = html(kind="xts-buttons")
        self._drawn: tuple[Flow, int] | None = None
        self._played: Motion | None = None
        head = row(self.picture.overlays, self._buttons, self.person.widget, kind="xts-head")
        self.widget = column(head, self.picture.widget, kind="xts-grow xts-graph")
        self.picture.on_group = lambda group: store.send(PressGroup(group))

    def update(self, view_state: ViewState) -> None:
        """Draw the state's picture."""
        picture = view_state.picture
        note = f"{picture.left_out} Select another tenant to see its arrows." if picture.left_out else ""
        before, drawn = self.picture.drawn, self._drawn
        self.picture.draw(picture, dark=view_state.dark, note=note, generation=view_state.layout_generation)
        self.person.show(view_state.context, view_state.forms.person)
        self._buttons.value = graph_buttons(view_state.overlay in MOTION_OVERLAYS, _grouping(view_state))
        self._drawn = (view_state.flow, view_state.layout_generation)
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


def _grouping(view_state: ViewState) -> GroupButtons | None:
    """What the buttons for boxes of alike tenants show."""
    choice, design = view_state.groups, view_state.design
    on = choice.is_on(design, view_state.room)
    enough = len(design.tenants) >= _FEW
    if not enough and not on:
        return None
    tenant = view_state.selection.id if view_state.selection.kind == "tenant" else None
    apart = tenant in choice.apart
    can_leave = on and tenant is not None and (apart or _is_inside(view_state, tenant))
    return GroupButtons(
        on=on,
        by=choice.by,
        divided=enough and any(tenant.division for tenant in design.tenants),
        tenant=(tenant, view_state.context.names.tenant(tenant))
        if tenant is not None and can_leave
        else None,
        apart=apart,
    )


def _is_inside(view_state: ViewState, tenant: str) -> bool:
    return any(node.group and tenant in node.group.tenants for node in view_state.picture.nodes)
