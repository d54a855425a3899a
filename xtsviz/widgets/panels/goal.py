"""The goal of a *build it* exercise: who must appear where, with what differs from that now."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from xtsviz.errors import ExerciseError
from xtsviz.flow import Flow, user_flow
from xtsviz.training.exercise import Build
from xtsviz.view.export.svg_figure import figure
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.goal_picture import DIFFERENCE_WORDS, GoalPicture, goal_picture
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class GoalPanel(Panel):
    """Draws the outcomes of the author's solution, without its arrows.

    Args:
        exercise: the exercise.
        user_types: whether it matters who is a member and who is a guest.
    """

    def __init__(self, exercise: Build, *, user_types: bool) -> None:
        super().__init__()
        self._user_types = user_types
        self.widget = html(kind="xts-bench-goal")
        self._goal: Flow | None = None
        try:
            self._goal = _goal_flow(exercise)
        except ExerciseError as problem:
            self.widget.value = fragment("<h2>Goal</h2><p>No picture of the goal: {}</p>", str(problem))

    def update(self, view_state: ViewState) -> None:
        """Compare the goal with the design as it is."""
        picture = view_state.picture
        if self._goal is None or self.shows(picture, view_state.dark):
            return
        goal = goal_picture(
            self._goal, view_state.flow, picture.positions, picture.room, user_types=self._user_types
        )
        self.widget.value = fragment(
            "<h2>Goal</h2>{}{}{}",
            figure(goal.picture, dark=view_state.dark, differences=goal.differences),
            _key(goal),
            fragment('<p class="xts-goal-words">{}</p>', " ".join(goal.sentences)),
        )
        self.shown_inputs = (picture, view_state.dark)


@lru_cache(maxsize=32)
def _goal_flow(exercise: Build) -> Flow:
    return user_flow(exercise.solved_design)


def _key(goal: GoalPicture) -> Markup:
    """What the symbols on people mean; only those that are there."""
    shown = [kind for kind in DIFFERENCE_WORDS if kind in goal.differences.values()]
    entries = join_markup(
        fragment('<li><b class="xts-key-{}">{}</b>&nbsp;{}</li>', kind, *DIFFERENCE_WORDS[kind])
        for kind in shown
    )
    return fragment('<ul class="xts-legend" aria-label="Symbols">{}</ul>', entries) if shown else Markup()
