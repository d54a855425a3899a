"""Tools for authors of exercises: a template, a loader that reports mistakes with their place, and a test helper."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from xtsviz.errors import ExerciseError, Problem, quoted, visible
from xtsviz.model import storage
from xtsviz.training.author_code import author_errors, author_problem, is_text, value_text
from xtsviz.training.exercise import Build, Exercise, Predict, Verdict

_REMEDY = "Correct it and load the file again"
_MAX_EXPLANATION = 1000  # characters of an explanation in a message
_TEMPLATE_HINT = "xts.training.template() returns a file to start from"


def template() -> str:
    """The text of an example exercise file. Save it as ``my_exercise.py`` and change it."""
    return files("xtsviz.training").joinpath("data/exercise.py.txt").read_text("utf-8")


def load(path: str | os.PathLike[str]) -> Exercise:
    """The exercise in a Python file, after a check of its start, its solution and its question.

    The file is executed: load only files that you trust.

    Raises:
        FileError: the file cannot be read.
        ExerciseError: the file contains no exercise or a broken one. The message names the line and the remedy.
    """
    source = storage.read_bytes(path)
    where = os.fspath(path)
    namespace: dict[str, Any] = {"__name__": "exercise", "__file__": where}
    try:
        exec(compile(source, where, "exec", dont_inherit=True), namespace)  # noqa: S102 - an exercise is Python
    except SyntaxError as problem:
        line = f"line {problem.lineno}" if problem.lineno else ""
        raise ExerciseError([Problem(line, f"not Python ({problem.msg})")], where=where) from None
    except BaseException as problem:  # not even sys.exit in the file may end the kernel
        raise ExerciseError([author_problem(problem, "", _REMEDY, where)], where=where) from problem
    exercises = {id(value): value for value in namespace.values() if issubclass(type(value), Exercise)}
    if len(exercises) != 1:
        count = len(exercises)
        found = f"makes {count} exercises; one file is for one exercise" if count else "makes no exercise"
        remedy = f"assign an xts.training.Build or xts.training.Predict to a name ({_TEMPLATE_HINT})"
        raise ExerciseError(f"the file {found}: {remedy}", where=where)
    exercise: Exercise = next(iter(exercises.values()))
    try:
        _check_itself(exercise)
    except ExerciseError as problem:
        raise problem.at(where) from problem.__cause__
    except BaseException as problem:
        raise ExerciseError([author_problem(problem, "", _REMEDY, where)], where=where) from problem
    return exercise


def check(
    exercise: Exercise,
    right: Iterable[Any] = (),
    wrong: Iterable[tuple[Any, str | Sequence[str]]] = (),
) -> None:
    """Test an exercise with sample solutions.

    Args:
        exercise: the exercise; its own solution must be right, too.
        right: solutions that must be right. A solution is a design, or a function from the starting design to a
            design; for a prediction, cells as (row, column).
        wrong: wrong solutions, each with a part (or several parts) of the explanation that the learner must get.

    Raises:
        ExerciseError: lists every solution with another verdict.
    """
    if not isinstance(exercise, Exercise):
        raise ExerciseError(f"exercise: an exercise is needed, not {value_text(exercise)}")
    problems: list[Problem] = []
    _check_itself(exercise)
    for number, solution in enumerate(_solutions(right, "right")):
        verdict = _verdict(exercise, solution, f"right[{number}]")
        if not verdict.right:
            problems.append(Problem(f"right[{number}]", f"is judged wrong: {_mistakes_text(verdict)}"))
    for number, pair in enumerate(_solutions(wrong, "wrong")):
        solution, parts = _wrong_solution(pair, f"wrong[{number}]")
        verdict = _verdict(exercise, solution, f"wrong[{number}]")
        explanation = " ".join(verdict.mistakes)
        if verdict.right:
            problems.append(Problem(f"wrong[{number}]", "is judged right"))
            continue
        problems += [
            Problem(
                f"wrong[{number}]", f"{quoted(part)} is not in its explanation: {_mistakes_text(verdict)}"
            )
            for part in parts
            if part not in explanation
        ]
    if problems:
        raise ExerciseError(problems, where=f"exercise {quoted(exercise.name)}")


def _solutions(value: Any, name: str) -> tuple[Any, ...]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ExerciseError([Problem(name, f"a list of solutions is needed, not {value_text(value)}")])
    with author_errors(name):
        return tuple(value)


def _wrong_solution(value: Any, place: str) -> tuple[Any, tuple[str, ...]]:
    """A wrong solution, and the parts that its explanation must contain."""
    if isinstance(value, (tuple, list)) and len(value) == 2:
        solution, parts = value
        parts = (parts,) if isinstance(parts, str) else parts
        if isinstance(parts, (tuple, list)) and all(is_text(part) for part in parts):
            return solution, tuple(parts)
    raise ExerciseError(
        [
            Problem(
                place,
                f'a solution and a part of its explanation are needed, as (solution, "…"), not {value_text(value)}',
            )
        ]
    )


def _verdict(exercise: Exercise, solution: Any, place: str) -> Verdict:
    change: Callable[[Any], Any] | None = solution if callable(solution) else None
    with author_errors(place, remedy="Correct it"):
        return exercise.judge(change(exercise.design) if change else solution)


def _check_itself(exercise: Exercise) -> None:
    """Check that the exercise's own solution is right, and that doing nothing is not.

    Raises:
        ExerciseError: one of them is not so.
    """
    if isinstance(exercise, Predict):
        question = exercise.question
        if exercise.judge(question.answer).mistakes or not question.cells:
            raise ExerciseError([Problem("ask", "the question leaves nothing to tick; ask about more cells")])
        return
    if not isinstance(exercise, Build):
        return
    if exercise.judge(exercise.design).right:
        raise ExerciseError(
            [Problem("goals", "are already met by the starting design; ask for something else")]
        )
    verdict = exercise.judge(exercise.solved_design)
    if verdict.mistakes:
        raise ExerciseError([Problem("solution", f"is judged wrong: {_mistakes_text(verdict)}")])


def _mistakes_text(verdict: Verdict) -> str:
    text = " ".join(verdict.mistakes)
    return visible(text if len(text) <= _MAX_EXPLANATION else text[: _MAX_EXPLANATION - 1] + "…")
