"""For those who write exercises: a template, a loader that says what is wrong and where, and a test helper."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from xtsviz.errors import ExerciseError, Problem, XtsvizError, quoted
from xtsviz.model import storage
from xtsviz.model.design import Design
from xtsviz.training.exercise import Build, Exercise, Predict, Verdict

_TEMPLATE = "xts.training.template() is a file to begin with"


def template() -> str:
    """The text of an exercise file to begin with; save it as ``my_exercise.py`` and change what is in it."""
    return files("xtsviz.training").joinpath("data/exercise.py.txt").read_text("utf-8")


def load(path: str | os.PathLike[str]) -> Exercise:
    """The exercise of a Python file, tried out: its start, its solution, its question.

    The file is run: load only what you trust.

    Raises:
        FileError: the file cannot be read.
        ExerciseError: it is no exercise, or a broken one; says in which line, and what to do.
    """
    source = storage.read_bytes(path)
    where = os.fspath(path)
    namespace: dict[str, Any] = {"__name__": "exercise", "__file__": where}
    try:
        exec(compile(source, where, "exec"), namespace)  # noqa: S102 - an exercise is Python, as is said above
    except SyntaxError as problem:
        line = f"line {problem.lineno}" if problem.lineno else ""
        raise ExerciseError([Problem(line, f"not Python ({problem.msg})")], where=where) from None
    except Exception as problem:
        raise _broken(where, problem) from problem
    found = {id(value): value for value in namespace.values() if isinstance(value, Exercise)}
    if len(found) != 1:
        said = "makes no exercise" if not found else f"makes {len(found)} exercises; one file holds one"
        remedy = f"assign an xts.training.Build or xts.training.Predict to a name ({_TEMPLATE})"
        raise ExerciseError(f"the file {said}: {remedy}", where=where)
    (exercise,) = found.values()
    try:
        _try_out(exercise)
    except ExerciseError as problem:
        raise problem.at(where) from None
    except Exception as problem:
        raise _broken(where, problem) from problem
    return exercise


def check(
    exercise: Exercise,
    right: Iterable[Any] = (),
    wrong: Iterable[tuple[Any, str | Sequence[str]]] = (),
) -> None:
    """Try an exercise with sample solutions: the test of an exercise.

    Args:
        exercise: what is tried; its own solution has to be right, too.
        right: solutions that have to be right. A design, or a function from the starting design to one; for a
            prediction, cells as (row, column).
        wrong: wrong solutions, each with a part (or several) of the explanation that it must get.

    Raises:
        ExerciseError: with every solution that is judged otherwise.
    """
    problems: list[Problem] = []
    _try_out(exercise)
    for place, solution in enumerate(right):
        verdict = _verdict(exercise, solution)
        if not verdict.right:
            problems.append(Problem(f"right[{place}]", f"is judged wrong: {' '.join(verdict.mistakes)}"))
    for place, (solution, parts) in enumerate(wrong):
        verdict = _verdict(exercise, solution)
        said = " ".join(verdict.mistakes)
        if verdict.right:
            problems.append(Problem(f"wrong[{place}]", "is judged right"))
            continue
        problems += [
            Problem(f"wrong[{place}]", f"{quoted(part)} is not in its explanation: {said}")
            for part in ([parts] if isinstance(parts, str) else parts)
            if part not in said
        ]
    if problems:
        raise ExerciseError(problems, where=f"exercise {quoted(exercise.name)}")


def _verdict(exercise: Exercise, solution: Any) -> Verdict:
    change: Callable[[Any], Any] | None = solution if callable(solution) else None
    return exercise.judge(change(exercise.design) if change else solution)


def _try_out(exercise: Exercise) -> None:
    """What every exercise has to stand before anybody sees it.

    Raises:
        ExerciseError: it does not.
    """
    if isinstance(exercise, Predict):
        question = exercise.question
        if exercise.judge(question.answer).mistakes or not question.cells:
            raise ExerciseError([Problem("ask", "the question leaves nothing to tick; ask about more")])
        return
    if not isinstance(exercise, Build):
        return
    _design(exercise.design, "start", "end it with return design")
    if exercise.judge(exercise.design).right:
        raise ExerciseError(
            [Problem("goals", "hold of the starting design already; ask for something that does not")]
        )
    solved = exercise.solution(exercise.design)
    _design(solved, "solution", "edits return a new one")
    if said := exercise.judge(solved).mistakes:
        raise ExerciseError([Problem("solution", f"is judged wrong: {' '.join(said)}")])


def _design(made: object, field: str, remedy: str) -> None:
    if not isinstance(made, Design):
        raise ExerciseError([Problem(field, f"returns {type(made).__name__}, not a design; {remedy}")])


def _broken(where: str, problem: Exception) -> ExerciseError:
    """An error in an author's code as an error with its line."""
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == where]
    line = f"line {frames[-1].lineno}" if frames else ""
    kind = "" if isinstance(problem, XtsvizError) else f"{type(problem).__name__}: "
    return ExerciseError([Problem(line, f"{kind}{problem}. Mend it and load the file again")], where=where)
