"""The matrix: who brings externals where, as a heat map and as a table."""

from __future__ import annotations

from typing import Any

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.charts.matrix_chart import matrix_figure, matrix_tenants
from xtsviz.view.markup import empty_message, note
from xtsviz.view.panels.matrix import matrix_table
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.intents import OfferArrow, Select
from xtsviz.widgets.panels.charts import Chart
from xtsviz.widgets.parts import Panel, column, html, row
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


class MatrixPanel(Panel):
    """Externals from home to where; pressing a cell selects its arrow, or offers to draw one."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._shown: list[str] = []
        self.chart = Chart("Drawing the matrix; the first time takes a moment …", self._pressed)
        self.as_table = w.ToggleButton(
            description="Also as a table",
            tooltip="The same numbers, to be read and pressed without the mouse",
        )
        self.as_table.layout.width = "auto"
        self.table = html()
        self.note = html()
        self.widget = column(self.note, self.chart.widget, row(self.as_table), self.table)
        self.on_change(self.as_table, lambda _on: self._tabulate(store.view_state))

    def update(self, view_state: ViewState) -> None:
        """Bring heat map and table to the view state."""
        inputs = (view_state.context, view_state.selection, view_state.dark)
        if self.shows(*inputs):
            return
        self._tabulate(view_state)
        self._shown, left_out = matrix_tenants(view_state.context, view_state.selection)
        self.note.value = note(left_out) if left_out else Markup()
        if view_state.design.tenants:
            self.chart.draw(
                matrix_figure(view_state.design, view_state.flow, view_state.selection, view_state.dark)
            )
        else:
            self.chart.say(empty_message("Add a tenant to see who comes from where."))
        self.shown_inputs = inputs

    def _tabulate(self, view_state: ViewState) -> None:
        some = bool(view_state.design.tenants)
        self.as_table.layout.display = None if some else "none"
        self.table.value = (
            matrix_table(view_state.context, view_state.selection)
            if some and self.as_table.value
            else Markup()
        )

    def _pressed(self, _trace: Any, points: Any, _state: Any) -> None:
        known = self._store.view_state.context.tenant_index
        for point in points.point_inds:
            home, where = (int(n) for n in point)
            if not (home < len(self._shown) and where < len(self._shown)):
                continue  # a press on the picture of a design that is gone
            source, target = self._shown[home], self._shown[where]
            if not (source in known and target in known):
                continue
            if source == target:
                self._store.send(Select(Selection("tenant", source)))
            else:
                self._store.send(OfferArrow(source, target))
