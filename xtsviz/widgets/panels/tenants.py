"""The tenants: add, rename, remove, what else there is to say of one; and arrows between several at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

import ipywidgets as w
from markupsafe import Markup

from xtsviz.model.fields import Cloud
from xtsviz.model.topology import Tenant
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import tenant_paint
from xtsviz.widgets.common_intents import Select
from xtsviz.widgets.design_intents import (
    AddTenant,
    ConnectTenants,
    RemoveTenant,
    RenameTenant,
    SetMembers,
    SetTenantField,
)
from xtsviz.widgets.looks import show
from xtsviz.widgets.panels.domains import DomainsPart
from xtsviz.widgets.panels.gates import INVITES, UNKNOWN
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import ExplorerIntent
from xtsviz.widgets.view_state import ViewState


class TenantsPanel(Panel):
    """Edits tenants; the chosen one is what is selected everywhere."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._shown: Tenant | None = None
        self.new_name = w.Text(placeholder="Name of a new tenant", continuous_update=False)
        self.add = text_button("Add tenant", self._add, kind="primary")
        self.chosen = w.Dropdown(options=[])
        self.name = w.Text(continuous_update=False)
        self.members = w.BoundedIntText(min=0, max=100_000, continuous_update=False)
        self.color = w.ColorPicker(concise=False)
        self.cloud = w.Dropdown(options=get_args(Cloud))
        self.division = w.Text(placeholder="none", continuous_update=False)
        self.invites = w.Dropdown(options=INVITES)
        self.remove = text_button("Remove tenant", self._remove, kind="danger")
        self.domains = DomainsPart(store)
        self._form = column(
            labelled("Name", self.name),
            labelled("Members", self.members),
            labelled("Colour", self.color),
            labelled("Cloud", self.cloud),
            labelled("Division", self.division),
            labelled("Who invites", self.invites),
            self.domains.widget,
            row(self.remove),
        )
        self.connect = _Connect(store)
        self.widget = column(
            labelled("New", self.new_name),
            row(self.add),
            labelled("Tenant", self.chosen),
            self._form,
            self.connect.widget,
        )
        self.on_change(self.new_name, lambda name: store.write(tenant_name=name))
        self.on_change(self.chosen, self._choose)
        self.on_change(self.name, lambda name: self._edit(lambda tenant: RenameTenant(tenant, name)))
        self.on_change(self.members, lambda count: self._edit(lambda tenant: SetMembers(tenant, count)))
        for control, field in (
            (self.color, "color"),
            (self.cloud, "cloud"),
            (self.division, "division"),
            (self.invites, "allow_invites_from"),
        ):
            self.on_change(control, partial(self._set, field))

    def update(self, view_state: ViewState) -> None:
        """Show the tenants of the view state and the fields of the chosen one."""
        tenants, tenant = view_state.design.tenants, view_state.shown_tenant
        with self.suppress_events():
            names = view_state.context.names
            options = [(f"{n}. {names.tenant(t.id)}", t.id) for n, t in enumerate(tenants, start=1)]
            if options != list(self.chosen.options):
                self.chosen.options = options
            self.chosen.value = tenant.id if tenant else None
            self.new_name.value = view_state.forms.tenant_name
            show(self._form, bool(tenant))
            if tenant:
                self._fill(view_state, tenant)
        self.domains.update(view_state)
        self.connect.update(view_state)

    def _fill(self, view_state: ViewState, tenant: Tenant) -> None:
        members = view_state.context.member_count(tenant.id)
        self.members.max = max(
            self.members.max, members
        )  # a directory may hold more than a person would ask for
        self.members.value = members
        if tenant is self._shown:
            return
        self._shown = tenant
        self.name.value = tenant.name
        self.color.value = tenant.color or tenant_paint(view_state.context.palette[tenant.id]).light
        self.cloud.value = tenant.cloud
        self.division.value = tenant.division or ""
        self.invites.value = tenant.allow_invites_from or UNKNOWN

    def _choose(self, tenant: str | None) -> None:
        if tenant is not None:
            self._store.send(Select(Selection("tenant", tenant)))

    def _add(self) -> None:
        if self._store.send(AddTenant(self._store.view_state.forms.tenant_name.strip())):
            self._store.write(tenant_name="")

    def _remove(self) -> None:
        self._edit(RemoveTenant)

    def _set(self, field: str, value: Any) -> None:
        given = None if value == UNKNOWN else value
        self._edit(lambda tenant: SetTenantField(tenant, field, given))

    def _edit(self, intent: Callable[[str], ExplorerIntent]) -> None:
        tenant = self.chosen.value
        if tenant is not None and not self._store.send(intent(tenant)):
            # Refused: the fields go back to what the design says.
            self._shown = None
            self.update(self._store.view_state)


class _Connect(Panel):
    """Draws the arrows of a hub or of a mesh between the tenants that are chosen in a list."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.chosen = w.SelectMultiple(rows=5)
        self.hub = w.Dropdown(options=[])
        self.star_out = text_button(
            "Star out", lambda: self._connect("user_hub"), hint="Arrows from the hub to each other chosen one"
        )
        self.star_in = text_button(
            "Star in", lambda: self._connect("application_hub"), hint="Arrows from each chosen one to the hub"
        )
        self.mesh = text_button(
            "Mesh", lambda: self._connect("full_mesh"), hint="Arrows between all, both ways"
        )
        self.widget = column(
            html(Markup("<h3>Connect several</h3>")),
            html(
                Markup(
                    '<p class="xts-muted">Choose two or more with Ctrl or Shift; there, space and arrow keys '
                    "do it too.</p>"
                )
            ),
            labelled("Tenants", self.chosen),
            labelled("Hub", self.hub),
            row(self.star_out, self.star_in, self.mesh),
        )
        self.on_change(self.chosen, lambda tenants: store.write(connect=tuple(tenants)))
        self.on_change(self.hub, lambda hub: store.write(hub=hub))

    def update(self, view_state: ViewState) -> None:
        """Offer the tenants of the view state; the chosen ones stay chosen."""
        names, forms = view_state.context.names, view_state.forms
        options = [(names.tenant(tenant), tenant) for tenant in view_state.context.tenant_index]
        hubs = [(names.tenant(tenant), tenant) for tenant in forms.connect]
        with self.suppress_events():
            if options != list(self.chosen.options):
                self.chosen.options = options
            self.chosen.value = forms.connect
            if hubs != list(self.hub.options):
                self.hub.options = hubs
            self.hub.value = forms.chosen_hub

    def _connect(self, shape: str) -> None:
        forms = self._store.view_state.forms
        hub = forms.chosen_hub
        chosen = [tenant for tenant in (hub, *forms.connect) if tenant is not None]
        self._store.send(ConnectTenants(tuple(dict.fromkeys(chosen)), shape))
