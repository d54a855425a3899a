"""The details of what is selected."""

from __future__ import annotations

from xtsviz.view.panels.details import details
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class DetailsPanel(Panel):
    """Says all about the selected tenant, arrow or user; about the design if nothing is selected."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html(kind="xts-details")

    def update(self, view_state: ViewState) -> None:
        """Bring the text to the view state."""
        inputs = (view_state.context, view_state.selection, view_state.dark)
        if not self.shows(*inputs):
            self.widget.value = details(*inputs)
            self.shown_inputs = inputs
