"""The switches of the groups of alike tenants in the graph."""

from __future__ import annotations

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
        on, by_division: the switches.
        out: the button for the selected tenant.
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
        self.by_division = create(
            w.ToggleButton,
            description="By division",
            tooltip="Draw the tenants of one division as one box",
            layout={"width": "auto"},
        )
        self.out = text_button("Take out", self._take_out, hint="Draw the selected tenant beside its box")
        self.widget = create(w.HBox, [self.on, self.by_division, self.out], classes=["xts-groups"])
        self.on_change(self.on, lambda on: store.send(GroupTenants(on)))
        self.on_change(
            self.by_division,
            lambda on: store.send(GroupTenants(True, "division" if on else "arrows")),
        )

    def update(self, view_state: ViewState) -> None:
        """Bring the switches to the view state."""
        choice, design = view_state.groups, view_state.design
        on = choice.is_on(design, view_state.room)
        with self.suppress_events():
            self.on.value, self.by_division.value = on, on and choice.by == "division"
        enough = len(design.tenants) >= _FEW
        show(self.on, enough or on)
        show(self.by_division, enough and any(tenant.division for tenant in design.tenants))
        tenant = _selected(view_state)
        apart = tenant in choice.apart
        show(self.out, on and tenant is not None and (apart or _is_inside(view_state, tenant)))
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
