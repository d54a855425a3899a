"""Exercises on the screen: a list with progress, the task, and what to work on: an explorer, or a table to tick."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import ipywidgets as w
import traitlets
from markupsafe import Markup

from xtsviz.errors import ExerciseError, ProgressError, UnknownNameError, XtsvizError
from xtsviz.flow import user_flow
from xtsviz.training import exercise_html
from xtsviz.training.author_code import author_problem
from xtsviz.training.exercise import Build, Exercise, Predict
from xtsviz.training.progress import FILE, Progress
from xtsviz.training.session import Session
from xtsviz.view.export import svg
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import button, fragment
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.error_reports import report_errors
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.parts import Drawers, Panel, close_all, html, row, text_button
from xtsviz.widgets.traits import Refusing

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


class Practice(Refusing, w.VBox):
    """A widget that takes a learner through exercises.

    A progress file that cannot be read is left as it is: the exercises work without it, and the status line says so.

    Attributes:
        exercise: the name of the exercise on the screen; may be set, and observed.
        explorer: the explorer of a *build it* exercise; None of a prediction.
    """

    takes: ClassVar = {"exercise": "the name of an exercise"}
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
        self._session = Session(exercises, kept, name)
        # Where the file is no progress, starting over sets it aside and begins a new one.
        self._unread = progress if trouble and not isinstance(progress, Progress) else None
        if trouble:
            self._session.message, self._session.level = trouble, "error"
        self.explorer: Explorer | None = None
        self._shown = ""
        super().__init__(exercise=self._session.exercise.name)
        with report_errors(lambda message, level: self._bridge.set_status(message, level)):
            self._build()
        self.observe(lambda change: self._do(lambda: self._choose(change["new"])), "exercise")
        self._show()

    def __repr__(self) -> str:
        session = self._session
        done = exercise_html.solved_summary(session.exercises, session.progress)
        return f"<Practice: {done}, at {session.exercise.name!r}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget; and for where there is none, the exercise's picture and the same in words."""
        data = super()._repr_mimebundle_(**kwargs)
        try:
            design = self._session.exercise.design
            return data and (data | static_preview(blank_picture(design), repr(self)) if design else data)
        except Exception:  # noqa: BLE001 - the widget is shown all the same
            _log.exception("the exercise's display data lacks its picture")
            return data

    def close(self) -> None:
        """Close the exercises and the explorer in them."""
        if hasattr(self, "_lesson"):  # one that was refused is closed too, when it is forgotten
            if self.explorer is not None:
                self.explorer.close()
            self._drawers.close()
            close_all(self._lesson)
        super().close()

    def _build(self) -> None:
        actions = Actions()
        actions.on("exercise", 1, self._choose)
        actions.on("tick", 2, self._session.tick)
        actions.on("start-over", 0, self._start_over)
        actions.on("copy-progress", 0, self._download)
        self._bridge = Bridge()
        self._bridge.on_action(lambda words: self._do(lambda: actions.take(words)))
        self._bridge.on_downloaded(self._downloaded)
        self._bridge.observe(lambda _change: self._draw(), "dark")
        self._heading, self._strip, self._text, self._said = html(), html(), html(), html()
        self._sheet, self._picture = html(), html(kind="xts-drawn")
        self._table = w.Box([self._sheet, self._picture])
        self._table.add_class("xts-predict")
        do = self._session
        self.buttons = {
            "Check": text_button("Check", self._to(do.check), kind="primary"),
            "Hint": text_button("Hint", self._to(do.hint), hint="One more hint"),
            "Reveal": text_button("Reveal", self._to(do.reveal, anew=True), hint="Show the solution"),
            "Reset": text_button("Reset", self._to(do.restart, anew=True), hint="Start this exercise again"),
            "Previous": text_button("Previous", self._to(lambda: do.step(-1)), hint="The exercise before"),
            "Next": text_button("Next", self._to(lambda: do.step(1)), hint="The next exercise"),
        }
        self._drawers = Drawers(
            {"All exercises": _Contents(), "My progress": _Kept()}, lambda: self._update_drawers()
        )
        bar = row(self._heading, self.buttons["Previous"], self.buttons["Next"], *self._drawers.switches)
        bar.add_class("xts-bar")
        tools = row(*(self.buttons[name] for name in ("Check", "Hint", "Reveal", "Reset")))
        self._lesson = w.VBox(
            [bar, self._strip, self._drawers.widget, self._text, tools, self._bridge, self._said, self._table]
        )
        # Not around the explorer, which is a root of its own with keys of its own.
        for kind in (ROOT_CLASS, "xts-explorer"):
            self._lesson.add_class(kind)
        self.add_class("xts-practice")

    def _to(self, do: Callable[[], Any], anew: bool = False) -> Callable[[], None]:
        def pressed() -> None:
            if anew:
                self._shown = ""
            self._do(do)

        return pressed

    def _do(self, do: Callable[[], Any]) -> None:
        """Let a person do something, and show what came of it; what is refused changes only the status line."""
        try:
            do()
        except XtsvizError as problem:
            self._bridge.set_status(str(problem), "error")
            return
        except Exception as problem:  # noqa: BLE001 - an exercise's own code must not look like a dead button
            _log.exception("an exercise failed")
            self._bridge.set_status(
                f"The exercise failed: {author_problem(problem, remedy='Go on with another one')}", "error"
            )
            return
        self._show()

    def _choose(self, name: str) -> None:
        if name != self._session.exercise.name:
            self._session.choose(name)
            self._drawers.show(None)

    def _download(self) -> None:
        content = self._session.progress.text().encode("utf-8")
        self._bridge.download(FILE, "application/json", content)

    def _downloaded(self, name: str, failed: str) -> None:
        if failed:
            self._bridge.set_status(f"{name} could not be downloaded: {failed}", "error")
        else:
            self._bridge.set_status(f"Downloaded {name}")

    def _start_over(self) -> None:
        if self._unread is not None:
            self._session.progress, self._unread = Progress.start_over(self._unread), None
        self._session.start_over()
        self._shown = ""

    def _show(self) -> None:
        session = self._session
        exercise, progress = session.exercise, session.progress
        self._heading.value = fragment(
            '<h1 class="xts-name">Workshop <span class="xts-muted">{}</span></h1>',
            exercise_html.solved_summary(session.exercises, progress),
        )
        self._strip.value = exercise_html.exercise_strip(session.exercises, progress, exercise.name)
        self._text.value = exercise_html.exercise_text(exercise, session.position)
        self._said.value = exercise_html.feedback(exercise, session.verdict, session.hints, session.revealed)
        if isinstance(exercise, Predict):
            # What is shown at last is the answer, and none of it wrong.
            judged = None if session.revealed else session.verdict
            self._sheet.value = exercise_html.tickable_table(exercise.question, session.ticked, judged)
        self._table.layout.display = None if isinstance(exercise, Predict) else "none"
        if self._shown != exercise.name:
            self._shown = exercise.name
            self._set_up(exercise)
        self._draw()
        self._update_drawers()
        self._bridge.set_status(session.message, session.level)
        self.exercise = exercise.name

    def _set_up(self, exercise: Exercise) -> None:
        """A new explorer for each design to build, so that no undo leads into another exercise."""
        before, self.explorer = self.explorer, None
        if isinstance(exercise, Build):
            self.explorer = Explorer(self._session.design)
            self.explorer.overlay = "people"
            self.explorer.observe(lambda change: self._edited(exercise, change["new"]), "design")
        self.children = [self._lesson] if self.explorer is None else [self._lesson, self.explorer]
        if before is not None:
            before.close()

    def _edited(self, exercise: Exercise, design: Any) -> None:
        if exercise is self._session.exercise and not self._session.revealed:
            self._session.set_design(design)
            self._said.value = exercise_html.feedback(exercise, None, self._session.hints, False)

    def _draw(self) -> None:
        """The picture of a prediction: without its answer, until it is found or shown."""
        session, exercise = self._session, self._session.exercise
        if not isinstance(exercise, Predict):
            return
        found = session.revealed or (session.verdict is not None and session.verdict.right)
        picture = _picture(exercise, found)
        self._picture.value = svg.render(picture, dark=self._bridge.dark) if picture else Markup()
        self._picture.layout.display = None if picture else "none"

    def _update_drawers(self) -> None:
        for _name, panel in self._drawers.open:
            panel.update(self._session)


def _picture(exercise: Predict, found: bool) -> Picture | None:
    design = exercise.design
    if design is None:
        return None
    return resolve(design, user_flow(design), overlay="people") if found else blank_picture(design)


class _Contents(Panel):
    """All exercises by topic."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, session: Session) -> None:
        self.widget.value = exercise_html.exercise_list(session.exercises, session.progress)


class _Kept(Panel):
    """What was done so far: where it is kept, a copy to take away, and the way to start over."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, session: Session) -> None:
        progress = session.progress
        where = f"Kept in {progress.path}" if progress.path else "Kept in memory only, until the kernel ends"
        self.widget.value = fragment(
            '<p>{}. {}.</p><p>{} <span class="xts-muted">a JSON file that xts.practice(progress=…) '
            'goes on from</span></p><p>{} <span class="xts-muted">forgets everything; an old file is '
            "set aside under another name</span></p>",
            exercise_html.solved_summary(session.exercises, progress),
            where,
            button("Download a copy", ["copy-progress"]),
            button("Start over", ["start-over"]),
        )
