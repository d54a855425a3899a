"""What a panel of the explorer knows: the state, and the one way to change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

# The handlers register themselves.
from xtsviz.widgets import (  # noqa: F401
    check_handlers,
    design_handlers,
    group_handlers,
    keep_handlers,
    opening_handlers,
    person_handlers,
    template_handlers,
    tenant_handlers,
    view_handlers,
)
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS, IntentStore
from xtsviz.widgets.view_intents import ExplorerIntent, SetForms
from xtsviz.widgets.view_state import ViewState


class Store(IntentStore[ViewState, ExplorerIntent]):
    """The state of an explorer to read, and `send` to change it.

    Args:
        controller: has the state.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller, EXPLORER_HANDLERS)

    def write(self, **fields: Any) -> bool:
        """Change what small fields say, by their names in `Forms`."""
        return self.send(SetForms(replace(self.view_state.forms, **fields)))
