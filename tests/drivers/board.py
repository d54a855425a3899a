"""The board, worked the way a person and the page do."""

import ipywidgets as w

from tests.drivers.page import Page, set_state
from xtsviz.widgets import Board


class BoardDriver(Page):
    """The board.

    Attributes:
        board: the widget.
    """

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.board = board

    def paste(self, text: str) -> None:
        """Put a text into the field."""
        set_state(self.find(w.Textarea), value=text)

    def open_file(self, name: str, content: bytes) -> None:
        """Open a file, or paste a text that is too long for the field."""
        self.send({"upload": "board-text", "name": name, "at": 0, "last": True}, memoryview(content))

    def choose(self, exercise: str) -> None:
        """Choose an exercise by its title."""
        chooser = self.find(w.Dropdown, description="Show")
        titles = [title for title, _ in chooser.options]
        set_state(chooser, index=titles.index(exercise))

    @property
    def typed(self) -> str:
        """The text in the field."""
        return self.find(w.Textarea).value
