"""Opening: a design, lists of users, a template, the example; and what came of each file."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.io.share_text import is_whole_share_text
from xtsviz.view.panels.opening import opened_files, ways_to_begin
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.opening_intents import OpenShared
from xtsviz.widgets.parts import Panel, column, html, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


class OpenPanel(Panel):
    """The ways to begin, and a line for each file that was opened last.

    Args:
        store: takes the text of a shared design.
        large: they fill the start view, each with a sentence.
    """

    def __init__(self, store: Store, large: bool = False) -> None:
        super().__init__()
        self._store = store
        self._files = html()
        self.shared = create(
            w.Textarea,
            placeholder="Or paste the text or the link of a shared design (xtsviz1.…)",
            rows=1,
            layout={"width": "auto", "flex": "1 1 340px"},
            classes=["xts-shared"],
        )
        self.open_shared = text_button(
            "Open the shared design", self._open, hint="A design that somebody shared with you as a text"
        )
        self.widget = column(
            html(ways_to_begin(large)),
            row(self.shared, self.open_shared, kind="xts-open-shared"),
            self._files,
        )
        self.on_change(self.shared, self._written)

    def update(self, view_state: ViewState) -> None:
        """Show what came of the files."""
        with self.suppress_events():
            self.shared.value = view_state.forms.shared
        show(self.open_shared, bool(view_state.forms.shared.strip()))
        if self.shows(view_state.opened, view_state.context):
            return
        self._files.value = opened_files(view_state.opened, view_state.context.names.tenant)
        self.shown_inputs = (view_state.opened, view_state.context)

    def _written(self, text: str) -> None:
        """A whole text is opened as soon as it is pasted."""
        self._store.write(shared=text)
        if is_whole_share_text(text):
            self._open()

    def _open(self) -> None:
        self._store.send(OpenShared(self._store.view_state.forms.shared))
