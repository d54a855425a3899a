"""The design as Python, to read and to take along."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import escape

from xtsviz.errors import XtsvizError
from xtsviz.model.design import Design
from xtsviz.view.markup import empty_message, fragment
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.looks import create
from xtsviz.widgets.parts import Panel, column, html, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState

_ELSE = (
    "Without a notebook at hand: press Export, then Document (JSON); "
    'xts.load("…") with the name of that file rebuilds the design.'
)


class CodePanel(Panel):
    """Shows what `Design.to_code` gives, and copies it.

    Args:
        store: has the design.
        bridge: knows the clipboard.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self._store = store
        self._design: Design | None = None
        self._text = ""
        self.code = html()
        self.copy = text_button("Copy the code", lambda: bridge.copy(self._text, self._copied))
        # The page does it (insert_cell.js), because the kernel cannot add a cell.
        self.insert = create(
            w.Button,
            description="Insert as a cell",
            tooltip="Put the code into a new cell below this one",
            layout={"width": "auto"},
            classes=["xts-insert-cell"],
        )
        lead = "Python that rebuilds this design from nothing, in as few lines as are known, and shows it."
        said = html(fragment('<p class="xts-muted">{}</p>', lead))
        self.widget = column(row(said, self.copy, self.insert), self.code)

    def update(self, view_state: ViewState) -> None:
        """Show the code of the view state's design."""
        if view_state.design is self._design:
            return
        self._design = view_state.design
        try:
            self._text = f"{view_state.design.to_code()}\nxts.explore(design)\n"
            # Nothing in it is invisible but the ends of its lines, and a person may take it out with the mouse.
            self.code.value = fragment(
                '<pre class="xts-code" tabindex="0"><code>{}</code></pre>', escape(self._text)
            )
        except XtsvizError as problem:
            self._text = ""
            self.code.value = empty_message(f"{problem}. {_ELSE}")
        self.copy.disabled = self.insert.disabled = not self._text

    def _copied(self, done: bool) -> None:
        if done:
            self._store.send(ShowStatus("Copied the code"))
        else:
            refused = "The browser did not let the code be copied; select it and copy it yourself"
            self._store.send(ShowStatus(refused, "warning"))
