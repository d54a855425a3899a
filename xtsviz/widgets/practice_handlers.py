"""The controller of the exercises, and the handlers of their intents."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

from xtsviz.errors import XtsvizError
from xtsviz.model.design import Design
from xtsviz.training.author_code import author_problem
from xtsviz.training.progress import FILE, Progress
from xtsviz.training.session import Session
from xtsviz.training.typical import Generated
from xtsviz.widgets import common_intents, practice_intents
from xtsviz.widgets.dispatch import Handlers
from xtsviz.widgets.picture_state import Level
from xtsviz.widgets.practice_state import PracticeState
from xtsviz.widgets.state_controller import StateController, one_at_a_time

_log = logging.getLogger(__name__)


class PracticeController(StateController[PracticeState]):
    """Has the state of the exercises, which follows a session.

    Args:
        session: of the learner.
        unread: a file of progress that cannot be read; starting over sets it aside and begins a new one.
        download: takes name, media type and content of a file for the person at the page.
        copy: takes a text for the clipboard of the person at the page.
    """

    fault = "A part of the exercise could not be drawn ({}). Go on with another one."

    def __init__(
        self,
        session: Session,
        unread: str | os.PathLike[str] | None = None,
        download: Callable[[str, str, bytes], None] = lambda _name, _kind, _content: None,
        copy: Callable[[str], None] = lambda _text: None,
    ) -> None:
        self._session = session
        self._copy = copy
        self._unread = unread
        self._download = download
        super().__init__(PracticeState(**_fields(session)))

    @one_at_a_time
    def work(self, do: Callable[[Session], object], start_over: bool = False, **fields: Any) -> bool:
        """Let the session do something, and show what came of it.

        Args:
            do: takes the session.
            start_over: set the exercise up again, even if it is the same one.
            fields: of the state, that change too.

        Returns:
            False if it was refused; then only the status line changes.
        """
        try:
            do(self._session)
        except XtsvizError as problem:
            self.set_status(str(problem), "error")
            return False
        except Exception as problem:  # noqa: BLE001 - an exercise's own code must not look like a dead button
            _log.exception("an exercise failed")
            remedy = "Go on with another one"
            self.set_status(f"The exercise failed: {author_problem(problem, remedy=remedy)}", "error")
            return False
        state = self.view_state
        start_over = start_over or self._session.exercise is not state.exercise
        if start_over:
            fields["code"] = None
        self.change(**_fields(self._session), set_up=state.set_up + start_over, **fields)
        return True

    def give_code(self) -> None:
        """Show the code of the prediction if it is locked in; a trainer's server gets it too."""
        state = self.view_state
        if not state.prediction.locked:
            return
        prediction = state.prediction
        self.change(
            code=self._session.learner.lock(state.exercise, prediction.ticked, after=prediction.informed)
        )

    def copy_code(self) -> None:
        """Put the code on the clipboard."""
        if self.view_state.code is not None:
            self._copy(self.view_state.code.code)

    @one_at_a_time
    def edit(self, design: Design, message: str, level: Level) -> None:
        """Take over a design that the learner changed, and what the workbench says about it."""
        self._session.set_design(design)
        self.change(design=design, verdict=None, message=message, level=level)

    def start_over(self, session: Session) -> None:
        """Forget all progress; a file that could not be read is set aside."""
        if self._unread is not None:
            session.progress, self._unread = Progress.start_over(self._unread), None
        session.start_over()

    def download(self) -> None:
        """Give a copy of the progress to the person at the page."""
        self._download(FILE, "application/json", self._session.progress.text().encode("utf-8"))


def _fields(session: Session) -> dict[str, Any]:
    """What the state takes over from the session."""
    progress = session.progress
    return {
        "exercises": session.exercises,
        "exercise": session.exercise,
        "done": {exercise.name: progress[exercise.name] for exercise in session.exercises},
        "kept_in": str(progress.path) if progress.path else None,
        "design": session.design,
        "prediction": session.prediction,
        "truth_shown": session.prediction.shown,
        "verdict": session.verdict,
        "hints": session.hints,
        "revealed": session.revealed,
        "message": session.message,
        "level": session.level,
        "verdict_message": session.message if session.tells_verdict else "",
    }


