"""What a panel of the explorer knows: the state, and the one way to change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

# The handlers register themselves.
from xtsviz.widgets import (  # noqa: F401
    check_handlers,
    design_handlers,
    design_intents,
    group_handlers,
    keep_handlers,
    keep_intents,
    opening_handlers,
    opening_intents,
    person_handlers,
    template_handlers,
    tenant_handlers,
    view_handlers,
    view_intents,
)
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS, IntentStore
from xtsviz.widgets.view_intents import ExplorerIntent, SetForms
from xtsviz.widgets.view_state import ViewState

OPENING = (
    design_intents.OpenDesign,
    design_intents.OpenDocument,
    keep_intents.GoOn,
    opening_intents.AnswerFile,
    opening_intents.OpenFiles,
    opening_intents.OpenShared,
    view_intents.CompareWithBaseline,
    view_intents.CompareWithFile,
)
"""What brings names of somebody to the screen."""
NOT_WHILE_HIDDEN = (
    "Names are hidden, so nothing is opened: it would show its names. Press Hide names again first"
)


class Store(IntentStore[ViewState, ExplorerIntent]):
    """The state of an explorer to read, and `send` to change it.

    Args:
        controller: has the state.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller, EXPLORER_HANDLERS)

    def send(self, intent: ExplorerIntent) -> bool:
        """Answer an intent; see `IntentStore.send`. While names are hidden, nothing is opened that has others."""
        if self.view_state.hiding and isinstance(intent, OPENING):
            self._controller.change(message=NOT_WHILE_HIDDEN, level="error")
            return False
        return super().send(intent)

    def write(self, **fields: Any) -> bool:
        """Change what small fields say, by their names in `Forms`."""
        return self.send(SetForms(replace(self.view_state.forms, **fields)))
