"""What an exercise is: a story, a task, hints in steps, and a checker that says what went wrong.

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
from xtsviz.training.foreign import is_text, running, shown
from xtsviz.training.question import Question, Tick

Goal: TypeAlias = Callable[[Attempt], str]
"""Looks at an attempt and says what is wrong with it, in a sentence to the learner; an empty text if nothing is."""
Kind: TypeAlias = Literal["build", "predict"]

_NEEDED = ("name", "title", "topic", "story", "task")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Verdict:
    """What the checker says of a solution.

    Attributes:
        right: True if there is nothing to mend.
        mistakes: what went wrong, one sentence or two for each; empty if nothing did.
        wrong: of a prediction, the cells whose tick is wrong, as (row, column).
    """

    right: bool
    mistakes: tuple[str, ...] = ()
    wrong: frozenset[Tick] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """What both kinds have in common. All texts are plain text; whoever shows them escapes them.

    Attributes:
        name: what code and progress call it: lower-case letters, digits and hyphens.
        title: what people read in the list.
        topic: the heading that it stands under.
        story: the situation.
        task: what to do.
        hints: shown one after the other, each helping more than the one before.
        lesson: what to take away; shown once it is solved or revealed.
        source: the document that this rests on; may be empty.
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
            elif field.name in _NEEDED and not value.strip():
                yield Problem(field.name, "must not be empty")
        name: Any = self.name
        if isinstance(name, str) and name.strip() and not _NAME.fullmatch(name):
            yield Problem("name", 'lower-case letters, digits and hyphens only, such as "first-arrow"')
        yield from _each(self, "hints", lambda hint: is_text(hint) and hint.strip(), "a text")

    @abstractmethod
    def judge(self, solution: Any) -> Verdict:
        """What the checker says of a learner's solution."""

    @property
    @abstractmethod
    def design(self) -> Design | None:
        """The design that the learner begins with, or predicts; None if the question is about no single one."""


@dataclass(frozen=True, kw_only=True)
class Build(Exercise):
    """*Build it*: edit the starting design until every goal holds.

    Attributes:
        start: makes the design to begin with.
        goals: checked in order; all that are not met are told. See `xtsviz.training.checks` for ready ones.
        solution: from the starting design to one that meets all goals; shown when the learner gives up.
    """

    kind: ClassVar[Kind] = "build"

    start: Callable[[], Design]
    goals: Sequence[Goal]
    solution: Callable[[Design], Design]

    def _problems(self) -> Iterator[Problem]:
        yield from super()._problems()
        yield from _callables(self, "start", "solution")
        yield from _each(self, "goals", callable, "a goal, such as xts.training.reaches(…)")
        if isinstance(self.goals, tuple) and not self.goals:
            yield Problem("goals", "at least one goal is needed, or every design would be right")

    @cached_property
    def design(self) -> Design:
        """The design to begin with; the same each time.

        Raises:
            ExerciseError: `start` makes none.
        """
        with running("start"):
            return _design(self.start(), "start", "end it with return design")

    @cached_property
    def solved(self) -> Design:
        """The starting design with the `solution` applied.

        Raises:
            ExerciseError: `solution` makes no design.
        """
        begun = self.design
        with running("solution"):
            return _design(self.solution(begun), "solution", "edits return a new one")

    def judge(self, solution: Design) -> Verdict:
        """What is wrong with a design, goal by goal.

        Raises:
            ExerciseError: something else than a design, or a goal that fails itself.
        """
        if not isinstance(solution, Design):
            raise ExerciseError(
                f"exercise {quoted(self.name)} is solved by a design, not by {type(solution).__name__}"
            )
        attempt = Attempt(solution, self.design)
        if lost := attempt.lost():
            return Verdict(False, (lost,))
        said = dict.fromkeys(filter(None, (self._asked(place, attempt) for place in range(len(self.goals)))))
        return Verdict(not said, tuple(said))

    def _asked(self, place: int, attempt: Attempt) -> str:
        with running(f"goals[{place}]"):
            said = self.goals[place](attempt)
        if not is_text(said):
            raise ExerciseError(
                [
                    Problem(
                        f"goals[{place}]",
                        f"returns {shown(said)}, not a sentence; an empty text says that it is met",
                    )
                ],
                where=f"exercise {quoted(self.name)}",
            )
        return said


