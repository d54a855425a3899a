"""Runs code of exercise authors safely: any exception becomes an `ExerciseError`, any value has a text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from xtsviz.errors import ExerciseError, Problem, XtsvizError, quoted, visible

MAX_MESSAGE_LENGTH = 300
"""Longer texts of exceptions are cut."""

_PACKAGE_FOLDER = str(Path(__file__).parent.parent)


@contextmanager
def author_errors(
    place: str = "", *, remedy: str = "Correct the exercise", where: str = ""
) -> Iterator[None]:
    """Turn every exception of an author's code into an `ExerciseError` with its line.

    That includes `SystemExit` and `KeyboardInterrupt`, because an exercise must not end the kernel. Errors of xtsviz
    itself stay as they are.

    Args:
        place: the part of the exercise that runs.
        remedy: what to do about a problem.
        where: the file of the exercise.
    """
    try:
        yield
    except BaseException as problem:
        if isinstance(problem, XtsvizError) and type(problem).__module__.startswith("xtsviz."):
            raise
        raise ExerciseError([author_problem(problem, place, remedy, where)], where=where) from problem


def author_problem(
    problem: BaseException, place: str = "", remedy: str = "Correct the exercise", where: str = ""
) -> Problem:
    """An exception of an author's code as a problem, with the line in the author's file."""
    line = author_line(problem.__traceback__, where)
    return Problem(", ".join(filter(None, (place, line))), f"{_exception_text(problem)}. {remedy}")


def author_line(trace: TracebackType | None, where: str = "") -> str:
    """The last line that ran in the author's file: `where`, or the first file in the traceback outside xtsviz."""
    steps = [(frame.f_code.co_filename, number) for frame, number in walk_tb(trace)]
    file = where or next((name for name, _ in steps if not name.startswith((_PACKAGE_FOLDER, "<frozen"))), "")
    numbers = [number for name, number in steps if name == file]
    if not numbers:
        return ""
    return f"line {numbers[-1]}" if where else f"{Path(file).name}, line {numbers[-1]}"


def _exception_text(problem: BaseException) -> str:
    kind = "" if isinstance(problem, XtsvizError) else type(problem).__name__
    try:
        text = str(problem)
    except BaseException:  # noqa: BLE001 - an author's __str__ may do anything
        text = "its text cannot be shown"
    text = visible(text if len(text) <= MAX_MESSAGE_LENGTH else text[: MAX_MESSAGE_LENGTH - 1] + "…").rstrip(
        "."
    )
    return ": ".join(filter(None, (kind, text)))


def value_text(value: Any) -> str:
    """A value for an error message, in double quotes; its type if its ``repr`` fails."""
    try:
        return quoted(repr(value))
    except BaseException:  # noqa: BLE001 - an author's __repr__ may do anything
        return quoted(type(value).__name__)


def is_text(value: Any) -> bool:
    """Whether a value is a text that can be written to a file."""
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
