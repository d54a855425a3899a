"""What a panel of the exercises knows: the state, and the one way to change it."""

from __future__ import annotations

from xtsviz.widgets.dispatch import IntentStore
from xtsviz.widgets.practice_handlers import PRACTICE_HANDLERS, PracticeController
from xtsviz.widgets.practice_intents import PracticeIntent
from xtsviz.widgets.practice_state import PracticeState


class PracticeStore(IntentStore[PracticeState, PracticeIntent]):
    """The state of the exercises to read, and `send` to change it.

    Args:
        controller: has the state.
    """

    def __init__(self, controller: PracticeController) -> None:
        super().__init__(controller, PRACTICE_HANDLERS)