PRACTICE_HANDLERS: Handlers[PracticeController] = Handlers()
handles = PRACTICE_HANDLERS.handles


@handles(practice_intents.ChooseExercise)
def choose_exercise(control: PracticeController, intent: practice_intents.ChooseExercise) -> bool:
    """Go to another exercise; the list of them closes."""
    if intent.name == control.view_state.exercise.name:
        return True
    return control.work(lambda session: session.choose(intent.name), drawer=None)


@handles(practice_intents.StepExercise)
def step_exercise(control: PracticeController, intent: practice_intents.StepExercise) -> bool:
    """Go some exercises on."""
    return control.work(lambda session: session.step(intent.by))


@handles(practice_intents.AnotherExercise)
def another_exercise(control: PracticeController, intent: practice_intents.AnotherExercise) -> bool:
    """Go to a new generated exercise; the list of topics closes."""
    return control.work(lambda session: session.another(intent.topic), drawer=None)


@handles(practice_intents.AskForGenerated)
def ask_for_generated(control: PracticeController, intent: practice_intents.AskForGenerated) -> bool:
    """Remember what is written in the form."""
    control.change(asked=Generated(intent.topic, intent.seed))
    return True


@handles(practice_intents.TickCell)
def tick_cell(control: PracticeController, intent: practice_intents.TickCell) -> bool:
    """Tick a cell, or take its tick away."""
    return control.work(lambda session: session.tick(intent.row, intent.column))


@handles(practice_intents.TickNothing)
def tick_nothing(control: PracticeController, intent: practice_intents.TickNothing) -> bool:
    """Say that nothing is to be ticked in a row, or take that back."""
    return control.work(lambda session: session.tick_nothing(intent.row))


@handles(practice_intents.LockIn)
def lock_in(control: PracticeController, _intent: practice_intents.LockIn) -> bool:
    """Lock the prediction in, and show its code."""
    if not control.work(lambda session: session.lock_in()) or not control.view_state.prediction.locked:
        return False
    control.give_code()
    return True


@handles(practice_intents.CopyCode)
def copy_code(control: PracticeController, _intent: practice_intents.CopyCode) -> bool:
    """Put the code on the clipboard."""
    control.copy_code()
    return True


@handles(practice_intents.EditDesign)
def edit_design(control: PracticeController, intent: practice_intents.EditDesign) -> bool:
    """Remember the design; the solution that is shown is no work of the learner, and stays as it is."""
    state = control.view_state
    if intent.exercise != state.exercise.name:
        return False
    if state.revealed:
        control.set_status(intent.message, intent.level)
        return False
    control.edit(intent.design, intent.message, intent.level)
    return True


@handles(practice_intents.CheckSolution)
def check_solution(control: PracticeController, _intent: practice_intents.CheckSolution) -> bool:
    """Judge what is there."""
    return control.work(lambda session: session.check())


@handles(practice_intents.TakeHint)
def take_hint(control: PracticeController, _intent: practice_intents.TakeHint) -> bool:
    """Show one more hint."""
    return control.work(lambda session: session.hint())


@handles(practice_intents.RevealSolution)
def reveal_solution(control: PracticeController, _intent: practice_intents.RevealSolution) -> bool:
    """Show the solution."""
    return control.work(lambda session: session.reveal(), start_over=True)


@handles(practice_intents.BeginAgain)
def begin_again(control: PracticeController, _intent: practice_intents.BeginAgain) -> bool:
    """Start the exercise again."""
    return control.work(lambda session: session.restart(), start_over=True)


@handles(practice_intents.StartOver)
def start_over(control: PracticeController, _intent: practice_intents.StartOver) -> bool:
    """Forget all progress."""
    return control.work(control.start_over, start_over=True)


@handles(practice_intents.DownloadProgress)
def download_progress(control: PracticeController, _intent: practice_intents.DownloadProgress) -> bool:
    """Give a copy of the progress to the person at the page."""
    control.download()
    return True


@handles(common_intents.ShowDrawer)
def show_drawer(control: PracticeController, intent: common_intents.ShowDrawer) -> bool:
    """Open a drawer."""
    control.change(drawer=intent.name)
    return True
