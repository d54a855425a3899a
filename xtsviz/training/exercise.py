"""Exercises: a story, a task, hints in steps, and a checker that explains mistakes.

There are two kinds. *Build it*: the learner edits a design until its goals hold. *Predict, then reveal*: the learner
ticks cells of a table, and every wrong tick is answered with the reason. Both are judged through `user_flow`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeAlias

from xtsviz.errors import ExerciseError, Problem, UnknownNameError, did_you_mean, quoted
from xtsviz.model.design import Design
from xtsviz.training.attempt import Attempt
from xtsviz.training.author_code import author_errors, is_text, value_text
from xtsviz.training.question import Cell, Question
from xtsviz.training.typical import Generated, TypicalMistake

Goal: TypeAlias = Callable[[Attempt], str]
"""A function that looks at an attempt and returns a sentence about the mistake, or an empty text."""
Kind: TypeAlias = Literal["build", "predict"]

_REQUIRED_TEXTS = ("name", "title", "topic", "story", "task")
_NAME_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Verdict:
    """The checker's result for a solution.

    Attributes:
        right: True if there is no mistake.
        mistakes: one or two sentences for each mistake.
        wrong_cells: for a prediction, the cells with a wrong tick, as (row, column).
    """

    right: bool
    mistakes: tuple[str, ...] = ()
    wrong_cells: frozenset[Cell] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """The fields of both kinds. All texts are plain text: the code that shows them escapes them.

    Attributes:
        name: the name in code and in the progress file: lower-case letters, digits and hyphens.
        title: the title in the list.
        topic: its heading in the list.
        story: the situation.
        task: what to do.
        hints: the learner sees one after the other; each one helps more than the one before.
        lesson: what to remember; the learner sees it after solving or revealing the exercise.
        source: the document behind the exercise; may be empty.
        generated: topic and seed of a generated exercise; None for one that somebody wrote.
    """

    kind: ClassVar[Kind]

    name: str
    title: str
    topic: str
    story: str
    task: str
    hints: Sequence[str] = ()
    lesson: str = ""
    source: str = ""
    generated: Generated | None = None

    def __post_init__(self) -> None:
        if problems := list(self._problems()):
            name: Any = self.name
            label = quoted(name) if isinstance(name, str) and name else "without a name"
            raise ExerciseError(problems, where=f"exercise {label}")

    def _problems(self) -> Iterator[Problem]:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.type == "str" and not isinstance(value, str):
                yield Problem(field.name, f"a text is needed, not {type(value).__name__}")
            elif field.type == "str" and not is_text(value):
                yield Problem(
                    field.name, f"{quoted(value)} has a character that files cannot have; take it out"
                )
            elif field.name in _REQUIRED_TEXTS and not value.strip():
                yield Problem(field.name, "must not be empty")
        name: Any = self.name
        if isinstance(name, str) and name.strip() and not _NAME_PATTERN.fullmatch(name):
            yield Problem("name", 'lower-case letters, digits and hyphens only, such as "first-arrow"')
        yield from _list_problems(self, "hints", lambda hint: is_text(hint) and hint.strip(), "a text")

    @abstractmethod
    def judge(self, solution: Any) -> Verdict:
        """The verdict on a learner's solution."""

    @property
    @abstractmethod
    def design(self) -> Design | None:
        """The design that the learner edits or predicts; None if the question is not about one design."""


@dataclass(frozen=True, kw_only=True)
class Build(Exercise):
    """*Build it*: edit the starting design until every goal holds.

    Attributes:
        start: a function that returns the starting design.
        goals: checked in order; the learner reads about all that are not met. `xtsviz.training.checks` has ready ones.
        solution: a function from the starting design to one that meets all goals; for the button Reveal.
    """

    kind: ClassVar[Kind] = "build"

    start: Callable[[], Design]
    goals: Sequence[Goal]
    solution: Callable[[Design], Design]

    def _problems(self) -> Iterator[Problem]:
        yield from super()._problems()
        yield from _function_problems(self, "start", "solution")
        yield from _list_problems(self, "goals", callable, "a goal, such as xts.training.reaches(…)")
        if isinstance(self.goals, tuple) and not self.goals:
            yield Problem("goals", "at least one goal is needed, or every design would be right")

    @cached_property
    def design(self) -> Design:
        """The starting design; the same object each time.

        Raises:
            ExerciseError: `start` returns no design.
        """
        with author_errors("start"):
            return _checked_design(self.start(), "start", "end it with return design")

    @cached_property
    def solved_design(self) -> Design:
        """The starting design with the `solution` applied.

        Raises:
            ExerciseError: `solution` returns no design.
        """
        start = self.design
        with author_errors("solution"):
            return _checked_design(self.solution(start), "solution", "edits return a new one")

    @property
    def fewest_arrows(self) -> int:
        """The number of arrows in the shortest solution that is known: the author's.

        Raises:
            ExerciseError: as `solved_design` does.
        """
        return len(self.solved_design.arrows)

    def judge(self, solution: Design) -> Verdict:
        """The verdict on a design, goal by goal.

        Raises:
            ExerciseError: the solution is no design, or the code of a goal fails.
        """
        if not isinstance(solution, Design):
            raise ExerciseError(
                f"exercise {quoted(self.name)} is solved by a design, not by {type(solution).__name__}"
            )
        attempt = Attempt(solution, self.design)
        if removed := attempt.removed_parts_sentence():
            return Verdict(False, (removed,))
        mistakes = dict.fromkeys(
            filter(None, (self._mistake_of_goal(number, attempt) for number in range(len(self.goals))))
        )
        return Verdict(not mistakes, tuple(mistakes))

    def _mistake_of_goal(self, number: int, attempt: Attempt) -> str:
        with author_errors(f"goals[{number}]"):
            sentence = self.goals[number](attempt)
        if not is_text(sentence):
            raise ExerciseError(
                [
                    Problem(
                        f"goals[{number}]",
                        f"returns {value_text(sentence)}, not a sentence; an empty text says that it is met",
                    )
                ],
                where=f"exercise {quoted(self.name)}",
            )
        return sentence


