"""The toolbar of the explorer: the design's name, its history, and the switches of the drawers."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as w

from xtsviz.view.markup import fragment
from xtsviz.widgets.design_intents import Redo, Reset, Undo
from xtsviz.widgets.parts import Panel, html, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import ShowPanel
from xtsviz.widgets.view_state import ViewState


class ToolbarPanel(Panel):
    """Names the design, and leads through its history.

    Args:
        store: has the state.
        switches: of the drawers.
    """

    def __init__(self, store: Store, switches: Sequence[w.Widget]) -> None:
        super().__init__()
        send = store.send
        self.heading = html()
        self.gallery = text_button(
            "Template", lambda: send(ShowPanel("Template")), hint="Start from another shape"
        )
        self.undo = text_button(
            "Undo", lambda: send(Undo()), hint="Undo the last edit (Ctrl+Z)", disabled=True
        )
        self.redo = text_button(
            "Redo", lambda: send(Redo()), hint="Redo what was undone (Ctrl+Y)", disabled=True
        )
        self.reset = text_button(
            "Reset",
            lambda: send(Reset()),
            hint="Back to the design that it began with; undo leads here",
            disabled=True,
        )
        self.widget = row(
            self.heading, self.gallery, self.undo, self.redo, self.reset, *switches, kind="xts-bar"
        )

    def update(self, view_state: ViewState) -> None:
        """Bring name and buttons to the view state."""
        name = view_state.design.name or "Untitled design"
        self.heading.value = fragment('<h1 class="xts-name">{}</h1>', name)
        self.undo.disabled, self.redo.disabled = not view_state.can_undo, not view_state.can_redo
        self.reset.disabled = view_state.design is view_state.history.beginning
