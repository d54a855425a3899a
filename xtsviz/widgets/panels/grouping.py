"""The switches of the groups of alike tenants in the graph."""

from __future__ import annotations

from functools import cached_property

import ipywidgets as w

from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import Panel, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import GroupTenants, TakeOut
from xtsviz.widgets.view_state import ViewState

_FEW = 4
"""With fewer tenants there is nothing to group."""


class GroupingPanel(Panel):
    """Turns boxes of alike tenants on and off, and takes one tenant out of its box.

    Attributes:
        on: the switch.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.on = create(
            w.ToggleButton,
            description="Group alike tenants",
            tooltip="Draw tenants with the same arrows as one box; press a box to open it",
            layout={"width": "auto"},
        )
        self.widget = create(w.HBox, [self.on], classes=["xts-groups"])
        self.on_change(self.on, lambda on: store.send(GroupTenants(on)))

    @cached_property
    def by_division(self) -> w.ToggleButton:
        """The switch between boxes of alike tenants and of one division."""
        made = create(
            w.ToggleButton,
            description="By division",
            tooltip="Draw the tenants of one division as one box",
            layout={"width": "auto"},
        )
        self.on_change(made, lambda on: self._store.send(GroupTenants(True, "division" if on else "arrows")))
        return made

    @cached_property
    def out(self) -> w.Button:
        """The button for the selected tenant."""
        return text_button("Take out", self._take_out, hint="Draw the selected tenant beside its box")

    def update(self, view_state: ViewState) -> None:
        """Bring the switches to the view state."""
        choice, design = view_state.groups, view_state.design
        on = choice.is_on(design, view_state.room)
        enough = len(design.tenants) >= _FEW
        divided = enough and any(tenant.division for tenant in design.tenants)
        tenant = _selected(view_state)
        apart = tenant in choice.apart
        can_leave = on and tenant is not None and (apart or _is_inside(view_state, tenant))
        with self.suppress_events():
            self.on.value = on
        show(self.on, enough or on)
        if len(self.widget.children) == 1 and not divided and not can_leave:
            return  # few designs need the other two
        if len(self.widget.children) == 1:
            self.widget.children = [self.on, self.by_division, self.out]
        with self.suppress_events():
            self.by_division.value = on and choice.by == "division"
        show(self.by_division, divided)
        show(self.out, can_leave)
        if tenant is not None:
            self.out.description = "Put back" if apart else "Take out"
            name = view_state.context.names.tenant(tenant)
            self.out.tooltip = f"Draw {name} in its box again" if apart else f"Draw {name} beside its box"

    def _take_out(self) -> None:
        view_state = self._store.view_state
        if (tenant := _selected(view_state)) is not None:
            self._store.send(TakeOut(tenant, tenant not in view_state.groups.apart))


def _selected(view_state: ViewState) -> str | None:
    return view_state.selection.id if view_state.selection.kind == "tenant" else None


def _is_inside(view_state: ViewState, tenant: str) -> bool:
    return any(node.group and tenant in node.group.tenants for node in view_state.picture.nodes)
