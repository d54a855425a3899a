"""The template gallery: a shape, the tenants by name, members per tenant."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from xtsviz import templates
from xtsviz.model.display_text import clean
from xtsviz.view.markup import fragment, note
from xtsviz.view.panels.gallery import gallery
from xtsviz.widgets.forms import TemplateForm
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, column, html, labelled
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState

_BEGIN = "Name the tenants if you like, then press a shape."
_CHANGE = "Press a shape. The tenants and their people can stay: you are asked first. Change the names for other tenants."


class TemplatePanel(Panel):
    """Starts a design from a template."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.names = w.Textarea(
            rows=4, placeholder="Contoso\nFabrikam\n(lines or commas part names; empty: usual names)"
        )
        self.members = w.Text(value="5")
        self._wrong = html(kind="xts-refused", shown=False)
        self.special = w.Checkbox(value=False, description="with guests, a disabled user and an SMS sign-in")
        self.special.indent = False
        self._gallery = html()
        self._hint = html()
        self.widget = column(
            self._hint,
            labelled("Tenants", self.names),
            labelled("Members each", self.members),
            self._wrong,
            self.special,
            self._gallery,
        )
        for control in (self.names, self.members, self.special):
            self.on_change(control, lambda _value: self._send())

    def update(self, view_state: ViewState) -> None:
        """Show what the form says, and what each shape would keep of the design."""
        form = view_state.forms.template
        names = "\n".join(_tenants(view_state)) if form.names is None else form.names
        with self.suppress_events():
            self.names.value, self.members.value = names, form.members
            self.special.value = form.specials
        problem = form.problem
        self._wrong.value = fragment('<p class="xts-wrong">✕ {}</p>', problem) if problem else Markup()
        show(self._wrong, bool(problem))
        topology = view_state.design.topology
        if not self.shows(topology):
            self._hint.value = note(_CHANGE if topology.tenants else _BEGIN)
            self._gallery.value = gallery(templates.catalog, topology if topology.tenants else None)
            self.shown_inputs = (topology,)

    def _send(self) -> None:
        names = self.names.value
        same = names == "\n".join(_tenants(self._store.view_state))
        form = TemplateForm(None if same else names, self.members.value, self.special.value)
        self._store.write(template=form)


def _tenants(view_state: ViewState) -> list[str]:
    """The names of the tenants, with visible control characters: a field has lines of its own."""
    return [clean(tenant.name) for tenant in view_state.design.tenants]
