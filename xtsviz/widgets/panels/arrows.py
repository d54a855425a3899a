"""The arrows: draw one by source and target, or toggle them in a grid."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.view.panels.arrows import MAX_IN_GRID, arrow_grid, arrow_list
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.design_intents import AddArrow
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import Panel, column, field, html, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import StartDrawing, StopDrawing
from xtsviz.widgets.view_state import ViewState


class ArrowsPanel(Panel):
    """Draws and removes arrows."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.draw = create(
            w.ToggleButton,
            description="Draw on the graph",
            tooltip="Then press the source, then the target",
            layout={"width": "auto"},
        )
        options, ends = _options(store.view_state), _ends(store.view_state)
        self.source, self.target = (
            field(w.Dropdown, label, options=options, value=end)
            for label, end in zip(("Source", "Target"), ends, strict=True)
        )
        self.add = text_button("Add arrow", self._add, kind="primary")
        self.wanted = create(w.Text, placeholder="Filter by name", continuous_update=False)
        self._table = html()
        self.widget = column(
            self.draw,
            self.source,
            self.target,
            self.add,
            self.wanted,
            self._table,
        )
        self.on_change(self.wanted, lambda text: store.write(arrow_filter=text))
        self.on_change(self.source, lambda tenant: store.write(source=tenant))
        self.on_change(self.target, lambda tenant: store.write(target=tenant))
        self.on_change(self.draw, lambda on: store.send(StartDrawing() if on else StopDrawing()))

    def update(self, view_state: ViewState) -> None:
        """Show the arrows of the view state."""
        tenants = view_state.design.tenants
        options = _options(view_state)
        with self.suppress_events():
            self.draw.value = view_state.drawing is not None
            for control, end in zip((self.source, self.target), _ends(view_state), strict=True):
                if options != list(control.options):
                    control.options = options
                control.value = end
            self.wanted.value = view_state.forms.arrow_filter
        as_grid = len(tenants) <= MAX_IN_GRID
        show(self.wanted, not (as_grid))
        self._table.value = (
            arrow_grid(view_state.context, view_state.selection)
            if as_grid
            else arrow_list(view_state.context, view_state.selection, view_state.forms.arrow_filter)
        )

    def _add(self) -> None:
        source, target = _ends(self._store.view_state)
        if source is None or target is None:
            missing = "Add a second tenant first: an arrow leads from one tenant to another."
            self._store.send(ShowStatus(missing, "error"))
        else:
            self._store.send(AddArrow(source, target))


def _options(view_state: ViewState) -> list[tuple[str, str]]:
    """The tenants to choose from: their names and ids."""
    names = view_state.context.names
    return [(names.tenant(tenant.id), tenant.id) for tenant in view_state.design.tenants]


def _ends(view_state: ViewState) -> tuple[str | None, str | None]:
    """The source and target that are chosen."""
    return view_state.forms.ends([tenant.id for tenant in view_state.design.tenants])
