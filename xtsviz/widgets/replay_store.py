"""What a panel of a replay knows: the state, and the one way to change it."""

from __future__ import annotations

from xtsviz.widgets.dispatch import IntentStore
from xtsviz.widgets.replay_handlers import REPLAY_HANDLERS, ReplayController
from xtsviz.widgets.replay_intents import ReplayIntent
from xtsviz.widgets.replay_state import ReplayState


class ReplayStore(IntentStore[ReplayState, ReplayIntent]):
    """The state of a replay to read, and `send` to change it.

    Args:
        controller: has the state.
    """

    def __init__(self, controller: ReplayController) -> None:
        super().__init__(controller, REPLAY_HANDLERS)
