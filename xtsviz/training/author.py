"""For those who write exercises: a template, a loader that says what is wrong and where, and a test helper."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from xtsviz.errors import ExerciseError, Problem, quoted, visible
from xtsviz.model import storage
from xtsviz.training.exercise import Build, Exercise, Predict, Verdict
from xtsviz.training.foreign import is_text, running, shown, told

_MEND = "Mend it and load the file again"
_LONGEST = 1000  # characters of an explanation in a message
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
        exec(compile(source, where, "exec", dont_inherit=True), namespace)  # noqa: S102 - an exercise is Python
    except SyntaxError as problem:
        line = f"line {problem.lineno}" if problem.lineno else ""
        raise ExerciseError([Problem(line, f"not Python ({problem.msg})")], where=where) from None
    except BaseException as problem:  # whatever it does, sys.exit too, it must not end the kernel
        raise ExerciseError([told(problem, "", _MEND, where)], where=where) from problem
    found = {id(value): value for value in namespace.values() if issubclass(type(value), Exercise)}
    if len(found) != 1:
        said = "makes no exercise" if not found else f"makes {len(found)} exercises; one file holds one"
        remedy = f"assign an xts.training.Build or xts.training.Predict to a name ({_TEMPLATE})"
        raise ExerciseError(f"the file {said}: {remedy}", where=where)
    exercise: Exercise = next(iter(found.values()))
    try:
        _try_out(exercise)
    except ExerciseError as problem:
        raise problem.at(where) from problem.__cause__
    except BaseException as problem:
        raise ExerciseError([told(problem, "", _MEND, where)], where=where) from problem
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
    if not isinstance(exercise, Exercise):
        raise ExerciseError(f"exercise: an exercise is needed, not {shown(exercise)}")
    problems: list[Problem] = []
    _try_out(exercise)
    for place, solution in enumerate(_several(right, "right")):
        verdict = _verdict(exercise, solution, f"right[{place}]")
        if not verdict.right:
            problems.append(Problem(f"right[{place}]", f"is judged wrong: {_said(verdict)}"))
    for place, pair in enumerate(_several(wrong, "wrong")):
        solution, parts = _pair(pair, f"wrong[{place}]")
        verdict = _verdict(exercise, solution, f"wrong[{place}]")
        said = " ".join(verdict.mistakes)
        if verdict.right:
            problems.append(Problem(f"wrong[{place}]", "is judged right"))
            continue
        problems += [
            Problem(f"wrong[{place}]", f"{quoted(part)} is not in its explanation: {_said(verdict)}")
            for part in parts
            if part not in said
        ]
    if problems:
        raise ExerciseError(problems, where=f"exercise {quoted(exercise.name)}")


def _several(given: Any, name: str) -> tuple[Any, ...]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise ExerciseError([Problem(name, f"a list of solutions is needed, not {shown(given)}")])
    with running(name):
        return tuple(given)


def _pair(given: Any, place: str) -> tuple[Any, tuple[str, ...]]:
    """A wrong solution, and what its explanation must have."""
    if isinstance(given, (tuple, list)) and len(given) == 2:
        solution, parts = given
        parts = (parts,) if isinstance(parts, str) else parts
        if isinstance(parts, (tuple, list)) and all(is_text(part) for part in parts):
            return solution, tuple(parts)
    raise ExerciseError(
        [
            Problem(
                place,
                f'a solution and a part of its explanation are needed, as (solution, "…"), not {shown(given)}',
            )
        ]
    )


def _verdict(exercise: Exercise, solution: Any, place: str) -> Verdict:
    change: Callable[[Any], Any] | None = solution if callable(solution) else None
    with running(place, remedy="Mend it"):
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
    if exercise.judge(exercise.design).right:
        raise ExerciseError(
            [Problem("goals", "hold of the starting design already; ask for something that does not")]
        )
    verdict = exercise.judge(exercise.solved)
    if verdict.mistakes:
        raise ExerciseError([Problem("solution", f"is judged wrong: {_said(verdict)}")])


def _said(verdict: Verdict) -> str:
    text = " ".join(verdict.mistakes)
    return visible(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
