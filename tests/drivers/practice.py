"""The exercises, worked the way a person and the page do."""

from tests.drivers.page import Page
from xtsviz.widgets.workshop import Practice


class PracticeDriver(Page):
    """The exercises; the explorer of an exercise is `practice.explorer`.

    Attributes:
        practice: the widget.
    """

    def __init__(self, practice: Practice) -> None:
        super().__init__(
            practice.children[0]
        )  # without the explorer, which has buttons and a status line of its own
        self.practice = practice

    def press(self, name: str) -> None:
        """Press a button."""
        self.button(name).click()

    @property
    def picture(self) -> str:
        """The picture of a prediction."""
        (part,) = self.parts("xts-drawn")
        return part.markup

    def open_drawer(self, name: str) -> str:
        """Open a drawer by its switch, and read it."""
        self.switch(name).value = True
        (part,) = self.parts("xts-drawer")
        return part.markup
