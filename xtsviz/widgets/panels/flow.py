"""The flow: whom the arrows carry from home tenants to targets, as a Sankey picture and as lists."""

from __future__ import annotations

from xtsviz.view.charts.sankey_chart import sankey_figure
from xtsviz.view.charts.sankey_part import sankey_part
from xtsviz.view.panels.flow import flow_lists, flow_notes, no_flow_message
from xtsviz.widgets.panels.charts import Chart
from xtsviz.widgets.parts import Panel, column, html
from xtsviz.widgets.view_state import ViewState


class FlowPanel(Panel):
    """The picture shows what is selected; the lists beside it select, for a press on a link says too little."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = Chart("Drawing the flow; the first time takes a moment …")
        self.notes, self.lists = html(), html()
        self.widget = column(self.notes, self.chart.widget, self.lists)

    def update(self, view_state: ViewState) -> None:
        """Bring picture and lists to the view state."""
        inputs = (view_state.context, view_state.selection, view_state.dark)
        if self.shows(*inputs):
            return
        shown = sankey_part(view_state.context, view_state.selection)
        self.notes.value = flow_notes(shown)
        self.lists.value = flow_lists(view_state.context, shown, view_state.selection, view_state.dark)
        if words := no_flow_message(view_state.context):
            self.chart.say(words)
        else:
            self.chart.draw(
                sankey_figure(
                    view_state.design,
                    view_state.flow,
                    view_state.selection,
                    view_state.dark,
                    palette=view_state.context.palette,
                )
            )
        self.shown_inputs = inputs
