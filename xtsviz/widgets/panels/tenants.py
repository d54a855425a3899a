"""The tenants: add, rename, remove, what else there is to say of one; and arrows between several at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast, get_args

import ipywidgets as w
from markupsafe import Markup

from xtsviz.model.fields import Cloud
from xtsviz.model.topology import Tenant
from xtsviz.view.colors import parse_rgb, to_hex
from xtsviz.view.panels.refused import refused_html
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import tenant_paint
from xtsviz.widgets.common_intents import Select
from xtsviz.widgets.design_intents import (
    AddTenant,
    ConnectTenants,
    RemoveTenant,
    SetTenantField,
    WriteTenant,
    WrittenField,
)
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.panels.domains import DomainsPart
from xtsviz.widgets.panels.gates import INVITES, UNKNOWN
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.refused import refused_in
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import ExplorerIntent
from xtsviz.widgets.view_state import ViewState


class TenantsPanel(Panel):
    """Edits tenants; the chosen one is what is selected everywhere."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.new_name = w.Text(placeholder="Name of a new tenant", continuous_update=False)
        self.add = text_button("Add tenant", self._add, kind="primary")
        self.chosen = w.Dropdown(options=[])
        self.name = w.Text(continuous_update=False)
        self.members = w.Text(continuous_update=False)
        self.color = w.Text(placeholder="a name such as teal, or #rrggbb", continuous_update=False)
        self.swatch = create(w.ColorPicker, concise=True, layout={"width": "auto"}, classes=["xts-pick"])
        self.cloud = w.Dropdown(options=get_args(Cloud))
        self.division = w.Text(placeholder="none", continuous_update=False)
        self.note = w.Textarea(placeholder="for the report and the file", rows=2, continuous_update=False)
        self.invites = w.Dropdown(options=INVITES)
        written: dict[WrittenField, w.Text | w.Textarea] = {
            "name": self.name,
            "members": self.members,
            "color": self.color,
            "division": self.division,
            "note": self.note,
        }
        self._written = {
            field: (control, html(kind="xts-refused", shown=False)) for field, control in written.items()
        }
        self.remove = text_button("Remove tenant", self._remove, kind="danger")
        self.domains = DomainsPart(store)
        self._form = column(
            *self._with_reason("Name", "name"),
            *self._with_reason("Members", "members"),
            row(labelled("Colour", self.color), self.swatch, kind="xts-colour"),
            self._written["color"][1],
            labelled("Cloud", self.cloud),
            *self._with_reason("Division", "division"),
            labelled("Who invites", self.invites),
            *self._with_reason("Note", "note"),
            self.domains.widget,
            row(self.remove),
        )
        self.connect = _Connect(store)
        self.widget = column(
            column(labelled("New", self.new_name), row(self.add), kind="xts-enter"),
            labelled("Tenant", self.chosen),
            self._form,
            self.connect.widget,
        )
        self.on_change(self.new_name, lambda name: store.write(tenant_name=name))
        self.on_change(self.chosen, self._choose)
        for field, (control, _) in self._written.items():
            self.on_change(control, partial(self._write, field))
        self.on_change(self.swatch, partial(self._write, "color"))
        for control, name in ((self.cloud, "cloud"), (self.invites, "allow_invites_from")):
            self.on_change(control, partial(self._set, name))

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

    def _with_reason(self, label: str, field: WrittenField) -> tuple[w.Widget, w.Widget]:
        control, why = self._written[field]
        return labelled(label, control), why

    def _fill(self, view_state: ViewState, tenant: Tenant) -> None:
        color = tenant.color or tenant_paint(view_state.context.palette[tenant.id]).light
        texts: dict[WrittenField, str] = {
            "name": tenant.name,
            "members": f"{view_state.context.member_count(tenant.id):,}",
            "color": color,
            "division": tenant.division or "",
            "note": tenant.note or "",
        }
        for field, (control, why) in self._written.items():
            refused = refused_in(view_state.refused, tenant.id, field)
            control.value = refused.text if refused else texts[field]
            why.value = refused_html(refused.why, tenant.id, field) if refused else Markup()
            show(why, refused is not None)
        if (rgb := parse_rgb(color)) is not None:
            self.swatch.value = to_hex(rgb)
        self.cloud.value = tenant.cloud
        self.invites.value = tenant.allow_invites_from or UNKNOWN

    def _choose(self, tenant: str | None) -> None:
        if tenant is not None:
            self._store.send(Select(Selection("tenant", tenant)))

    def _add(self) -> None:
        if self._store.send(AddTenant(self._store.view_state.forms.tenant_name.strip())):
            self._store.write(tenant_name="")

    def _remove(self) -> None:
        self._edit(RemoveTenant)

    def _write(self, field: str, text: str) -> None:
        self._edit(lambda tenant: WriteTenant(tenant, cast(WrittenField, field), text))

    def _set(self, field: str, value: Any) -> None:
        given = None if value == UNKNOWN else value
        self._edit(lambda tenant: SetTenantField(tenant, field, given))

    def _edit(self, intent: Callable[[str], ExplorerIntent]) -> None:
        tenant = self.chosen.value
        if tenant is not None and not self._store.send(intent(tenant)):
            # Refused: lists go back to what the design says; what was written stays (`ViewState.refused`).
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