@dataclass(frozen=True, kw_only=True)
class Predict(Exercise):
    """*Predict, then reveal*: tick the cells of a table before the program says which are right.

    Attributes:
        ask: a function that returns the question; `xtsviz.training.question` has ready ones.
        mistakes: the ticks of somebody with one wrong idea. Who ticks exactly these reads about the idea.
    """

    kind: ClassVar[Kind] = "predict"

    ask: Callable[[], Question]
    mistakes: Sequence[TypicalMistake] = ()

    def _problems(self) -> Iterator[Problem]:
        yield from super()._problems()
        yield from _function_problems(self, "ask")
        yield from _list_problems(
            self, "mistakes", lambda item: isinstance(item, TypicalMistake), "a TypicalMistake"
        )

    @cached_property
    def question(self) -> Question:
        """Rows, columns and the right answer; the same each time.

        Raises:
            ExerciseError: `ask` returns no question.
        """
        with author_errors("ask"):
            result: object = self.ask()
        if not isinstance(result, Question):
            raise ExerciseError(
                [
                    Problem(
                        "ask", f"returns {type(result).__name__}, not a question, such as who_appears(design)"
                    )
                ]
            )
        return result

    @property
    def design(self) -> Design | None:
        """The design that the question is about."""
        return self.question.design

    def judge(self, solution: Iterable[Cell]) -> Verdict:
        """The verdict on ticked cells, each one as (row, column).

        Raises:
            ExerciseError: the table has no such cell.
        """
        question = self.question
        ticks = question.check_cells(solution)
        wrong_cells = ticks ^ question.answer
        if not wrong_cells:
            return Verdict(True)
        ideas = [mistake.sentence for mistake in self.mistakes if mistake.cells == ticks]
        with author_errors("why"):
            return Verdict(False, (*ideas, *question.corrections(ticks)), wrong_cells)


def exercise_tuple(value: Any) -> tuple[Exercise, ...]:
    """The exercises as a tuple, after a check of their types.

    Raises:
        ExerciseError: an item is no exercise.
    """
    exercises: list[Exercise] = []
    with author_errors("exercises"):
        for item in value if isinstance(value, Iterable) else (value,):
            if not isinstance(item, Exercise):
                raise ExerciseError(
                    f"exercises: a list of exercises is needed, as in xts.training.catalog, not {value_text(value)}"
                )
            exercises.append(item)
    return tuple(exercises)


def find_exercise(exercises: Sequence[Exercise], name: str) -> Exercise:
    """The exercise with this name.

    Raises:
        UnknownNameError: no exercise has this name.
    """
    exercise_by_name = {exercise.name: exercise for exercise in exercises}
    if not isinstance(name, str):
        raise UnknownNameError(
            f"an exercise is named by a text, not {value_text(name)}; there are {', '.join(exercise_by_name)}"
        )
    if exercise := exercise_by_name.get(name):
        return exercise
    hint = did_you_mean(name, list(exercise_by_name)) or f"; there are {', '.join(exercise_by_name)}"
    raise UnknownNameError(f"no exercise {quoted(name)}{hint}")


def _checked_design(result: object, field: str, remedy: str) -> Design:
    if not isinstance(result, Design):
        raise ExerciseError([Problem(field, f"returns {type(result).__name__}, not a design; {remedy}")])
    return result


def _function_problems(exercise: Exercise, *names: str) -> Iterator[Problem]:
    for name in names:
        if not callable(getattr(exercise, name)):
            type_name = type(getattr(exercise, name)).__name__
            yield Problem(name, f"a function is needed (lambda: … will do), not {type_name}")


def _list_problems(
    exercise: Exercise, name: str, is_valid: Callable[[Any], Any], description: str
) -> Iterator[Problem]:
    value = getattr(exercise, name)
    if isinstance(value, str) or not isinstance(value, Iterable):
        yield Problem(name, f"a list is needed, not {type(value).__name__}; put brackets around it")
        return
    with author_errors(name):
        values = tuple(value)
    object.__setattr__(exercise, name, values)
    for number, value in enumerate(values):
        if not is_valid(value):
            yield Problem(f"{name}[{number}]", f"{description} is needed, not {value_text(value)}")
