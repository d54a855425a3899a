"""All that the exercises show at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.training.exercise import Exercise, Predict, Verdict
from xtsviz.training.live_board import LockedCode
from xtsviz.training.prediction import Prediction
from xtsviz.training.progress_file import ExerciseRecord
from xtsviz.training.seeded.generate import topics
from xtsviz.training.typical import Generated
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.journeys import Motion, journeys
from xtsviz.view.picture.legend import about_people
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture
from xtsviz.widgets.picture_state import Level, PictureState

DRAWERS = ("All exercises", "More exercises", "My progress", "Board")
"""The titles of the drawers, in the order of their buttons."""

_ROOM = (560.0, 420.0)
"""What the picture of a prediction is laid out for, in pixels."""


@dataclass(frozen=True)
class PracticeState(PictureState):
    """All that the exercises show at one moment.

    Attributes:
        exercises: all of them.
        exercise: the one on the screen.
        done: what was done about each, by name.
        kept_in: the file that progress is kept in; None if it is kept in memory only.
        design: of a *build it* exercise, as the learner left it.
        prediction: what is ticked, and whether it is locked in (`prediction.locked`).
        truth_shown: whether the truth of a prediction is shown, after two wrong tries or on request.
        verdict: of the last check since the solution changed.
        hints: how many are shown.
        revealed: whether the solution is shown.
        message, level: of the status line.
        asked: topic and number of a generated exercise, as written in the form.
        verdict_message: the message that is about the last check; its words are in the verdict, too.
        code: of the prediction that was locked in last; None if there is none since the exercise began.
        set_up: counts the times that an exercise was set up, with a new explorer.
        drawer: the title of the open drawer.
        dark: whether the page is dark.
    """

    picture_fields = frozenset({"exercise", "verdict", "revealed", "truth_shown"})

    exercises: tuple[Exercise, ...]
    exercise: Exercise
    done: Mapping[str, ExerciseRecord]
    kept_in: str | None
    design: Design | None
    prediction: Prediction
    verdict: Verdict | None
    hints: int
    revealed: bool
    message: str
    level: Level
    asked: Generated = Generated(next(iter(topics)), 1)  # noqa: RUF009 - never changes
    verdict_message: str = ""
    code: LockedCode | None = None
    truth_shown: bool = False
    set_up: int = 0
    drawer: str | None = None
    dark: bool = False

    @property
    def place(self) -> int:
        """The place of the exercise, from 1."""
        return self.exercises.index(self.exercise) + 1

    @property
    def is_said_twice(self) -> bool:
        """Whether the status line says what the verdict says as well."""
        return bool(self.message) and self.message == self.verdict_message

    @property
    def tells_truth(self) -> bool:
        """Whether the truth of a prediction is on the screen: it was found, shown after two tries, or asked for."""
        return self.revealed or self.truth_shown or (self.verdict is not None and self.verdict.right)

    @cached_property
    def picture(self) -> Picture | None:
        """What a prediction is about: without its answer, until that is told; None where there is nothing."""
        if not isinstance(self.exercise, Predict) or self.exercise.design is None:
            return None
        return _picture(self.exercise, self.tells_truth)

    @cached_property
    def motion(self) -> Motion | None:
        """Who travels in the picture that tells the truth; None before that."""
        if not isinstance(self.exercise, Predict) or self.picture is None or not self.tells_truth:
            return None
        return _motion(self.exercise)


@lru_cache(maxsize=32)
def _picture(exercise: Predict, tells_truth: bool) -> Picture | None:
    """The picture of an exercise; always the same one, so that nothing is drawn twice."""
    design = exercise.design
    if design is None:
        return None
    blank = blank_picture(design, room=_ROOM)
    if not tells_truth:
        return blank
    truth = resolve(
        design, user_flow(design), overlay="people", previous_positions=blank.positions, room=_ROOM
    )
    return replace(truth, title="Who appears where", legend=about_people(truth.legend))


@lru_cache(maxsize=32)
def _motion(exercise: Predict) -> Motion | None:
    picture = _picture(exercise, True)
    if picture is None or exercise.design is None:
        return None
    return journeys(picture, user_flow(exercise.design))
