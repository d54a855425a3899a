"""Reads and writes the progress file: one program at a time, and without losing unknown content."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from xtsviz.errors import FileError, InputError, ProgressError, quoted
from xtsviz.model import jsontext, storage
from xtsviz.model.locks import says_no_locks

FORMAT = "xtsviz-progress"
VERSION = 1
MAX_NUMBER = 10**9
"""The largest number in the file."""

_REMEDY_UNREADABLE = "start over (xts.training.Progress.start_over renames the old file) or name another file"
_REMEDY_UNWRITABLE = (
    "Name another file (xts.practice(progress=…)); until then progress is kept in memory only"
)
LOCK_SECONDS = 30.0
"""A write waits for so many seconds while another program writes the same file."""


@dataclass(frozen=True)
class ExerciseRecord:
    """What a learner did with one exercise.

    Attributes:
        solved: a check found no mistake, before the learner saw the solution.
        attempts: number of checks.
        hints: number of hints that the learner saw.
        revealed: the learner saw the solution.
    """

    solved: bool = False
    attempts: int = 0
    hints: int = 0
    revealed: bool = False


def exists(path: Path) -> bool:
    """Whether a file exists; False also for a name that no file can have."""
    return os.path.exists(path)  # noqa: PTH110 - pathlib's raises for names that are too long


def read(path: Path) -> dict[str, Any]:
    """The content of the file, after a check of its records and of what can be written again.

    Raises:
        ProgressError: the file is no progress file, or has another version.
    """
    name = quoted(str(path), 200)
    try:
        data = jsontext.decode(storage.read_bytes(path))
    except (InputError, FileError) as problem:
        raise ProgressError(f"{name} cannot be read as progress ({problem}): {_REMEDY_UNREADABLE}") from None
    check(data, name)
    return data  # type: ignore[no-any-return]


def check(data: Any, name: str) -> None:
    """Check what was read as progress.

    Args:
        data: a JSON value.
        name: of where it was read, for messages.

    Raises:
        ProgressError: it is no progress, or of another version.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ProgressError(
            f"{name} contains no progress of exercises (no format {FORMAT!r}): {_REMEDY_UNREADABLE}"
        )
    version = data.get("version")
    if type(version) is not int or version != VERSION:
        newer = type(version) is int and version > VERSION
        update = "update xtsviz (pip install --upgrade xtsviz), or " if newer else ""
        raise ProgressError(
            f"{name} has version {_value_text(version)}, this xtsviz reads version {VERSION}: "
            f"{update}{_REMEDY_UNREADABLE}. The file is not changed"
        )
    if not isinstance(data.get("exercises"), dict):
        raise ProgressError(f"{name}: exercises: an object is needed: {_REMEDY_UNREADABLE}")
    for exercise, record in data["exercises"].items():
        _check_record(name, exercise, record)
    try:
        encoded(data)
    except (ValueError, RecursionError):
        raise ProgressError(
            f"{name} contains a number or a character that cannot be written again: {_REMEDY_UNREADABLE}"
        ) from None


def _check_record(name: str, exercise: str, record: Any) -> None:
    place = f"{name}: exercises.{quoted(exercise)[1:-1]}"
    if not isinstance(record, Mapping):
        raise ProgressError(f"{place}: an object is needed, not {_value_text(record)}: {_REMEDY_UNREADABLE}")
    for key, default in asdict(ExerciseRecord()).items():
        value = record.get(key, default)
        if type(value) is not type(default) or not 0 <= value <= MAX_NUMBER:
            expected = "true or false" if isinstance(default, bool) else f"a number from 0 to {MAX_NUMBER:,}"
            raise ProgressError(
                f"{place}.{key}: {expected} is needed, not {_value_text(value)}: {_REMEDY_UNREADABLE}"
            )


def _value_text(value: Any) -> str:
    return type(value).__name__ if isinstance(value, (dict, list)) else quoted(repr(value))[1:-1]


def records(data: Mapping[str, Any]) -> dict[str, ExerciseRecord]:
    """The records by the names of the exercises."""
    keys = [field.name for field in fields(ExerciseRecord)]
    return {
        exercise: ExerciseRecord(**{key: record[key] for key in keys if key in record})
        for exercise, record in data.get("exercises", {}).items()
    }


def with_records(data: Mapping[str, Any], records: Mapping[str, ExerciseRecord]) -> dict[str, Any]:
    """The content of the file with new records; unknown keys stay."""
    before = data.get("exercises", {})
    exercises = {
        exercise: {**before.get(exercise, {}), **asdict(record)} for exercise, record in records.items()
    }
    return {**data, "format": FORMAT, "version": VERSION, "exercises": exercises}


def encoded(data: Mapping[str, Any]) -> bytes:
    """The content of the file as bytes."""
    return jsontext.encode(data).encode("utf-8")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock the progress file against other processes. The lock ends when the process ends, in any way.

    The lock is an empty file next to the progress file; it is not deleted. On a file system without locks nothing is
    locked.

    Raises:
        ProgressError: the lock cannot be created, or another process keeps it for too long.
    """
    real_path = Path(os.path.realpath(path))
    name = quoted(str(path), 200)
    if not real_path.parent.is_dir():
        raise _write_error(path, "there is no such folder")
    lock = FileLock(real_path.with_name(f".{real_path.name[:40]}.lock"), timeout=LOCK_SECONDS)
    is_locked = True
    try:
        lock.acquire(poll_interval=0.005)
    except Timeout:
        raise ProgressError(
            f"cannot write {name}: another program has locked it for {LOCK_SECONDS:.0f} seconds. End the other "
            "kernel if it hangs; until then progress is kept in memory only"
        ) from None
    except (NotImplementedError, OSError, ValueError) as problem:
        if not says_no_locks(problem):
            raise _write_error(path, getattr(problem, "strerror", None) or str(problem)) from None
        is_locked = False
    try:
        yield
    finally:
        if is_locked:
            lock.release()


def write(path: Path, data: Mapping[str, Any]) -> None:
    """Write the file, completely or not at all.

    Raises:
        ProgressError: the file cannot be written.
    """
    try:
        storage.write_atomically(path, encoded(data))
    except FileError as problem:
        raise ProgressError(f"{problem}. {_REMEDY_UNWRITABLE}") from None


def _write_error(path: Path, why: str) -> ProgressError:
    return ProgressError(f"cannot write {quoted(str(path), 200)}: {why}. {_REMEDY_UNWRITABLE}")


def set_aside(path: Path) -> Path:
    """Rename a file, so that its name is free. Returns the new path, in the same folder.

    Raises:
        FileError: the file cannot be renamed.
    """
    if not path.is_file():
        raise FileError(f"cannot set {quoted(str(path), 200)} aside: it is no regular file; name another")
    number = 1
    while (old_file := path.with_name(f"{path.stem}-old-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(old_file)
    except OSError as problem:
        raise FileError(f"cannot set {quoted(str(path), 200)} aside: {problem.strerror}") from None
    return old_file
