"""The arrows: draw one by source and target, or toggle them in a grid."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.view import words
from xtsviz.view.panels.arrows import MAX_IN_GRID, arrow_list, grid
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.controller import Controller, Prompt, ViewState
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button


class ArrowsPanel(Panel):
    """Draws and removes arrows."""

    def __init__(self, controller: Controller, actions: Actions) -> None:
        super().__init__()
        self._controller = controller
        self._from: str | None = None
        self.draw = w.ToggleButton(
            description="Draw on the graph", tooltip="Then press the source, then the target"
        )
        self.draw.layout.width = "auto"
        self.source = w.Dropdown(options=[])
        self.target = w.Dropdown(options=[])
        self.add = text_button("Add arrow", self._add, kind="primary")
        self.wanted = w.Text(placeholder="Filter by name", continuous_update=False)
        self._table = html()
        self.widget = column(
            row(self.draw),
            labelled("Source", self.source),
            labelled("Target", self.target),
            row(self.add),
            self.wanted,
            self._table,
        )
        self.on_change(self.wanted, lambda _text: self.update(controller.view_state))
        self.on_change(self.draw, self._armed)
        actions.on("toggle", 2, self._toggle)
        actions.on("another", 2, lambda source, target: self.connect(source, target, another=True))
        actions.on("offer", 2, self.offer)
        actions.on("draw", 2, self.connect)
        actions.on("never mind", 0, lambda: controller.set_status("Nothing changed"))

    @property
    def drawing(self) -> bool:
        """True while the next pressed tenants are the source and the target of a new arrow."""
        return bool(self.draw.value)

    def press_tenant(self, tenant: str) -> None:
        """Take a tenant that was pressed on the graph while drawing: the source first, then the target."""
        names = self._controller.view_state.context.names
        if self._from is None:
            self._from = tenant
            self._controller.set_status(f"Source: {names.tenant(tenant)}. Now press the target.")
            return
        source, self._from = self._from, None
        with self.suppress_events():
            self.draw.value = False
        self.connect(source, tenant)

    def connect(self, source: str, target: str, another: bool = False) -> None:
        """Add an arrow; where there is one already, ask whether another is meant."""
        design = self._controller.design
        there = design.topology.between(source, target)
        if there and not another:
            ends = self._controller.view_state.context.names.arrow(there[0])
            self._controller.ask(
                Prompt(
                    f"There is an arrow {ends} already. The documents disagree on whether a pair may have two.",
                    (("Add a second one", ("another", source, target)), ("Leave it", ("never mind",))),
                )
            )
            return
        self._controller.edit(
            lambda d: d.add_arrow(source, target, another=another),
            lambda before, after: words.added_arrow(before, after, after.design.arrows[-1]),
            choose=lambda after: Selection("arrow", after.arrows[-1].id),
        )

    def offer(self, source: str, target: str) -> None:
        """Ask whether an arrow shall be drawn where there is none; where there is one, select it."""
        design = self._controller.design
        if there := design.topology.between(source, target):
            self._controller.select(Selection("arrow", there[0].id))
            return
        names = [
            self._controller.view_state.context.names.tenant(design.tenant(end).id)
            for end in (source, target)
        ]
        self._controller.ask(
            Prompt(
                f"No arrow leads from {names[0]} to {names[1]}. Draw it?",
                (("Draw the arrow", ("draw", source, target)), ("Never mind", ("never mind",))),
            )
        )

    def update(self, view_state: ViewState) -> None:
        """Show the arrows of the view_state."""
        tenants = view_state.design.tenants
        options = [(view_state.context.names.tenant(tenant.id), tenant.id) for tenant in tenants]
        if self._from is not None and self._from not in view_state.design.topology.tenant_by_id:
            self._from = None
        with self.suppress_events():
            for control, place in ((self.source, 0), (self.target, 1)):
                if options == list(control.options):
                    continue
                before = control.value
                control.options = options
                ids = [tenant.id for tenant in tenants]
                control.value = before if before in ids else ids[place] if len(ids) > place else None
        as_grid = len(tenants) <= MAX_IN_GRID
        self.wanted.layout.display = "none" if as_grid else None
        self._table.value = (
            grid(view_state.context, view_state.selection)
            if as_grid
            else arrow_list(view_state.context, view_state.selection, self.wanted.value)
        )

    def _add(self) -> None:
        if self.source.value is None or self.target.value is None:
            self._controller.set_status(
                "Add a second tenant first: an arrow leads from one tenant to another.", "error"
            )
        else:
            self.connect(self.source.value, self.target.value)

    def _armed(self, on: bool) -> None:
        self._from = None
        self._controller.set_status("Press the source tenant on the graph" if on else "Drawing ended")

    def _toggle(self, source: str, target: str) -> None:
        arrows = self._controller.design.topology.between(source, target)
        if not arrows:
            self._controller.edit(
                lambda d: d.add_arrow(source, target),
                lambda before, after: words.added_arrow(before, after, after.design.arrows[-1]),
            )
            return
        last = arrows[-1]
        self._controller.edit(
            lambda d: d.remove_arrow(last.id), lambda before, after: words.removed_arrow(before, after, last)
        )
