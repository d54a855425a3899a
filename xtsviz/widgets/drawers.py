"""The drawers below a toolbar."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as w

from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import FULL, Panel, close_all


class Drawers:
    """Panels below the toolbar, at most one of them open.

    Args:
        panels: by the words on the button that opens each.

    Attributes:
        widget: where the open drawer is.
    """

    def __init__(self, panels: Mapping[str, Panel]) -> None:
        self._panels = panels
        self.open: list[tuple[str, Panel]] = []
        self.widget = create(w.VBox, layout={**FULL, "display": "none"}, classes=["xts-drawer"])

    def show(self, name: str | None) -> None:
        """Open a drawer by its name; None closes all, as does a name that no drawer has."""
        opened = [(title, panel) for title, panel in self._panels.items() if title == name]
        if opened != self.open:
            self.open = opened
            self.widget.children = [panel.widget for _, panel in opened]
            show(self.widget, bool(opened))

    def close(self) -> None:
        """Close all drawers for good, with what is in them."""
        for panel in self._panels.values():
            close_all(panel.widget)
