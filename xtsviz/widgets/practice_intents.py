"""What a learner can ask the exercises for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.model.design import Design
from xtsviz.widgets.common_intents import SetDark, ShowDrawer, ShowStatus
from xtsviz.widgets.picture_state import Level


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
class TickNothing:
    """Say that no cell of a row (by its key) is to be ticked, or take that back."""

    row: str


@dataclass(frozen=True)
class LockIn:
    """Lock the prediction in, so that it can be judged; refused while a row has no answer."""


@dataclass(frozen=True)
class EditDesign:
    """The design of a *build it* exercise (by name) was changed on its workbench.

    Attributes:
        message, level: what the workbench says about it.
    """

    exercise: str
    design: Design
    message: str = ""
    level: Level = "info"


@dataclass(frozen=True)
class CheckSolution:
    """Judge the design, or the prediction that is locked in."""


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
class CopyCode:
    """Put the code of the prediction that was locked in on the clipboard."""


@dataclass(frozen=True)
class DownloadProgress:
    """Give a copy of the progress to the person at the page."""


PracticeIntent: TypeAlias = (
    ChooseExercise
    | StepExercise
    | AnotherExercise
    | AskForGenerated
    | TickCell
    | TickNothing
    | LockIn
    | EditDesign
    | CheckSolution
    | TakeHint
    | RevealSolution
    | BeginAgain
    | StartOver
    | CopyCode
    | DownloadProgress
    | SetDark
    | ShowDrawer
    | ShowStatus
)
"""What the exercises can be asked for."""
