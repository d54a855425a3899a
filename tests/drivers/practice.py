"""The exercises, worked the way a person and the page do."""

from tests.drivers.page import Page
from tests.drivers.screen import is_shown
from xtsviz.widgets.workshop import Practice


class PracticeDriver(Page):
    """The exercises; the workbench of a *build it* exercise is `practice.explorer`.

    Attributes:
        practice: the widget.
    """

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self.practice = practice

    def press(self, name: str) -> None:
        """Press a button that is shown and not disabled."""
        found = self.button(name)
        assert is_shown(found), f"{name} is not shown"
        assert not found.disabled, f"{name} is disabled"
        found.click()

    def can_press(self, name: str) -> bool:
        """Whether a button is shown and not disabled."""
        return is_shown(self.button(name)) and not self.button(name).disabled

    def predict(self, *cells: tuple[str, str]) -> None:
        """Tick these cells alone, and say of every other row that nothing is to be ticked in it."""
        state = self.practice.controller.view_state
        question = state.exercise.question
        if not question.one_per_row:
            for row in state.prediction.nothing - {cell[0] for cell in cells}:
                self.act("tick-nothing", row)
        ticked = self.practice.controller.view_state.prediction.ticked
        for cell in sorted(ticked ^ set(cells)):
            if cell in cells or not question.one_per_row:
                self.act("tick", *cell)
        answered = {row for row, _ in cells}
        for row in question.rows_to_answer:
            if row not in answered:
                self.act("tick-nothing", row)

    def lock_and_check(self, *cells: tuple[str, str]) -> None:
        """Predict these cells, lock the prediction in, and have it judged."""
        self.predict(*cells)
        self.press("Lock in")
        self.press("Check")

    @property
    def picture(self) -> str:
        """The picture of a prediction."""
        (part,) = self.parts("xts-drawn")
        return part.markup

    @property
    def goal(self) -> str:
        """The goal of what is built."""
        (part,) = self.parts("xts-bench-goal")
        return part.markup

    def open_drawer(self, name: str) -> str:
        """Open a drawer by its button, and read it."""
        self.turn(name)
        (part,) = self.parts("xts-drawer")
        return part.markup
