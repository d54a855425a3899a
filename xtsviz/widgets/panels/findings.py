"""The findings. Brought to the view state only while they are in front."""

from __future__ import annotations

from xtsviz.view.markup import fragment
from xtsviz.view.panels.findings import findings_table
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class FindingsPanel(Panel):
    """What is wrong or worth knowing."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, view_state: ViewState) -> None:
        """Bring the table to the view state."""
        if self.shows(view_state.context):
            return
        self.widget.value = fragment(
            '<div class="xts-scroll">{}</div>',
            findings_table(view_state.context, view_state.context.findings),
        )
        self.shown_inputs = (view_state.context,)
