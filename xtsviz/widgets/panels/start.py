"""The start view: what the explorer shows as long as there is no tenant."""

from __future__ import annotations

from xtsviz.view.panels.opening import start_empty, start_heading
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, column, html
from xtsviz.widgets.view_state import ViewState


class StartPanel(Panel):
    """The ways to begin, and below them the templates if a person asks for them.

    Args:
        ways: the ways to begin.
        templates: the gallery of templates, which is made when it is first shown.
    """

    def __init__(self, ways: Panel, templates: Panel) -> None:
        super().__init__()
        self._ways, self._templates = ways, templates
        self.widget = column(
            html(start_heading()), ways.widget, templates.widget, html(start_empty()), kind="xts-start"
        )

    def update(self, view_state: ViewState) -> None:
        """Bring it to the state."""
        self._ways.update(view_state)
        offered = view_state.front.start == "templates"
        show(self._templates.widget, offered)
        if offered:
            self._templates.update(view_state)
