"""A prediction: the table to tick, and the picture that it is about."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.training import exercise_html
from xtsviz.training.exercise import Predict
from xtsviz.widgets.looks import show
from xtsviz.widgets.panels.static_picture import StaticPicture
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.practice_state import PracticeState


class PredictionPanel(Panel):
    """Shows the table and the picture of a prediction; of another exercise, nothing.

    Attributes:
        sheet: the table, with a button for each cell.
        picture: without its answer, until it is found or shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sheet, self.picture = html(), StaticPicture()
        self.widget = w.Box([self.sheet, self.picture.widget])
        self.widget.add_class("xts-predict")

    def update(self, view_state: PracticeState) -> None:
        """Bring table and picture to the state."""
        exercise = view_state.exercise
        show(self.widget, isinstance(exercise, Predict))
        if isinstance(exercise, Predict):
            # What is shown at last is the answer, and none of it wrong.
            judged = None if view_state.revealed else view_state.verdict
            self.sheet.value = exercise_html.tickable_table(exercise.question, view_state.ticked, judged)
            self.picture.draw(view_state.picture, dark=view_state.dark)
