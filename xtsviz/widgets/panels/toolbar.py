"""The toolbar of the explorer: the design's name, its history, and the switches of the drawers."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as w

from xtsviz.view.markup import fragment
from xtsviz.widgets.design_intents import Redo, Reset, Undo
from xtsviz.widgets.looks import create
from xtsviz.widgets.parts import Panel, html, icon_classes, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import HideNames, ShowPanel
from xtsviz.widgets.view_state import ViewState


class ToolbarPanel(Panel):
    """Names the design, and leads through its history.

    Args:
        store: has the state.
        opening: the switch of the drawer that opens files.
        switches: of the other drawers.
    """

    def __init__(self, store: Store, opening: w.Widget, switches: Sequence[w.Widget]) -> None:
        super().__init__()
        send = store.send
        self.heading = html()
        self.gallery = text_button(
            "Template",
            lambda: send(ShowPanel("Template")),
            hint="Start from another shape",
            icon="template",
        )
        self.undo = text_button(
            "Undo", lambda: send(Undo()), hint="Undo the last edit (Ctrl+Z)", icon="undo", disabled=True
        )
        self.redo = text_button(
            "Redo", lambda: send(Redo()), hint="Redo what was undone (Ctrl+Y)", icon="redo", disabled=True
        )
        self.reset = text_button(
            "Reset",
            lambda: send(Reset()),
            hint="Back to the design that it began with; undo leads here",
            icon="reset",
            disabled=True,
        )
        self.hide = create(
            w.ToggleButton,
            description="Hide names",
            tooltip="Hide names: show invented ones in the place of yours; press again to see yours",
            layout={"width": "auto"},
            classes=["xts-hide-names", *icon_classes("hide")],
        )
        self.on_change(self.hide, lambda on: send(HideNames(on)))
        # The page does it, for a browser fills the screen only for a press that it sees itself.
        self.present = create(
            w.Button,
            description="Present",
            tooltip="Fill the screen with the picture (P); Esc leaves",
            layout={"width": "auto"},
            classes=["xts-present", *icon_classes("present")],
        )
        edits = (opening, self.gallery, self.undo, self.redo, self.reset)
        self.widget = row(self.heading, *edits, *switches, self.hide, self.present, kind="xts-bar")

    def update(self, view_state: ViewState) -> None:
        """Bring name and buttons to the view state."""
        name = view_state.design.name or "Untitled design"
        self.heading.value = fragment(
            '<h1 class="xts-name"><button type="button" class="xts-rename" title="{}" data-title="{}">{}</button></h1>',
            f"{name} (press to change the title)",
            view_state.design.name,
            name,
        )
        with self.suppress_events():
            self.hide.value = view_state.hiding is not None
        self.undo.disabled, self.redo.disabled = not view_state.can_undo, not view_state.can_redo
        self.reset.disabled = view_state.design is view_state.history.beginning
