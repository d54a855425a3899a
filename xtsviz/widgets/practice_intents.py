"""What a learner can ask the exercises for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.model.design import Design
from xtsviz.widgets.common_intents import SetDark, ShowDrawer, ShowStatus


@dataclass(frozen=True)
class ChooseExercise:
    """Go to an exercise by its name."""

    name: str


@dataclass(frozen=True)
class StepExercise:
    """Go so many exercises on, round at the ends."""

    by: int


@dataclass(frozen=True)
class AnotherExercise:
    """Go to a generated exercise that was not begun; an empty topic is that of the exercise on the screen."""

    topic: str = ""


@dataclass(frozen=True)
class AskForGenerated:
    """Write topic and number of a generated exercise into the form; nothing else happens yet."""

    topic: str
    seed: int


@dataclass(frozen=True)
class TickCell:
    """Tick a cell of a prediction by the keys of its row and column, or take its tick away."""

    row: str
    column: str


@dataclass(frozen=True)
class EditDesign:
    """The design of a *build it* exercise (by name) was changed in its explorer."""

    exercise: str
    design: Design


@dataclass(frozen=True)
class CheckSolution:
    """Judge what is there."""


@dataclass(frozen=True)
class TakeHint:
    """Show one more hint."""


@dataclass(frozen=True)
class RevealSolution:
    """Show the solution."""


@dataclass(frozen=True)
class BeginAgain:
    """Start the exercise again."""


@dataclass(frozen=True)
class StartOver:
    """Forget all progress; an old file is set aside."""


@dataclass(frozen=True)
class DownloadProgress:
    """Give a copy of the progress to the person at the page."""


PracticeIntent: TypeAlias = (
    ChooseExercise
    | StepExercise
    | AnotherExercise
    | AskForGenerated
    | TickCell
    | EditDesign
    | CheckSolution
    | TakeHint
    | RevealSolution
    | BeginAgain
    | StartOver
    | DownloadProgress
    | SetDark
    | ShowDrawer
    | ShowStatus
)
"""What the exercises can be asked for."""
