"""What the panel of the board knows: the state, and the one way to change it."""

from __future__ import annotations

from xtsviz.widgets.board_handlers import BOARD_HANDLERS, BoardController
from xtsviz.widgets.board_intents import BoardIntent
from xtsviz.widgets.board_state import BoardState
from xtsviz.widgets.dispatch import IntentStore


class BoardStore(IntentStore[BoardState, BoardIntent]):
    """The state of the board to read, and `send` to change it.

    Args:
        controller: has the state.
    """

    def __init__(self, controller: BoardController) -> None:
        super().__init__(controller, BOARD_HANDLERS)
