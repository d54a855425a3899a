"""A prediction: the table to tick, and the picture that it is about."""

from __future__ import annotations

from dataclasses import replace

import ipywidgets as w
from markupsafe import Markup

from xtsviz.training import exercise_html
from xtsviz.training.exercise import Predict
from xtsviz.view.export.svg_figure import figure
from xtsviz.view.panels.legend import legend_list
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.practice_state import PracticeState


class PredictionPanel(Panel):
    """Shows the table and the picture of a prediction; of another exercise, nothing.

    Attributes:
        sheet: the table, with a button for each cell.
        picture: without its answer, until that is told; then people appear where they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sheet, self.picture = html(kind="xts-ticks"), html(kind="xts-drawn")
        self.widget = create(w.Box, [self.sheet, self.picture], classes=["xts-predict", "xts-work"])

    def update(self, view_state: PracticeState) -> None:
        """Bring table and picture to the state."""
        exercise = view_state.exercise
        show(self.widget, isinstance(exercise, Predict))
        if not isinstance(exercise, Predict):
            return
        right = view_state.verdict is not None and view_state.verdict.right
        self.sheet.value = exercise_html.tickable_table(
            exercise.question,
            view_state.prediction,
            truth=view_state.tells_truth,
            closed=view_state.prediction.locked or right,
        )
        picture, motion, dark = view_state.picture, view_state.motion, view_state.dark
        show(self.picture, picture is not None)
        if not self.shows(picture, dark):
            self.picture.value = (
                Markup()
                if picture is None
                else figure(picture, dark=dark, motion=motion) + legend_list(replace(picture, dark=dark))
            )
            self.shown_inputs = (picture, dark)
