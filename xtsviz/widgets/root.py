"""What explorer, replay and exercises have in common as widgets."""

from __future__ import annotations

from typing import Any, Literal

import ipywidgets as w

from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.state_controller import StateController
from xtsviz.widgets.traits import Mirroring


class RootWidget(Mirroring, w.VBox):
    """A widget with a controller, which has its state, and a bridge to the page.

    Attributes:
        controller: has all that is on the screen as `controller.view_state`, and changes it.
    """

    controller: StateController[Any]
    _bridge: Bridge

    def _report_fault(self, message: str, level: Literal["error"]) -> None:
        """Put a fault into the status line, whatever else on the screen is broken."""
        self.controller.set_status(message, level)
        self._bridge.set_status(message, level)
