"""Opening: a design, lists of users, a template, the example; and what came of each file."""

from __future__ import annotations

from xtsviz.view.panels.opening import opened_files, ways_to_begin
from xtsviz.widgets.parts import Panel, column, html
from xtsviz.widgets.view_state import ViewState


class OpenPanel(Panel):
    """The ways to begin, and a line for each file that was opened last.

    Args:
        large: they fill the start view, each with a sentence.
    """

    def __init__(self, large: bool = False) -> None:
        super().__init__()
        self._files = html()
        self.widget = column(html(ways_to_begin(large)), self._files)

    def update(self, view_state: ViewState) -> None:
        """Show what came of the files."""
        if self.shows(view_state.opened, view_state.context):
            return
        self._files.value = opened_files(view_state.opened, view_state.context.names.tenant)
        self.shown_inputs = (view_state.opened, view_state.context)
