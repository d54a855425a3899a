"""The toolbar of the explorer: the design's name, its history, and the buttons of the drawers."""

from __future__ import annotations

from xtsviz.view.panels.toolbar import title_heading, toolbar_buttons
from xtsviz.widgets.parts import Panel, html, row
from xtsviz.widgets.view_state import ViewState


class ToolbarPanel(Panel):
    """Names the design, leads through its history, and opens the drawers."""

    def __init__(self) -> None:
        super().__init__()
        # By itself: a title that is being written stays while buttons change.
        self._heading = html()
        self._buttons = html(kind="xts-buttons")
        self.widget = row(self._heading, self._buttons, kind="xts-bar")

    def update(self, view_state: ViewState) -> None:
        """Bring name and buttons to the view state."""
        self._heading.value = title_heading(view_state.design.name)
        possible = {
            "Undo": view_state.can_undo,
            "Redo": view_state.can_redo,
            "Reset": view_state.design is not view_state.history.beginning,
        }
        self._buttons.value = toolbar_buttons(
            view_state.front.drawer,
            [name for name, can in possible.items() if can],
            view_state.hiding is not None,
        )
