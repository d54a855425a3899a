"""One learner's session: the current exercise, ticks, designs and messages, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from xtsviz.errors import ExerciseError, XtsvizError, quoted
from xtsviz.model.design import Design
from xtsviz.training.author_code import author_errors
from xtsviz.training.course import catalog
from xtsviz.training.exercise import Build, Exercise, Predict, Verdict, exercise_tuple, find_exercise
from xtsviz.training.progress import Progress
from xtsviz.training.question import Cell
from xtsviz.training.seeded.generate import SEEDS, exercise_name, generate, generated_name, topic_of
from xtsviz.view.words import number

_MAX_BROUGHT_BACK = 200
"""So many records of the progress are looked at for generated exercises, which are then in the list again."""


class Session:
    """Takes a learner through exercises.

    Args:
        exercises: by default those of the package.
        progress: the learner's progress; by default in memory.
        name: the first exercise, also a generated one, such as ``transitivity-7``; by default the first one that is
            not solved.

    Attributes:
        exercise: the current exercise.
        ticked: for a prediction, the ticked cells.
        verdict: the verdict of the last check; None before a check, and after the solution changed.
        hints: number of hints that are shown.
        revealed: the solution is shown.
        message, level: the last message for a status line.

    Raises:
        UnknownNameError: no exercise has this name.
        ExerciseError: the list is empty, or two exercises have the same name.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise] | None = None,
        progress: Progress | None = None,
        name: str | None = None,
    ) -> None:
        self.exercises: tuple[Exercise, ...] = catalog if exercises is None else exercise_tuple(exercises)
        self._check_exercises()
        self.progress = progress or Progress.in_memory()
        for begun in filter(generated_name, self.progress.names[-_MAX_BROUGHT_BACK:]):
            self._add_generated(begun)
        self._ticks: dict[str, frozenset[Cell]] = {}
        self._designs: dict[str, Design] = {}
        self.verdict: Verdict | None = None
        self.message = ""
        self.level: Literal["info", "warning", "error"] = "info"
        unsolved = [one.name for one in self.exercises if not self.progress[one.name].solved]
        self.choose(next(iter(unsolved), self.exercises[0].name) if name is None or name == "" else name)

    @property
    def position(self) -> int:
        """The position of the current exercise, 1-based."""
        return self.exercises.index(self.exercise) + 1

    @property
    def ticked(self) -> frozenset[Cell]:
        """The ticked cells."""
        return self._ticks.get(self.exercise.name, frozenset())

    @property
    def design(self) -> Design | None:
        """The learner's design; None for a prediction that is not about one design."""
        return self._designs.get(self.exercise.name) or self.exercise.design

    def choose(self, name: str) -> None:
        """Go to an exercise. Earlier ticks and edits are still there.

        Raises:
            UnknownNameError: no exercise has this name.
            ExerciseError: the code of the exercise fails.
        """
        self._add_generated(name)
        exercise = find_exercise(self.exercises, name)
        # A broken exercise raises here, before anything changes.
        if isinstance(exercise, Build):
            _ = exercise.design
        elif isinstance(exercise, Predict):
            _ = exercise.question
        self.exercise = exercise
        self._reset_feedback()
        self._set_message(f"Exercise {self.position} of {len(self.exercises)}: {self.exercise.title}")

    def another(self, topic: str = "") -> None:
        """Go to a generated exercise that the learner has not begun.

        Args:
            topic: a key of `xtsviz.training.topics`; by default that of the current exercise.

        Raises:
            UnknownNameError: there is no such topic.
            ExerciseError: the current exercise has no topic.
        """
        key = topic or topic_of(self.exercise)
        if not key:
            raise ExerciseError(
                "there are no generated exercises like this one; choose a topic in More exercises"
            )
        begun = {one.name for one in self.exercises} | {*self.progress.names}
        seeds = (seed for seed in range(1, SEEDS) if exercise_name(key, seed) not in begun)
        self.choose(generate(key, next(seeds, 0)).name)

    def _add_generated(self, name: str) -> None:
        """Add a generated exercise, after the others of its topic; does nothing for another name."""
        generated = generated_name(name)
        if generated is None or any(one.name == name for one in self.exercises):
            return
        exercise = generate(*generated)
        places = [n for n, one in enumerate(self.exercises, 1) if one.topic == exercise.topic]
        place = max(places, default=len(self.exercises))
        self.exercises = (*self.exercises[:place], exercise, *self.exercises[place:])

    def step(self, by: int) -> None:
        """Go so many exercises forward (or back). After the last comes the first."""
        self.choose(self.exercises[(self.position - 1 + by) % len(self.exercises)].name)

    def tick(self, row: str, column: str) -> None:
        """Tick a cell, or remove its tick.

        Raises:
            ExerciseError: the table has no such cell.
        """
        if not isinstance(self.exercise, Predict):
            raise ExerciseError("this exercise has nothing to tick; edit its design")
        (cell,) = self.exercise.question.check_cells([(row, column)])
        self._ticks[self.exercise.name] = self.ticked ^ {cell}
        self.verdict = None

    def set_design(self, design: Design) -> None:
        """Take over a design that the learner changed."""
        self._designs[self.exercise.name] = design
        self.verdict = None

    def check(self) -> Verdict:
        """Judge the ticks or the design, and record the attempt."""
        exercise = self.exercise
        solution = self.ticked if isinstance(exercise, Predict) else self.design
        with author_errors():
            verdict = exercise.judge(solution)
        self.verdict = verdict
        if verdict.right:
            self._set_message(f"Right. {exercise.lesson}".strip())
        else:
            mistakes = number(len(verdict.mistakes), "mistake")
            self._set_message(f"Not yet: {mistakes}. {verdict.mistakes[0]}")
        if not self.revealed:
            self._save(lambda: self.progress.record_attempt(exercise.name, right=verdict.right))
        return verdict

    def hint(self) -> None:
        """Show one more hint."""
        hints = self.exercise.hints
        if self.hints >= len(hints):
            self._set_message(
                "There are no more hints. Reveal shows the solution." if hints else "There are no hints here."
            )
            return
        self.hints += 1
        self._set_message(f"Hint {self.hints} of {len(hints)}: {hints[self.hints - 1]}")
        self._save(lambda: self.progress.record_hints(self.exercise.name, self.hints))

    def reveal(self) -> None:
        """Show the solution. For a prediction, the verdict still tells what was wrong with the learner's ticks."""
        exercise = self.exercise
        if isinstance(exercise, Build):
            self._designs[exercise.name] = exercise.solved_design
            self.verdict = None
        elif isinstance(exercise, Predict):
            self.verdict = exercise.judge(self.ticked) if self.ticked else None
            self._ticks[exercise.name] = exercise.question.answer
        self.revealed = True
        self._set_message(f"The solution is shown. {exercise.lesson}".strip())
        self._save(lambda: self.progress.record_reveal(exercise.name))

    def restart(self) -> None:
        """Start the exercise again."""
        self._ticks.pop(self.exercise.name, None)
        self._designs.pop(self.exercise.name, None)
        self._reset_feedback()
        self._set_message(f"{self.exercise.title}: from the beginning")
        self._save(lambda: self.progress.restart(self.exercise.name))

    def start_over(self) -> None:
        """Forget all progress; an old file gets another name."""
        old_file = self.progress.reset()
        self._ticks, self._designs = {}, {}
        self.choose(self.exercises[0].name)
        suffix = f"; the earlier progress is in {old_file.name}" if old_file else ""
        self._set_message(f"All exercises from the beginning{suffix}")

    def _reset_feedback(self) -> None:
        self.verdict = None
        self.hints = 0
        self.revealed = False

    def _set_message(self, message: str, level: Literal["info", "warning", "error"] = "info") -> None:
        self.message, self.level = message, level

    def _save(self, save: Callable[[], None]) -> None:
        try:
            save()
        except XtsvizError as problem:
            self._set_message(f"{self.message} This is not saved: {problem}", "warning")

    def _check_exercises(self) -> None:
        if not self.exercises:
            raise ExerciseError("exercises: a list of exercises is needed, as in xts.training.catalog")
        names = [exercise.name for exercise in self.exercises]
        if repeated := next((name for name in names if names.count(name) > 1), None):
            raise ExerciseError(
                f"exercises: two have the name {quoted(repeated)}; every exercise needs its own name"
            )
