"""What comes from the author of an exercise: code that may end anyhow, and values that may have no text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from xtsviz.errors import ExerciseError, Problem, XtsvizError, quoted, visible

LONGEST = 300
"""So much is told of the text of somebody's exception."""

_OURS = str(Path(__file__).parent.parent)


@contextmanager
def running(place: str = "", *, remedy: str = "Mend the exercise", where: str = "") -> Iterator[None]:
    """Code of an author runs inside: whatever it raises becomes an `ExerciseError` with its line.

    So do `SystemExit`, `KeyboardInterrupt` and their like: an exercise must not end the kernel that it runs in. What
    xtsviz itself refuses stays as it is.

    Args:
        place: what of the exercise runs.
        where: the file that it comes from.
    """
    try:
        yield
    except BaseException as problem:
        if isinstance(problem, XtsvizError) and type(problem).__module__.startswith("xtsviz."):
            raise
        raise ExerciseError([told(problem, place, remedy, where)], where=where) from problem


def told(
    problem: BaseException, place: str = "", remedy: str = "Mend the exercise", where: str = ""
) -> Problem:
    """An exception of an author's code in words, with the line in their file."""
    found = line(problem.__traceback__, where)
    return Problem(", ".join(filter(None, (place, found))), f"{_text(problem)}. {remedy}")


def line(trace: TracebackType | None, where: str = "") -> str:
    """The last line that ran in the author's file: `where`, or the first file on the way that is not of xtsviz."""
    way = [(frame.f_code.co_filename, number) for frame, number in walk_tb(trace)]
    file = where or next((name for name, _ in way if not name.startswith((_OURS, "<frozen"))), "")
    numbers = [number for name, number in way if name == file]
    if not numbers:
        return ""
    return f"line {numbers[-1]}" if where else f"{Path(file).name}, line {numbers[-1]}"


def _text(problem: BaseException) -> str:
    kind = "" if isinstance(problem, XtsvizError) else type(problem).__name__
    try:
        said = str(problem)
    except BaseException:  # noqa: BLE001 - an author's __str__ may do anything
        said = "its text cannot be shown"
    said = visible(said if len(said) <= LONGEST else said[: LONGEST - 1] + "…").rstrip(".")
    return ": ".join(filter(None, (kind, said)))


def shown(value: Any) -> str:
    """A value for an error message, in double quotes; its type where it has no text."""
    try:
        return quoted(repr(value))
    except BaseException:  # noqa: BLE001 - an author's __repr__ may do anything
        return quoted(type(value).__name__)


def is_text(value: Any) -> bool:
    """True for a text that a file can have."""
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
