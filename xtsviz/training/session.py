"""One learner's session: the current exercise, ticks, designs and messages, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from xtsviz.errors import ExerciseError, XtsvizError, quoted
from xtsviz.model.design import Design
from xtsviz.training.author_code import author_errors
from xtsviz.training.course import catalog
from xtsviz.training.exercise import Build, Exercise, Predict, Verdict, exercise_tuple, find_exercise
from xtsviz.training.live_board import Learner
from xtsviz.training.prediction import MAX_TRIES, Prediction
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
        learner: gives predictions that are locked in their codes.
        prediction: what is ticked, and whether it is locked in.
        verdict: the verdict of the last check; None before a check, and after the solution changed.
        hints: number of hints that are shown.
        revealed: the solution is shown.
        message, level: the last message for a status line.
        tells_verdict: whether the message is about the last check or the solution, which are told at length elsewhere.

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
        self.learner = Learner()
        for begun in filter(generated_name, self.progress.names[-_MAX_BROUGHT_BACK:]):
            self._add_generated(begun)
        self._predictions: dict[str, Prediction] = {}
        self._designs: dict[str, Design] = {}
        self.verdict: Verdict | None = None
        self.message = ""
        self.level: Literal["info", "warning", "error"] = "info"
        self.tells_verdict = False
        unsolved = [one.name for one in self.exercises if not self.progress[one.name].solved]
        self.choose(next(iter(unsolved), self.exercises[0].name) if name is None or name == "" else name)

    @property
    def position(self) -> int:
        """The position of the current exercise, 1-based."""
        return self.exercises.index(self.exercise) + 1

    @property
    def prediction(self) -> Prediction:
        """What the learner predicts in the current exercise."""
        return self._predictions.get(self.exercise.name, Prediction())

    @property
    def ticked(self) -> frozenset[Cell]:
        """The ticked cells."""
        return self.prediction.ticked

    @property
    def design(self) -> Design | None:
        """The learner's design; None for a prediction that is not about one design."""
        return self._designs.get(self.exercise.name) or self.exercise.design

    @property
    def work(self) -> tuple[Mapping[str, Prediction], Mapping[str, Design]]:
        """All predictions and designs of the learner, by the names of their exercises."""
        return self._predictions, self._designs

    def go_on_with(
        self, name: str, predictions: Mapping[str, Prediction], designs: Mapping[str, Design]
    ) -> None:
        """Go on with predictions and designs of an earlier session, at an exercise.

        Raises:
            UnknownNameError: no exercise has this name.
            ExerciseError: the code of the exercise fails.
        """
        self._predictions, self._designs = dict(predictions), dict(designs)
        self.choose(name)

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
            ExerciseError: the table has no such cell, or the prediction is locked in.
        """
        exercise = self._open_prediction()
        (cell,) = exercise.question.check_cells([(row, column)])
        self._predict(self.prediction.with_tick(exercise.question, cell))

    def tick_nothing(self, row: str) -> None:
        """Say that no cell of a row is to be ticked, or take that back.

        Raises:
            ExerciseError: the table has no such row, or the prediction is locked in.
        """
        question = self._open_prediction().question
        if question.one_per_row or row not in question.rows_to_answer:
            raise ExerciseError(f"the table has no row {quoted(row)} without an answer")
        self._predict(self.prediction.with_nothing(row))

    def _open_prediction(self) -> Predict:
        if not isinstance(self.exercise, Predict):
            raise ExerciseError("this exercise has nothing to tick; edit its design")
        if self.prediction.locked:
            raise ExerciseError("the prediction is locked in; press Check, or Reset to begin again")
        if self.verdict is not None and self.verdict.right:
            raise ExerciseError("the prediction is right already; press Next, or Reset to begin again")
        return self.exercise

    def _predict(self, prediction: Prediction) -> None:
        self._predictions[self.exercise.name] = prediction
        if not prediction.shown:
            self.verdict = None

    def lock_in(self) -> bool:
        """Lock the prediction in, so that it can be judged.

        Returns:
            False if it is refused because a row has no answer; the message says which.

        Raises:
            ExerciseError: there is no prediction to lock in, or it is locked in.
        """
        exercise, prediction = self._open_prediction(), self.prediction
        if refusal := prediction.refusal(exercise.question):
            self._set_message(refusal, "warning")
            return False
        record = self.progress[exercise.name]
        informed = prediction.informed or record.solved or record.revealed
        self._predictions[exercise.name] = replace(prediction, locked=True, informed=informed)
        self.verdict = None
        self._set_message("Locked in. Press Check to see if it is right.")
        return True

    def set_design(self, design: Design) -> None:
        """Take over a design that the learner changed."""
        self._designs[self.exercise.name] = design
        self.verdict = None

    def check(self) -> Verdict | None:
        """Judge the design, or the prediction that is locked in, and record the attempt.

        After the second wrong prediction the truth is shown.

        Returns:
            None if there is no locked prediction; the message says so.
        """
        exercise = self.exercise
        if isinstance(exercise, Predict) and not self.prediction.locked:
            self._set_message("Lock your prediction in first.", "warning")
            return None
        solution = self.ticked if isinstance(exercise, Predict) else self.design
        with author_errors():
            verdict = exercise.judge(solution)
        self.verdict = verdict
        recorded = not self.revealed and not self.prediction.shown
        seen = not recorded or self.progress[exercise.name].revealed
        if isinstance(exercise, Predict):
            self._take_verdict(verdict)
        self._set_message(self._verdict_message(verdict, seen), tells_verdict=True)
        if recorded:
            self._save(lambda: self.progress.record_attempt(exercise.name, right=verdict.right))
            if self.prediction.shown and not verdict.right:
                self._save(lambda: self.progress.record_reveal(exercise.name))
        return verdict

    def _take_verdict(self, verdict: Verdict) -> None:
        """Open the prediction again; a right one and the second wrong one tell the truth."""
        before = self.prediction
        tries = before.tries + 1
        told = verdict.right or tries >= MAX_TRIES
        self._predictions[self.exercise.name] = replace(
            before,
            locked=False,
            tries=tries,
            refuted=before.refuted if verdict.right else before.ticked,
            informed=before.informed or told,
            shown=before.shown or (told and not verdict.right),
        )

    def _verdict_message(self, verdict: Verdict, seen: bool) -> str:
        exercise = self.exercise
        if verdict.right and not seen:
            return f"Right. {exercise.lesson}".strip()
        if verdict.right:
            return "Right, as it was shown. Press Reset to solve it yourself: then it counts."
        if isinstance(exercise, Build):
            return f"Not yet: {number(len(verdict.mistakes), 'mistake')}. {verdict.mistakes[0]}"
        prediction = self.prediction
        rows = number(prediction.wrong_rows(verdict.wrong_cells), "row is", "rows are")
        if prediction.shown:
            return f"Not right: {rows} not as you predicted. Now you see what is true."
        return f"Not yet: {rows} not right. Think again, change it, and lock in once more."

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
            question = exercise.question
            rows = frozenset(question.rows_to_answer) - {row for row, _ in question.answer}
            self._predictions[exercise.name] = Prediction(
                ticked=question.answer, nothing=rows, tries=self.prediction.tries, informed=True, shown=True
            )
        self.revealed = True
        self._set_message(f"The solution is shown. {exercise.lesson}".strip(), tells_verdict=True)
        self._save(lambda: self.progress.record_reveal(exercise.name))

    def restart(self) -> None:
        """Start the exercise again."""
        self.learner.begin_again(self.exercise)
        informed = self.prediction.informed
        self._predictions[self.exercise.name] = Prediction(informed=informed)
        self._designs.pop(self.exercise.name, None)
        self._reset_feedback()
        self._set_message(f"{self.exercise.title}: from the beginning")
        self._save(lambda: self.progress.restart(self.exercise.name))

    def start_over(self) -> None:
        """Forget all progress; an old file gets another name."""
        old_file = self.progress.reset()
        self._predictions, self._designs = {}, {}
        self.choose(self.exercises[0].name)
        suffix = f"; the earlier progress is in {old_file.name}" if old_file else ""
        self._set_message(f"All exercises from the beginning{suffix}")

    def _reset_feedback(self) -> None:
        self.verdict = None
        self.hints = 0
        self.revealed = False

    def _set_message(
        self,
        message: str,
        level: Literal["info", "warning", "error"] = "info",
        *,
        tells_verdict: bool = False,
    ) -> None:
        self.message, self.level, self.tells_verdict = message, level, tells_verdict

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
