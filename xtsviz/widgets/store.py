"""What a panel knows: the state, and the one way to change it."""

from __future__ import annotations

# The handlers register themselves.
from xtsviz.widgets import design_handlers, view_handlers  # noqa: F401
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import HANDLERS
from xtsviz.widgets.error_reports import KERNEL_LOCK
from xtsviz.widgets.intents import Intent
from xtsviz.widgets.view_state import ViewState


class Store:
    """The state of an explorer to read, and `send` to change it.

    Args:
        controller: has the state.
    """

    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    @property
    def view_state(self) -> ViewState:
        """What is shown now."""
        return self._controller.view_state

    def send(self, intent: Intent) -> bool:
        """Answer an intent; False if nothing came of it, which the status line says.

        Raises:
            XtsvizError: a file or a choice was refused.
        """
        with KERNEL_LOCK:
            return HANDLERS[type(intent)](self._controller, intent)
