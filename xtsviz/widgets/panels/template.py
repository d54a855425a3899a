"""The template gallery: a shape, the tenants by name, members per tenant."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from xtsviz import templates
from xtsviz.errors import TemplateError
from xtsviz.model.design import Design
from xtsviz.view import words
from xtsviz.view.panels.gallery import gallery
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.controller import Controller, ViewState
from xtsviz.widgets.parts import Panel, column, html, labelled

MAX_TENANTS = 100
"""More than this no picture of the explorer shows well; Python has no such limit."""


class TemplatePanel(Panel):
    """Starts a design from a template."""

    def __init__(self, controller: Controller, actions: Actions) -> None:
        super().__init__()
        self._controller = controller
        self.names = w.Textarea(
            rows=4, placeholder="Contoso\nFabrikam\n(one name in each line; empty: usual names)"
        )
        self.members = w.BoundedIntText(value=5, min=0, max=1000)
        self.special = w.Checkbox(value=False, description="with guests, a disabled user and an SMS sign-in")
        self.special.indent = False
        self.widget = column(
            html(Markup('<p class="xts-muted">Name the tenants if you like, then press a shape.</p>')),
            labelled("Tenants", self.names),
            labelled("Members each", self.members),
            self.special,
            html(gallery(templates.catalog)),
        )
        actions.on("template", 1, self._start)

    def update(self, view_state: ViewState) -> None:
        """The gallery is the same for every design."""

    def _start(self, name: str) -> None:
        asked = self.names.value.splitlines()

        def build(_design: Design) -> Design:
            template = templates.find(name)
            names = [line.strip() for line in asked if line.strip()]
            if len(names) > MAX_TENANTS:
                raise TemplateError(
                    f"{len(names):,} tenants are more than the explorer shows; name at most {MAX_TENANTS}, "
                    "or build the design in Python"
                )
            return template.build(names or None, self.members.value, specials=self.special.value)

        self._controller.edit(build, lambda _before, after: words.started(after), afresh=True)
