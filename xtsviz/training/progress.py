"""What a learner has done so far, kept in one JSON file beside the notebook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from xtsviz.errors import FileError, InputError, ProgressError, quoted
from xtsviz.model import jsontext

FORMAT = "xtsviz-progress"
VERSION = 1
FILE = "xtsviz-progress.json"
"""In the folder that the notebook runs in."""

_NEW = "start over (xts.training.Progress.anew sets the old file aside) or name another file"


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


class Progress:
    """A learner's progress; every change is written at once, whole or not at all.

    Args:
        path: the file; made with the first change. None keeps everything in memory.

    Raises:
        ProgressError: the file is there and cannot be read: no progress file, or one of another version. It stays as
            it is.
    """

    def __init__(self, path: str | os.PathLike[str] | None = FILE) -> None:
        self.path = None if path is None else Path(path)
        self._done: dict[str, Done] = {}
        self.refresh()

    @classmethod
    def in_memory(cls) -> Progress:
        """Progress that is kept nowhere."""
        return cls(None)

    @classmethod
    def anew(cls, path: str | os.PathLike[str] = FILE) -> Progress:
        """Progress that begins anew in a file; one that is there is set aside, whatever it holds.

        Raises:
            FileError: it cannot be set aside.
        """
        if (old := Path(path)).exists():
            _set_aside(old)
        return cls(path)

    def __getitem__(self, exercise: str) -> Done:
        """What was done about an exercise, by its name."""
        return self._done.get(exercise, Done())

    def refresh(self) -> None:
        """Read the file again: another notebook may have written it.

        Raises:
            ProgressError: it cannot be read.
        """
        if self.path is not None and self.path.exists():
            self._done = _read(self.path)

    def checked(self, exercise: str, *, right: bool) -> None:
        """Note an attempt. What was solved stays solved; what was revealed is not solved by what was shown."""
        before = self._latest(exercise)
        solved = before.solved or (right and not before.revealed)
        self._keep(exercise, replace(before, attempts=before.attempts + 1, solved=solved))

    def hinted(self, exercise: str, hints: int) -> None:
        """Note that so many hints were taken."""
        before = self._latest(exercise)
        self._keep(exercise, replace(before, hints=max(hints, before.hints)))

    def revealed(self, exercise: str) -> None:
        """Note that the solution was shown."""
        self._keep(exercise, replace(self._latest(exercise), revealed=True))

    def again(self, exercise: str) -> None:
        """One exercise is done anew: its hints and its solution count as not seen. What was solved stays solved."""
        before = self._latest(exercise)
        if before.hints or before.revealed:
            self._keep(exercise, replace(before, hints=0, revealed=False))

    def reset(self) -> Path | None:
        """Forget everything. A file that is there is set aside under another name, whatever it holds.

        Returns:
            Where the old file is now; None if there was none.

        Raises:
            FileError: it cannot be set aside.
        """
        self._done = {}
        if self.path is None or not self.path.exists():
            return None
        return _set_aside(self.path)

    def export(self, path: str | os.PathLike[str]) -> None:
        """Write the progress to another file, to be kept or handed in; ``Progress(path)`` goes on from it.

        Raises:
            FileError: it cannot be written.
        """
        jsontext.write_whole(path, self.text().encode("utf-8"))

    def text(self) -> str:
        """The progress as the text of its file."""
        done = {name: asdict(one) for name, one in self._done.items()}
        return jsontext.encode({"format": FORMAT, "version": VERSION, "exercises": done})

    def table(self) -> pd.DataFrame:
        """One row per exercise that was touched: ``exercise``, ``solved``, ``attempts``, ``hints``, ``revealed``."""
        rows = [{"exercise": name, **asdict(one)} for name, one in self._done.items()]
        return pd.DataFrame(rows, columns=["exercise", "solved", "attempts", "hints", "revealed"])

    def __repr__(self) -> str:
        solved = sum(one.solved for one in self._done.values())
        return f"<Progress: {solved} solved, {len(self._done)} touched, in {self.path or 'memory'}>"

    def _latest(self, exercise: str) -> Done:
        self.refresh()
        return self[exercise]

    def _keep(self, exercise: str, done: Done) -> None:
        self._done = {**self._done, exercise: done}
        self._write()

    def _write(self) -> None:
        if self.path is not None:
            self.export(self.path)


def _read(path: Path) -> dict[str, Done]:
    name = quoted(str(path), 200)
    try:
        data = jsontext.decode(jsontext.read_bytes(path))
    except (InputError, FileError) as problem:
        raise ProgressError(f"{name} cannot be read as progress ({problem}): {_NEW}") from None
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise ProgressError(f"{name} holds no progress of exercises (no format {FORMAT!r}): {_NEW}")
    version = data.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        update = "update xtsviz (pip install --upgrade xtsviz), or " if newer else ""
        raise ProgressError(
            f"{name} is of version {version!r}, this xtsviz reads version {VERSION}: {update}{_NEW}. "
            "The file is as it was"
        )
    exercises = data.get("exercises")
    if not isinstance(exercises, Mapping):
        raise ProgressError(f"{name}: exercises: an object is needed: {_NEW}")
    return {name: _done(path, name, one) for name, one in exercises.items()}


def _done(path: Path, exercise: str, given: Any) -> Done:
    usual = asdict(Done())
    if isinstance(given, Mapping) and set(given) <= set(usual):
        values = {**usual, **given}
        if all(type(values[key]) is type(value) for key, value in usual.items()):
            return Done(**values)
    place = f"{quoted(str(path), 200)}: exercises.{exercise}"
    raise ProgressError(
        f"{place}: solved, attempts, hints and revealed are needed, not {quoted(str(given))}: {_NEW}"
    )


def _set_aside(path: Path) -> Path:
    """Give a file a name beside it that no file has; the new name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}-old-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as problem:
        raise FileError(f"cannot set {quoted(str(path), 200)} aside: {problem.strerror}") from None
    return aside
