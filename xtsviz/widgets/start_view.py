"""The start view in the explorer: it stands in the place of toolbar and picture as long as there is no tenant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import get_args

import ipywidgets as w

from xtsviz.io.lists.outcomes import ListFile
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.looks import show
from xtsviz.widgets.opening_intents import OpenFiles, Purpose
from xtsviz.widgets.panels.opening import OpenPanel
from xtsviz.widgets.panels.start import StartPanel
from xtsviz.widgets.panels.template import TemplatePanel
from xtsviz.widgets.parts import LazyPanel
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


class StartView:
    """Shows how to begin, and takes the files that are opened here and in the drawer *Open*.

    Args:
        store: takes the files.
        bridge: brings them from the page.

    Attributes:
        widget: where the start view is, once it is needed.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        self._store = store
        templates = LazyPanel(lambda: TemplatePanel(store))
        self._panel = LazyPanel(lambda: StartPanel(OpenPanel(store, large=True), templates))
        self.widget = self._panel.widget
        for purpose in get_args(Purpose):
            bridge.on_uploads(purpose, partial(self._open, purpose))

    def place(self, view_state: ViewState, others: Sequence[w.DOMWidget]) -> None:
        """Show either the start view or the other widgets."""
        starting = view_state.is_starting
        show(self.widget, starting)
        for widget in others:
            show(widget, not starting)

    def update(self, view_state: ViewState) -> None:
        """Bring the start view to the state."""
        self._panel.update(view_state)

    def _open(self, purpose: Purpose, files: Sequence[tuple[str, bytes]]) -> None:
        self._store.send(OpenFiles(purpose, tuple(ListFile(name, content) for name, content in files)))
