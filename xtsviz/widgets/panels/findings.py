"""The findings as a check list. Brought to the view state only while they are in front."""

from __future__ import annotations

from xtsviz.view.panels.findings import findings_list
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class FindingsPanel(Panel):
    """What is wrong or worth knowing, and who has to do what."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, view_state: ViewState) -> None:
        """Bring the check list to the view state."""
        inputs = (view_state.context, view_state.checks)
        if self.shows(*inputs):
            return
        checks = view_state.checks
        self.widget.value = findings_list(view_state.context, checks.done, checks.opened)
        self.shown_inputs = inputs
