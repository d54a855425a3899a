"""The domains of the chosen tenant: the initial one, the verified ones, and those that its users have besides."""

from __future__ import annotations

import ipywidgets as w
import narwhals as nw
from markupsafe import Markup

from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.domains import domain_of, domains_of
from xtsviz.model.frames import collect
from xtsviz.model.topology import Tenant
from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.widgets.opening_intents import SetDomains
from xtsviz.widgets.parts import Panel, column, html, labelled
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState

_MAX_OFFERED = 5
_MAX_USERS = 20_000
"""Of a larger directory no domains are offered: a click must not wait for them."""


class DomainsPart(Panel):
    """Edits the domains of the tenant that the panel *Tenants* shows."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._filled: Tenant | None = None
        self.initial = w.Text(continuous_update=False)
        self.verified = w.Textarea(
            rows=2, placeholder="not known: contoso.com, contoso.co.uk", continuous_update=False
        )
        self._offered = html()
        self.widget = column(
            labelled("Initial domain", self.initial),
            labelled("Verified domains", self.verified),
            self._offered,
        )
        self.on_change(self.initial, lambda text: self._set(initial=text))
        self.on_change(self.verified, lambda text: self._set(verified=text))

    def update(self, view_state: ViewState) -> None:
        """Show the domains of the tenant of the view state."""
        tenant = view_state.shown_tenant
        if tenant is None or self.shows(tenant, view_state.context):
            return
        if tenant is not self._filled:
            with self.suppress_events():
                self.initial.value = tenant.initial_domain
                self.verified.value = ", ".join(tenant.verified_domains)
            self._filled = tenant
        self._offered.value = _offers(view_state.design, tenant)
        self.shown_inputs = (tenant, view_state.context)

    def _set(self, initial: str | None = None, verified: str | None = None) -> None:
        tenant = self._store.view_state.shown_tenant
        if tenant is not None:
            self._store.send(SetDomains(tenant.id, initial, verified))


def _offers(design: Design, tenant: Tenant) -> Markup:
    """Buttons that add domains of the users' sign-in names and mails; empty if the tenant has them all."""
    users = design.users
    if users.is_lazy:
        return Markup()
    used = users.remember(("domains in use", tenant.id), lambda: _used_domains(design, tenant.id))
    missing = [domain for domain in used if domain not in domains_of(tenant)][:_MAX_OFFERED]
    if not missing:
        return Markup()
    buttons = (
        button(f"Add {domain}", ["add-domain", tenant.id, domain], kind="xts-small xts-answer")
        for domain in missing
    )
    return fragment(
        '<p class="xts-muted">{}</p><p>{}</p>', "Its users have these domains too:", join_markup(buttons)
    )


def _used_domains(design: Design, tenant: str) -> list[str]:
    people = design.users.frame.filter(INTERNAL & (nw.col("tenant") == tenant))
    rows = collect(people.select("user_principal_name", "mail").head(_MAX_USERS)).rows()
    found = (domain_of(text) for row in rows for text in row if isinstance(text, str))
    return list(dict.fromkeys(filter(None, found)))
