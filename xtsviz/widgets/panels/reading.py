"""What was assumed while lists and exports were read. Brought to the view state only while it is in front."""

from __future__ import annotations

from xtsviz.view.markup import fragment
from xtsviz.view.panels.reading import reading_table
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class ReadingPanel(Panel):
    """What the lists of users did not say, and what is taken instead."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, view_state: ViewState) -> None:
        """Bring the table to the view state."""
        if self.shows(view_state.context):
            return
        self.widget.value = fragment('<div class="xts-scroll">{}</div>', reading_table(view_state.context))
        self.shown_inputs = (view_state.context,)
