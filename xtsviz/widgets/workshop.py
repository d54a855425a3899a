"""Exercises on the screen: a list with progress, the task, and what to work on: an explorer, or a table to tick."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import ipywidgets as w
import traitlets

from xtsviz.errors import ExerciseError, ProgressError, UnknownNameError
from xtsviz.io.autosave.places import Host
from xtsviz.training import exercise_html
from xtsviz.training.exercise import Build, Exercise
from xtsviz.training.progress import FILE, Progress
from xtsviz.training.session import Session
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.widgets.actions import practice_intent_of
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.common_intents import SetDark, ShowDrawer, ShowStatus
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.panels.lesson import LessonPanel
from xtsviz.widgets.panels.more_exercises import MoreExercisesPanel
from xtsviz.widgets.panels.prediction import PredictionPanel
from xtsviz.widgets.panels.progress import ContentsPanel, ProgressPanel
from xtsviz.widgets.parts import Drawers, Panel, close_all, row
from xtsviz.widgets.practice_handlers import PracticeController
from xtsviz.widgets.practice_intents import ChooseExercise, EditDesign
from xtsviz.widgets.practice_state import PracticeState
from xtsviz.widgets.practice_store import PracticeStore
from xtsviz.widgets.root import RootWidget

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
        explorer: the explorer of a *build it* exercise; None of a prediction.
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
        self._bridge = Bridge()
        unread = progress if trouble and not isinstance(progress, Progress) else None
        self.controller = PracticeController(session, unread, self._bridge.download)
        self._store = PracticeStore(self.controller)
        self.explorer: Explorer | None = None
        self._set_up: int | None = None
        super().__init__(exercise=session.exercise.name)
        with report_errors(self._report_fault):
            self._build()
        self.controller.on_view_state(self._show)
        self.mirror(self._trait_state, {"exercise": ChooseExercise}, self._store.send)
        self._show(self._store.view_state)

    def __repr__(self) -> str:
        state = self._store.view_state
        return f"<Practice: {exercise_html.solved_summary(state.exercises, state.done)}, at {state.exercise.name!r}>"

    def _preview(self, *, quick: bool = False) -> dict[str, str]:
        design = self._store.view_state.exercise.design
        return static_preview(blank_picture(design), repr(self), quick=quick) if design else {}

    def close(self) -> None:
        """Close the exercises and the explorer in them."""
        if hasattr(self, "_lesson"):  # one that was refused is closed too, when it is forgotten
            if self.explorer is not None:
                self.explorer.close()
            self.drawers.close()
            close_all(self._lesson)
        super().close()

    def _build(self) -> None:
        store, send, bridge = self._store, self._store.send, self._bridge
        bridge.on_action(self._act)
        bridge.on_downloaded(self._downloaded)
        bridge.observe(reporting_errors(lambda change: send(SetDark(change["new"]))), "dark")
        lesson = self.lesson = LessonPanel(store)
        self.prediction = PredictionPanel()
        self.buttons = lesson.buttons
        self._front = Panel()
        self._more = more = MoreExercisesPanel(store)
        self.buttons["Another one"] = more.another
        self.drawers = Drawers(
            {"All exercises": ContentsPanel(), "More exercises": more, "My progress": ProgressPanel()},
            self._drawer_changed,
        )
        switches = (more.another, *self.drawers.switches)
        bar = row(lesson.heading, self.buttons["Previous"], self.buttons["Next"], *switches)
        bar.add_class("xts-bar")
        self._lesson = w.VBox(
            [
                *(bar, lesson.strip, self.drawers.widget, lesson.text, lesson.tools),
                *(bridge, lesson.said, self.prediction.widget),
            ]
        )
        # Not around the explorer, which is a root of its own with keys of its own.
        for kind in (ROOT_CLASS, "xts-explorer"):
            self._lesson.add_class(kind)
        self.add_class("xts-practice")

    def _act(self, words: Any) -> None:
        unknown = ShowStatus("That button asked for something the exercises do not know", "error")
        self._store.send(practice_intent_of(words) or unknown)

    def _downloaded(self, name: str, failed: str) -> None:
        if failed:
            self._store.send(ShowStatus(f"{name} could not be downloaded: {failed}", "error"))
        else:
            self._store.send(ShowStatus(f"Downloaded {name}"))

    def _drawer_changed(self) -> None:
        if not self._front.is_quiet:
            self._store.send(ShowDrawer(next((name for name, _ in self.drawers.open), None)))

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
        with self._front.suppress_events():
            self.drawers.show(view_state.drawer)
        opened = [panel for _, panel in self.drawers.open]
        for panel in (self.lesson, self.prediction, self._more, *opened):
            panel.update(view_state)
        if view_state.set_up != self._set_up:
            self._set_up = view_state.set_up
            self._begin(view_state)

    def _begin(self, view_state: PracticeState) -> None:
        """A new explorer for each design to build, so that no undo leads into another exercise."""
        before, self.explorer = self.explorer, None
        name = view_state.exercise.name
        if isinstance(view_state.exercise, Build):
            self.explorer = Explorer(view_state.design, host=Host(Path(), fixed="off"))
            self.explorer.overlay = "people"
            self.explorer.observe(lambda change: self._store.send(EditDesign(name, change["new"])), "design")
        self.children = [self._lesson] if self.explorer is None else [self._lesson, self.explorer]
        if before is not None:
            before.close()
