"""The template gallery: a shape, the tenants by name, members per tenant."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from xtsviz import templates
from xtsviz.view.markup import fragment
from xtsviz.view.panels.gallery import gallery
from xtsviz.widgets.forms import TemplateForm
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, column, html, labelled
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


class TemplatePanel(Panel):
    """Starts a design from a template."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.names = w.Textarea(
            rows=4, placeholder="Contoso\nFabrikam\n(one name in each line; empty: usual names)"
        )
        self.members = w.Text(value="5")
        self._wrong = html(kind="xts-refused", shown=False)
        self.special = w.Checkbox(value=False, description="with guests, a disabled user and an SMS sign-in")
        self.special.indent = False
        self.widget = column(
            html(Markup('<p class="xts-muted">Name the tenants if you like, then press a shape.</p>')),
            labelled("Tenants", self.names),
            labelled("Members each", self.members),
            self._wrong,
            self.special,
            html(gallery(templates.catalog)),
        )
        for control in (self.names, self.members, self.special):
            self.on_change(control, lambda _value: self._send())

    def update(self, view_state: ViewState) -> None:
        """Show what the form says; the gallery is the same for every design."""
        form = view_state.forms.template
        with self.suppress_events():
            self.names.value, self.members.value = form.names, form.members
            self.special.value = form.specials
        problem = form.problem
        self._wrong.value = fragment('<p class="xts-wrong">✕ {}</p>', problem) if problem else Markup()
        show(self._wrong, bool(problem))

    def _send(self) -> None:
        form = TemplateForm(self.names.value, self.members.value, self.special.value)
        self._store.write(template=form)