@dataclass(frozen=True, kw_only=True)
class Predict(Exercise):
    """*Predict, then reveal*: tick the cells of a table before the program says which are right.

    Attributes:
        ask: makes the question; see `xtsviz.training.question` for ready ones.
    """

    kind: ClassVar[Kind] = "predict"

    ask: Callable[[], Question]

    def _problems(self) -> Iterator[Problem]:
        yield from super()._problems()
        yield from _callables(self, "ask")

    @cached_property
    def question(self) -> Question:
        """Rows, columns and the right answer; the same each time.

        Raises:
            ExerciseError: `ask` makes no question.
        """
        with running("ask"):
            made: object = self.ask()
        if not isinstance(made, Question):
            raise ExerciseError(
                [
                    Problem(
                        "ask", f"returns {type(made).__name__}, not a question, such as who_appears(design)"
                    )
                ]
            )
        return made

    @property
    def design(self) -> Design | None:
        """The design that the question is about."""
        return self.question.design

    def judge(self, solution: Iterable[Tick]) -> Verdict:
        """What is wrong with some ticks, each given as (row, column), and why.

        Raises:
            ExerciseError: a tick in a cell that the table does not have.
        """
        question = self.question
        ticks = question.checked(solution)
        wrong = ticks ^ question.answer
        with running("why"):
            return Verdict(not wrong, tuple(question.corrections(ticks)), wrong)


def listed(given: Any) -> tuple[Exercise, ...]:
    """Exercises that somebody gave, as a tuple.

    Raises:
        ExerciseError: something else.
    """
    found: list[Exercise] = []
    with running("exercises"):
        for one in given if isinstance(given, Iterable) else (given,):
            if not isinstance(one, Exercise):
                raise ExerciseError(
                    f"exercises: a list of exercises is needed, as in xts.training.catalog, not {shown(given)}"
                )
            found.append(one)
    return tuple(found)


def one_of(exercises: Sequence[Exercise], name: str) -> Exercise:
    """The exercise with this name.

    Raises:
        UnknownNameError: there is none.
    """
    known = {exercise.name: exercise for exercise in exercises}
    if not isinstance(name, str):
        raise UnknownNameError(
            f"an exercise is named by a text, not {shown(name)}; there are {', '.join(known)}"
        )
    if found := known.get(name):
        return found
    hint = did_you_mean(name, list(known)) or f"; there are {', '.join(known)}"
    raise UnknownNameError(f"no exercise {quoted(name)}{hint}")


def _design(made: object, field: str, remedy: str) -> Design:
    if not isinstance(made, Design):
        raise ExerciseError([Problem(field, f"returns {type(made).__name__}, not a design; {remedy}")])
    return made


def _callables(exercise: Exercise, *names: str) -> Iterator[Problem]:
    for name in names:
        if not callable(getattr(exercise, name)):
            given = type(getattr(exercise, name)).__name__
            yield Problem(name, f"a function is needed (lambda: … will do), not {given}")


def _each(exercise: Exercise, name: str, good: Callable[[Any], Any], what: str) -> Iterator[Problem]:
    given = getattr(exercise, name)
    if isinstance(given, str) or not isinstance(given, Iterable):
        yield Problem(name, f"a list is needed, not {type(given).__name__}; put brackets around it")
        return
    with running(name):
        values = tuple(given)
    object.__setattr__(exercise, name, values)
    for place, value in enumerate(values):
        if not good(value):
            yield Problem(f"{name}[{place}]", f"{what} is needed, not {shown(value)}")
