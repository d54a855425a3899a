"""Why a person is, or is not, in a tenant: a form that reads as the question, and the answer."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.markup import fragment
from xtsviz.view.panels.why import why_answer
from xtsviz.widgets.panels.person_field import PersonField
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import AskWhy
from xtsviz.widgets.view_state import ViewState


class WhyForm(Panel):
    """Asks for a person and a tenant, and answers in one sentence; the answer follows each edit."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.person = PersonField(
            "why", "Name, mail or id of a person", lambda text: store.write(why_person=text, why_user=None)
        )
        self.tenant = w.Dropdown(options=[("choose a tenant", "")])
        self.ask = text_button("Why?", lambda: store.send(AskWhy()), kind="primary")
        self._answer = html(kind="xts-answered")
        words = [html(fragment("<span>{}</span>", text), "xts-fit") for text in ("Why is", "not in")]
        tenant = labelled("", self.tenant, 0)
        self.widget = column(
            row(words[0], self.person.widget, words[1], tenant, self.ask, kind="xts-why"), self._answer
        )
        self.on_change(self.tenant, lambda tenant: store.write(why_tenant=tenant or None))

    def update(self, view_state: ViewState) -> None:
        """Bring form and answer to the view state."""
        forms, context = view_state.forms, view_state.context
        self.person.show(context, forms.why_person)
        options = [("choose a tenant", ""), *((context.names.tenant(t), t) for t in context.tenant_index)]
        with self.suppress_events():
            if list(self.tenant.options) != options:
                self.tenant.options = options
            self.tenant.value = forms.why_tenant or ""
        question = view_state.why
        if self.shows(context, question):
            return
        self._answer.value = why_answer(context, question.user, question.tenant) if question else Markup()
        self.shown_inputs = (context, question)
