"""The file that progress is kept in: read with care, written by one program at a time, nothing in it lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from xtsviz.errors import FileError, InputError, ProgressError, quoted
from xtsviz.model import jsontext, storage

FORMAT = "xtsviz-progress"
VERSION = 1
MOST = 10**9
"""No number in the file is larger."""

_NEW = "start over (xts.training.Progress.anew sets the old file aside) or name another file"
_ELSEWHERE = "Name another file (xts.practice(progress=…)); until then progress is kept in memory only"
LOCK_SECONDS = 30.0
"""So long a write waits for another program that writes the same file."""
_NO_LOCKS = {getattr(errno, name, None) for name in ("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK")}


@dataclass(frozen=True)
class Done:
    """What was done about one exercise.

    Attributes:
        solved: a check found nothing to mend, before the solution was shown.
        attempts: how often it was checked.
        hints: how many hints were taken.
        revealed: the solution was shown.
    """

    solved: bool = False
    attempts: int = 0
    hints: int = 0
    revealed: bool = False


def is_there(path: Path) -> bool:
    """True if there is something of this name; False too if there cannot be."""
    return os.path.exists(path)  # noqa: PTH110 - pathlib's raises for names that are too long


def read(path: Path) -> dict[str, Any]:
    """All that the file holds; what `done` takes from it is right, and all of it can be written again.

    Raises:
        ProgressError: it cannot be read: no progress file, or one of another version.
    """
    name = quoted(str(path), 200)
    try:
        data = jsontext.decode(storage.read_bytes(path))
    except (InputError, FileError) as problem:
        raise ProgressError(f"{name} cannot be read as progress ({problem}): {_NEW}") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ProgressError(f"{name} holds no progress of exercises (no format {FORMAT!r}): {_NEW}")
    version = data.get("version")
    if type(version) is not int or version != VERSION:
        newer = type(version) is int and version > VERSION
        update = "update xtsviz (pip install --upgrade xtsviz), or " if newer else ""
        raise ProgressError(
            f"{name} is of version {_shown(version)}, this xtsviz reads version {VERSION}: {update}{_NEW}. "
            "The file is as it was"
        )
    if not isinstance(data.get("exercises"), dict):
        raise ProgressError(f"{name}: exercises: an object is needed: {_NEW}")
    for exercise, one in data["exercises"].items():
        _check(name, exercise, one)
    try:
        encoded(data)
    except (ValueError, RecursionError):
        raise ProgressError(
            f"{name} holds what cannot be written again (a number or a character that files cannot have): {_NEW}"
        ) from None
    return data


def _check(name: str, exercise: str, given: Any) -> None:
    place = f"{name}: exercises.{quoted(exercise)[1:-1]}"
    if not isinstance(given, Mapping):
        raise ProgressError(f"{place}: an object is needed, not {_shown(given)}: {_NEW}")
    for key, usual in asdict(Done()).items():
        value = given.get(key, usual)
        if type(value) is not type(usual) or not 0 <= value <= MOST:
            wanted = "true or false" if isinstance(usual, bool) else f"a number from 0 to {MOST:,}"
            raise ProgressError(f"{place}.{key}: {wanted} is needed, not {_shown(value)}: {_NEW}")


def _shown(value: Any) -> str:
    return type(value).__name__ if isinstance(value, (dict, list)) else quoted(repr(value))[1:-1]


def done(data: Mapping[str, Any]) -> dict[str, Done]:
    """What was done, by the names of the exercises."""
    known = [field.name for field in fields(Done)]
    return {
        exercise: Done(**{key: one[key] for key in known if key in one})
        for exercise, one in data.get("exercises", {}).items()
    }


def updated(data: Mapping[str, Any], now: Mapping[str, Done]) -> dict[str, Any]:
    """The content of the file with what is done now; keys that this version does not know stay."""
    before = data.get("exercises", {})
    exercises = {exercise: {**before.get(exercise, {}), **asdict(one)} for exercise, one in now.items()}
    return {**data, "format": FORMAT, "version": VERSION, "exercises": exercises}


def encoded(data: Mapping[str, Any]) -> bytes:
    """The content of the file as bytes."""
    return jsontext.encode(data).encode("utf-8")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Others who use this wait meanwhile, in whatever process. A process that ends, however it does, lets go.

    The file that is locked lies beside the other one and stays there, empty. Where a file system knows no locks,
    nobody waits.

    Raises:
        ProgressError: there can be no lock, or somebody holds it for too long.
    """
    real = Path(os.path.realpath(path))
    name = quoted(str(path), 200)
    if not real.parent.is_dir():
        raise _not_kept(path, "there is no such folder")
    lock = FileLock(real.with_name(f".{real.name[:40]}.lock"), timeout=LOCK_SECONDS)
    held = True
    try:
        lock.acquire(poll_interval=0.005)
    except Timeout:
        raise ProgressError(
            f"cannot write {name}: another program has had it for {LOCK_SECONDS:.0f} seconds. End the other kernel if "
            "it hangs; until then progress is kept in memory only"
        ) from None
    except NotImplementedError:
        held = False
    except (OSError, ValueError) as problem:
        if getattr(problem, "errno", None) not in _NO_LOCKS:
            raise _not_kept(path, getattr(problem, "strerror", None) or str(problem)) from None
        held = False
    try:
        yield
    finally:
        if held:
            lock.release()


def write(path: Path, data: Mapping[str, Any]) -> None:
    """Write the file, whole or not at all.

    Raises:
        ProgressError: it cannot be written.
    """
    try:
        storage.write_atomically(path, encoded(data))
    except FileError as problem:
        raise ProgressError(f"{problem}. {_ELSEWHERE}") from None


def _not_kept(path: Path, why: str) -> ProgressError:
    return ProgressError(f"cannot write {quoted(str(path), 200)}: {why}. {_ELSEWHERE}")


def set_aside(path: Path) -> Path:
    """Give a file a name beside it that no file has; the new name.

    Raises:
        FileError: it cannot be set aside.
    """
    if not path.is_file():
        raise FileError(f"cannot set {quoted(str(path), 200)} aside: it is no plain file; name another")
    number = 1
    while (aside := path.with_name(f"{path.stem}-old-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as problem:
        raise FileError(f"cannot set {quoted(str(path), 200)} aside: {problem.strerror}") from None
    return aside
