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

from xtsviz.errors import ExerciseError, Problem, quoted
from xtsviz.model.design import Design
from xtsviz.training.attempt import Attempt
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
            label = quoted(str(self.name)) if self.name else "without a name"
            raise ExerciseError(problems, where=f"exercise {label}")

    def _problems(self) -> Iterator[Problem]:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.type == "str" and not isinstance(value, str):
                yield Problem(field.name, f"a text is needed, not {type(value).__name__}")
            elif field.name in _NEEDED and not value.strip():
                yield Problem(field.name, "must not be empty")
        if not _NAME.fullmatch(str(self.name)) and str(self.name).strip():
            yield Problem("name", 'lower-case letters, digits and hyphens only, such as "first-arrow"')
        yield from _each(self, "hints", lambda hint: isinstance(hint, str) and hint.strip(), "a text")

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
        if not self.goals:
            yield Problem("goals", "at least one goal is needed, or every design would be right")

    @cached_property
    def design(self) -> Design:
        """The design to begin with; the same each time."""
        return self.start()

    def judge(self, solution: Design) -> Verdict:
        """What is wrong with a design, goal by goal.

        Raises:
            ExerciseError: something else than a design.
        """
        if not isinstance(solution, Design):
            raise ExerciseError(
                f"exercise {quoted(self.name)} is solved by a design, not by {type(solution).__name__}"
            )
        attempt = Attempt(solution, self.design)
        if lost := attempt.lost():
            return Verdict(False, (lost,))
        said = dict.fromkeys(filter(None, (goal(attempt) for goal in self.goals)))
        return Verdict(not said, tuple(said))


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
        """Rows, columns and the right answer; the same each time."""
        return self.ask()

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
        return Verdict(not wrong, tuple(question.corrections(ticks)), wrong)


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
    values = tuple(given)
    object.__setattr__(exercise, name, values)
    for place, value in enumerate(values):
        if not good(value):
            yield Problem(f"{name}[{place}]", f"{what} is needed, not {quoted(repr(value))}")
