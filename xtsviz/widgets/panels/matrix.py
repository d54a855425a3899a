"""The matrix: who brings externals where, as a heat map and as a table."""

from __future__ import annotations

from typing import Any

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.charts.matrix_chart import matrix_figure, matrix_tenants
from xtsviz.view.markup import empty_message, note
from xtsviz.view.panels.matrix import matrix_table
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.common_intents import Select
from xtsviz.widgets.design_intents import OfferArrow
from xtsviz.widgets.looks import set_layout, show
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
        self._tabular = _Table(store)
        self.as_table, self.table = self._tabular.as_table, self._tabular.table
        self.note = html()
        self.widget = column(self.note, self.chart.widget, row(self.as_table), self.table)

    def update(self, view_state: ViewState) -> None:
        """Bring heat map and table to the view state."""
        self._tabular.update(view_state)
        inputs = (view_state.context, view_state.selection, view_state.dark)
        if self.shows(*inputs):
            return
        self._shown, left_out = matrix_tenants(view_state.context, view_state.selection)
        self.note.value = note(left_out) if left_out else Markup()
        if view_state.design.tenants:
            self.chart.draw(
                matrix_figure(
                    view_state.design,
                    view_state.flow,
                    view_state.selection,
                    view_state.dark,
                    palette=view_state.context.palette,
                )
            )
        else:
            self.chart.say(empty_message("Add a tenant to see who comes from where."))
        self.shown_inputs = inputs

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


class _Table(Panel):
    """The same numbers as a table, and the switch that shows it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.as_table = w.ToggleButton(
            description="Also as a table",
            tooltip="The same numbers, to be read and pressed without the mouse",
        )
        set_layout(self.as_table, width="auto")
        self.table = html()
        self.on_change(
            self.as_table,
            lambda on: store.write(matrix_as_table=on),
        )

    def update(self, view_state: ViewState) -> None:
        """Bring switch and table to the view state."""
        wanted = view_state.forms.matrix_as_table
        inputs = (view_state.context, view_state.selection, wanted)
        if self.shows(*inputs):
            return
        with self.suppress_events():
            self.as_table.value = wanted
        some = bool(view_state.design.tenants)
        show(self.as_table, bool(some))
        self.table.value = (
            matrix_table(view_state.context, view_state.selection) if some and wanted else Markup()
        )
        self.shown_inputs = inputs
