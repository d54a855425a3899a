"""One learner at work: which exercise, which ticks, what was said. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from xtsviz.errors import ExerciseError, XtsvizError, quoted
from xtsviz.model.design import Design
from xtsviz.training.course import catalog
from xtsviz.training.exercise import Build, Exercise, Predict, Verdict, listed, one_of
from xtsviz.training.foreign import running
from xtsviz.training.progress import Progress
from xtsviz.training.question import Tick
from xtsviz.view.words import number


class Session:
    """Takes a learner through exercises.

    Args:
        exercises: those of the package, if left out.
        progress: where it is kept.
        name: of the exercise to begin with; the first that is not solved, if left out.

    Attributes:
        exercise: the one at hand.
        ticked: the cells that are ticked, of a prediction.
        verdict: of the last check since the solution changed; None if there was none.
        hints: how many are shown.
        revealed: the solution is shown.
        message, level: what happened last, for a status line.

    Raises:
        UnknownNameError: no exercise has this name.
        ExerciseError: no exercises, or two of one name.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise] | None = None,
        progress: Progress | None = None,
        name: str | None = None,
    ) -> None:
        self.exercises: tuple[Exercise, ...] = catalog if exercises is None else listed(exercises)
        self._check_exercises()
        self.progress = progress or Progress.in_memory()
        self._ticks: dict[str, frozenset[Tick]] = {}
        self._designs: dict[str, Design] = {}
        self.verdict: Verdict | None = None
        self.message = ""
        self.level: Literal["info", "warning", "error"] = "info"
        open_ones = [one.name for one in self.exercises if not self.progress[one.name].solved]
        self.choose(next(iter(open_ones), self.exercises[0].name) if name is None or name == "" else name)

    @property
    def place(self) -> int:
        """The place of the exercise at hand, from 1 on."""
        return self.exercises.index(self.exercise) + 1

    @property
    def ticked(self) -> frozenset[Tick]:
        """The cells that are ticked."""
        return self._ticks.get(self.exercise.name, frozenset())

    @property
    def design(self) -> Design | None:
        """The design as the learner left it; None of a prediction that is about no single one."""
        return self._designs.get(self.exercise.name) or self.exercise.design

    def choose(self, name: str) -> None:
        """Go to an exercise, with what was left there.

        Raises:
            UnknownNameError: there is none of this name.
            ExerciseError: it cannot be begun.
        """
        exercise = one_of(self.exercises, name)
        # A broken one is refused before anything changes.
        if isinstance(exercise, Build):
            _ = exercise.design
        elif isinstance(exercise, Predict):
            _ = exercise.question
        self.exercise = exercise
        self._fresh()
        self._say(f"Exercise {self.place} of {len(self.exercises)}: {self.exercise.title}")

    def step(self, by: int) -> None:
        """Go so many exercises on, round at the ends."""
        self.choose(self.exercises[(self.place - 1 + by) % len(self.exercises)].name)

    def tick(self, row: str, column: str) -> None:
        """Tick a cell, or take its tick away.

        Raises:
            ExerciseError: there is no such cell.
        """
        if not isinstance(self.exercise, Predict):
            raise ExerciseError("this exercise has nothing to tick; edit its design")
        (cell,) = self.exercise.question.checked([(row, column)])
        self._ticks[self.exercise.name] = self.ticked ^ {cell}
        self.verdict = None

    def edited(self, design: Design) -> None:
        """The learner changed the design."""
        self._designs[self.exercise.name] = design
        self.verdict = None

    def check(self) -> Verdict:
        """Judge what is there, and note the attempt."""
        exercise = self.exercise
        solution = self.ticked if isinstance(exercise, Predict) else self.design
        with running():
            verdict = exercise.judge(solution)
        self.verdict = verdict
        if verdict.right:
            self._say(f"Right. {exercise.lesson}".strip())
        else:
            wrong = number(len(verdict.mistakes), "thing")
            self._say(f"Not yet: {wrong} to mend. {verdict.mistakes[0]}")
        if not self.revealed:
            self._note(lambda: self.progress.checked(exercise.name, right=verdict.right))
        return verdict

    def hint(self) -> None:
        """Show one more hint."""
        hints = self.exercise.hints
        if self.hints >= len(hints):
            self._say(
                "There are no more hints. Reveal shows the solution." if hints else "There are no hints here."
            )
            return
        self.hints += 1
        self._say(f"Hint {self.hints} of {len(hints)}: {hints[self.hints - 1]}")
        self._note(lambda: self.progress.hinted(self.exercise.name, self.hints))

    def reveal(self) -> None:
        """Show the solution: of a prediction as ticks, after saying what was wrong with those that were there."""
        exercise = self.exercise
        if isinstance(exercise, Build):
            self._designs[exercise.name] = exercise.solved
            self.verdict = None
        elif isinstance(exercise, Predict):
            self.verdict = exercise.judge(self.ticked) if self.ticked else None
            self._ticks[exercise.name] = exercise.question.answer
        self.revealed = True
        self._say(f"The solution is shown. {exercise.lesson}".strip())
        self._note(lambda: self.progress.revealed(exercise.name))

    def again(self) -> None:
        """Begin the exercise anew."""
        self._ticks.pop(self.exercise.name, None)
        self._designs.pop(self.exercise.name, None)
        self._fresh()
        self._say(f"{self.exercise.title}: from the beginning")
        self._note(lambda: self.progress.again(self.exercise.name))

    def start_over(self) -> None:
        """Forget all progress; an old file is set aside."""
        aside = self.progress.reset()
        self._ticks, self._designs = {}, {}
        self.choose(self.exercises[0].name)
        kept = f"; what was there before is in {aside.name}" if aside else ""
        self._say(f"All exercises from the beginning{kept}")

    def _fresh(self) -> None:
        self.verdict = None
        self.hints = 0
        self.revealed = False

    def _say(self, message: str, level: Literal["info", "warning", "error"] = "info") -> None:
        self.message, self.level = message, level

    def _note(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except XtsvizError as problem:
            self._say(f"{self.message} This is not kept: {problem}", "warning")

    def _check_exercises(self) -> None:
        if not self.exercises:
            raise ExerciseError("exercises: a list of exercises is needed, as in xts.training.catalog")
        names = [exercise.name for exercise in self.exercises]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ExerciseError(
                f"exercises: two are named {quoted(twice)}; progress could not tell them apart"
            )
