"""The controller of the board, and the handlers of its intents."""

from __future__ import annotations

from xtsviz.training.exercise import Predict
from xtsviz.widgets import board_intents
from xtsviz.widgets.board_state import BoardState
from xtsviz.widgets.dispatch import Handlers
from xtsviz.widgets.state_controller import StateController

MAX_TEXT_BYTES = 20_000_000
"""The limit of a text; a hundred thousand lines of a chat have about ten million bytes."""


class BoardController(StateController[BoardState]):
    """Has the state of the board.

    Args:
        text: where the codes are.
        only: the exercise that is counted; None for all.
    """

    def __init__(self, text: str = "", only: Predict | None = None) -> None:
        state = BoardState(text=text, only=only)
        super().__init__(state.changed(message=state.summary))

    def count(self, **fields: object) -> None:
        """Change what is counted, and say what came of it."""
        state = self.view_state.changed(**fields)
        self.change(**fields, message=state.summary, level="warning" if state.result.wrong else "info")


BOARD_HANDLERS: Handlers[BoardController] = Handlers()
handles = BOARD_HANDLERS.handles


@handles(board_intents.ReadText)
def read_text(control: BoardController, intent: board_intents.ReadText) -> bool:
    """Count the codes in a text."""
    control.count(text=intent.text, source=intent.source)
    return True


@handles(board_intents.ReadFile)
def read_file(control: BoardController, intent: board_intents.ReadFile) -> bool:
    """Count the codes in a file of text."""
    content = intent.content
    if len(content) > MAX_TEXT_BYTES:
        size = f"{intent.name} has {len(content) / 1e6:,.0f} MB; the board reads at most {MAX_TEXT_BYTES / 1e6:.0f}"
        control.set_status(f"{size}. Take out what has no codes.", "error")
        return False
    is_utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if is_utf16 else "utf-8-sig", errors="replace")
    control.count(text=text, source=intent.name)
    return True


@handles(board_intents.TakeLive)
def take_live(control: BoardController, intent: board_intents.TakeLive) -> bool:
    """Count the codes of learners who use the trainer's server."""
    if intent.codes != control.view_state.live:
        control.count(live=intent.codes)
    return True


@handles(board_intents.ShowCounted)
def show_counted(control: BoardController, intent: board_intents.ShowCounted) -> bool:
    """Show one exercise, or all."""
    control.change(shown=intent.name)
    return True


@handles(board_intents.ShowAnswers)
def show_answers(control: BoardController, intent: board_intents.ShowAnswers) -> bool:
    """Show what is right, or hide it."""
    said = "Right and wrong is shown." if intent.shown else "Right and wrong is hidden."
    control.change(answers=intent.shown, message=said, level="info")
    return True
