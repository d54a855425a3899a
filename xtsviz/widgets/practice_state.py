"""All that the exercises show at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.training.exercise import Exercise, Predict, Verdict
from xtsviz.training.progress_file import ExerciseRecord
from xtsviz.training.question import Cell
from xtsviz.training.seeded.generate import topics
from xtsviz.training.typical import Generated
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture
from xtsviz.widgets.picture_state import Level, PictureState


@dataclass(frozen=True)
class PracticeState(PictureState):
    """All that the exercises show at one moment.

    Attributes:
        exercises: all of them.
        exercise: the one on the screen.
        done: what was done about each, by name.
        kept_in: the file that progress is kept in; None if it is kept in memory only.
        design: of a *build it* exercise, as the learner left it.
        ticked: of a prediction, the cells that are ticked.
        verdict: of the last check since the solution changed.
        hints: how many are shown.
        revealed: whether the solution is shown.
        message, level: of the status line.
        asked: topic and number of a generated exercise, as written in the form.
        set_up: counts the times that an exercise was set up, with a new explorer.
        drawer: the title of the open drawer.
        dark: whether the page is dark.
    """

    picture_fields = frozenset({"exercise", "verdict", "revealed"})

    exercises: tuple[Exercise, ...]
    exercise: Exercise
    done: Mapping[str, ExerciseRecord]
    kept_in: str | None
    design: Design | None
    ticked: frozenset[Cell]
    verdict: Verdict | None
    hints: int
    revealed: bool
    message: str
    level: Level
    asked: Generated = Generated(next(iter(topics)), 1)  # noqa: RUF009 - never changes
    set_up: int = 0
    drawer: str | None = None
    dark: bool = False

    @property
    def place(self) -> int:
        """The place of the exercise, from 1."""
        return self.exercises.index(self.exercise) + 1

    @cached_property
    def picture(self) -> Picture | None:
        """What a prediction is about: without its answer, until it is found or shown; None where there is nothing."""
        if not isinstance(self.exercise, Predict) or self.exercise.design is None:
            return None
        design = self.exercise.design
        if self.revealed or (self.verdict is not None and self.verdict.right):
            return resolve(design, user_flow(design), overlay="people")
        return blank_picture(design)
