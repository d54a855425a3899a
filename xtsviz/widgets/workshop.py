"""Exercises on the screen: a list with progress, the task, and what to work on: a workbench, or a table to tick."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import ipywidgets as w
import traitlets

from xtsviz.errors import ExerciseError, ProgressError, UnknownNameError
from xtsviz.training import exercise_html
from xtsviz.training.exercise import Build, Exercise
from xtsviz.training.progress import FILE, Progress
from xtsviz.training.session import Session
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import join_markup
from xtsviz.view.panels.toolbar import drawer_buttons
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.widgets.actions import practice_intent_of
from xtsviz.widgets.board import BoardDrawer
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.common_intents import SetDark, ShowDrawer, ShowStatus
from xtsviz.widgets.drawers import Drawers
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.looks import create
from xtsviz.widgets.panels.lesson import LessonPanel
from xtsviz.widgets.panels.more_exercises import MoreExercisesPanel
from xtsviz.widgets.panels.prediction import PredictionPanel
from xtsviz.widgets.panels.progress import ContentsPanel, ProgressPanel
from xtsviz.widgets.parts import Panel, close_all, column, html, row
from xtsviz.widgets.practice_handlers import PracticeController
from xtsviz.widgets.practice_intents import ChooseExercise, EditDesign
from xtsviz.widgets.practice_session import PracticeSession
from xtsviz.widgets.practice_state import DRAWERS, PracticeState
from xtsviz.widgets.practice_store import PracticeStore
from xtsviz.widgets.root import RootWidget
from xtsviz.widgets.view_state import ViewState
from xtsviz.widgets.workbench import FIRST_ROOM, Workbench

_log = logging.getLogger(__name__)


def practice(
    name: str | None = None,
    *,
    exercises: Sequence[Exercise] | None = None,
    progress: str | os.PathLike[str] | Progress | None = FILE,
) -> Practice:
    """The exercises, one at a time, with hints, checks and progress.

    Args:
        name: of the exercise to begin with; the first that is not solved, if left out.
        exercises: which; those that come with the package, if left out. See `xtsviz.training.load`.
        progress: the file that progress is kept in, beside the notebook; None keeps it in memory only, as it should be
            where several people are served from one folder.

    Raises:
        UnknownNameError: no exercise has this name.
        ExerciseError: no exercises, two of one name, or one that cannot be begun.
    """
    return Practice(name, exercises=exercises, progress=progress)


class Practice(RootWidget):
    """A widget that takes a learner through exercises.

    A progress file that cannot be read is left as it is: the exercises work without it, and the status line says so.

    Attributes:
        exercise: the name of the exercise on the screen; may be set, and observed.
        explorer: the workbench of a *build it* exercise, which has the `design`; None of a prediction.
        controller: has all that is on the screen as `controller.view_state`, and changes it.
    """

    takes: ClassVar = {"exercise": "the name of an exercise"}
    controller: PracticeController
    exercise = traitlets.Unicode()

    def __init__(
        self,
        name: str | None = None,
        *,
        exercises: Sequence[Exercise] | None = None,
        progress: str | os.PathLike[str] | Progress | None = FILE,
    ) -> None:
        if not isinstance(name, str | None):
            raise UnknownNameError(f"an exercise has a name, not {type(name).__name__}")
        listed: object = () if exercises is None else exercises
        if not isinstance(listed, Sequence) or not all(isinstance(one, Exercise) for one in listed):
            raise ExerciseError(
                "exercises: a list of exercises is needed, as xtsviz.training.load makes them"
            )
        trouble, kept = "", progress
        if not isinstance(kept, Progress):
            try:
                kept = Progress(kept)
            except ProgressError as problem:
                kept, trouble = Progress.in_memory(), f"Progress is not kept. {problem}"
        session = Session(exercises, kept, name)
        if trouble:
            session.message, session.level = trouble, "error"
        self._bridge = Bridge(by_hand=True)
        unread = progress if trouble and not isinstance(progress, Progress) else None
        bridge = self._bridge
        self.controller = PracticeController(
            session, unread, bridge.download, lambda code: bridge.copy(code, self._copied)
        )
        self._store = PracticeStore(self.controller)
        self.explorer: Workbench | None = None
        self._set_up: int | None = None
        self._said_on_bench = ""
        super().__init__(exercise=session.exercise.name)
        with report_errors(self._report_fault):
            self._build()
        self.controller.on_view_state(self._show)
        self._kept = PracticeSession(session, self.controller, self._bridge)
        self.mirror(self._trait_state, {"exercise": ChooseExercise}, self._store.send)
        self._show(self._store.view_state)

    def __repr__(self) -> str:
        state = self._store.view_state
        return f"<Practice: {exercise_html.solved_summary(state.exercises, state.done)}, at {state.exercise.name!r}>"

    def _preview(self, *, quick: bool = False) -> dict[str, str]:
        design = self._store.view_state.exercise.design
        return static_preview(blank_picture(design), repr(self), quick=quick) if design else {}

    def close(self) -> None:
        """Close the exercises and the workbench in them."""
        if hasattr(self, "_lesson"):  # one that was refused is closed too, when it is forgotten
            if self.explorer is not None:
                self.explorer.close()
            self.board.close()
            self.drawers.close()
            for child in self.children:
                close_all(child)
        super().close()

    def _build(self) -> None:
        store, bridge = self._store, self._bridge
        bridge.on_action(self._act)
        bridge.on_downloaded(self._downloaded)
        bridge.on_board(self._fill_board)
        bridge.observe(reporting_errors(lambda change: self._set_dark(change["new"])), "dark")
        lesson = self.lesson = LessonPanel(store)
        self.prediction = PredictionPanel()
        self.buttons = lesson.buttons
        self._more = more = MoreExercisesPanel(store)
        self.buttons["Another one"] = more.another
        self.board = BoardDrawer(bridge, lambda said, level: store.send(ShowStatus(said, level)))
        panels: dict[str, Panel] = {
            "All exercises": ContentsPanel(),
            "More exercises": more,
            "My progress": ProgressPanel(),
            "Board": self.board,
        }
        self.drawers = Drawers(panels)
        self._drawer_buttons = html(kind="xts-buttons")
        turns = (self.buttons["Previous"], self.buttons["Next"], more.another)
        bar = row(lesson.heading, *turns, self._drawer_buttons, kind="xts-bar")
        task = column(lesson.text, lesson.tools, kind="xts-lesson-task")
        self._side = column(bridge, lesson.after_lock, lesson.said, kind="xts-lesson-side")
        text = create(w.Box, [task, self._side], classes=["xts-lesson"])
        self._lesson = [bar, lesson.strip, self.drawers.widget, text, self.prediction.widget]
        for kind in (ROOT_CLASS, "xts-explorer", "xts-practice"):
            self.add_class(kind)

    def _set_dark(self, dark: bool) -> None:
        self._store.send(SetDark(dark))
        if self.explorer is not None:
            self.explorer.set_dark(dark)

    def _act(self, words: Any) -> None:
        if intent := practice_intent_of(words, self._store.view_state):
            self._store.send(intent)
        elif self.explorer is None or not self.explorer.act(words):
            unknown = "That button asked for something the exercises do not know"
            self._store.send(ShowStatus(unknown, "error"))

    def _downloaded(self, name: str, failed: str) -> None:
        if failed:
            self._store.send(ShowStatus(f"{name} could not be downloaded: {failed}", "error"))
        else:
            self._store.send(ShowStatus(f"Downloaded {name}"))

    def _copied(self, done: bool) -> None:
        if done:
            self._store.send(ShowStatus("Copied the code. Paste it into the chat."))
        else:
            refused = "The browser did not let the code be copied; select it and copy it yourself"
            self._store.send(ShowStatus(refused, "warning"))

    def _refused(self, why: str) -> None:
        self._store.send(ShowStatus(why, "error"))

    def _fill_board(self) -> None:
        """The page is the trainer's: it shows the board, which fills by itself where learners use this server."""
        self._store.send(ShowDrawer("Board"))
        self.board.fill_by_itself()

    def _trait_state(self) -> dict[str, Any]:
        return {"exercise": self._store.view_state.exercise.name}

    def _show(self, view_state: PracticeState) -> None:
        """Bring everything on the screen to a state."""
        message, level = view_state.message, view_state.level
        try:
            self._update(view_state)
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
            _log.exception("an exercise could not be shown")
            message, level = self.controller.fault.format(problem), "error"
        self._bridge.set_status(message, level)
        self.follow()

    def _update(self, view_state: PracticeState) -> None:
        self.drawers.show(view_state.drawer)
        self._drawer_buttons.value = join_markup(drawer_buttons(DRAWERS, view_state.drawer))
        opened = [panel for _, panel in self.drawers.open]
        for panel in (self.lesson, self.prediction, self._more, *opened):
            panel.update(view_state)
        quiet = self._side.add_class if view_state.is_said_twice else self._side.remove_class
        quiet("xts-said-twice")
        if view_state.set_up != self._set_up:
            self._set_up = view_state.set_up
            self._begin(view_state)

    def _begin(self, view_state: PracticeState) -> None:
        """A new workbench for each design to build, so that no undo leads into another exercise."""
        before, self.explorer = self.explorer, None
        exercise, design = view_state.exercise, view_state.design
        if isinstance(exercise, Build) and design is not None:
            room = before.controller.view_state.room if before else FIRST_ROOM
            worked = partial(self._worked, exercise.name)
            self.explorer = Workbench(exercise, design, self._bridge, worked, room)
            self._said_on_bench = self.explorer.controller.view_state.message
        else:
            self._bridge.on_refused(self._refused)  # a workbench takes it while it is there
        below = [] if self.explorer is None else [self.explorer.widget]
        self.children = [*self._lesson, *below]
        if before is not None:
            before.close()

    def _worked(self, name: str, on_bench: ViewState) -> None:
        """Something changed on the workbench: the design, or what is said about it."""
        state = self._store.view_state
        if on_bench.design is not state.design:
            self._store.send(EditDesign(name, on_bench.design, on_bench.message, on_bench.level))
        elif on_bench.message != self._said_on_bench:
            self._store.send(ShowStatus(on_bench.message, on_bench.level))
        self._said_on_bench = on_bench.message
