"""What a learner has done so far, kept in one JSON file beside the notebook."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from xtsviz.errors import ProgressError, quoted
from xtsviz.model import storage
from xtsviz.training import progress_file
from xtsviz.training.progress_file import FORMAT, VERSION, Done

__all__ = ["FILE", "FORMAT", "VERSION", "Done", "Progress"]

FILE = "xtsviz-progress.json"
"""In the folder that the notebook runs in."""

Change: TypeAlias = Callable[[Done], Done]


class Progress:
    """A learner's progress; every change is written at once, whole or not at all.

    Several notebooks may use one file at the same time: a change is made to what the file holds then. What cannot be
    written is kept in memory, and written with the next change that can be. What a newer xtsviz adds to the file stays.

    Args:
        path: the file; made with the first change. None keeps everything in memory.

    Raises:
        ProgressError: the file is there and cannot be read: no progress file, or one of another version. It stays as
            it is.
        FileError: what is given is no path.
    """

    def __init__(self, path: str | os.PathLike[str] | None = FILE) -> None:
        self.path = None if path is None else Path(storage.path_text(path))
        self._data: dict[str, Any] = {}
        self._unsaved: list[tuple[str, Change]] = []
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
        if progress_file.is_there(old := Path(storage.path_text(path))):
            progress_file.set_aside(old)
        return cls(path)

    def __getitem__(self, exercise: str) -> Done:
        """What was done about an exercise, by its name.

        Raises:
            ProgressError: no name.
        """
        return self._done.get(_named(exercise), Done())

    def refresh(self) -> None:
        """Read the file again: another notebook may have written it.

        Raises:
            ProgressError: it cannot be read.
        """
        if self.path is not None:
            self._data = progress_file.read(self.path) if progress_file.is_there(self.path) else {}
        self._done = self._now()

    def checked(self, exercise: str, *, right: bool) -> None:
        """Note an attempt. What was solved stays solved; what was revealed is not solved by what was shown.

        Raises:
            ProgressError: it cannot be kept in the file, or an argument makes no sense; so for all changes.
        """
        if not isinstance(right, bool):
            raise ProgressError(f"right: True or False is needed, not {type(right).__name__}")

        def change(before: Done) -> Done:
            solved = before.solved or (right and not before.revealed)
            return replace(before, attempts=min(before.attempts + 1, progress_file.MOST), solved=solved)

        self._keep(exercise, change)

    def hinted(self, exercise: str, hints: int) -> None:
        """Note that so many hints were taken."""
        if type(hints) is not int or not 0 <= hints <= progress_file.MOST:
            raise ProgressError("hints: a number of hints is needed, such as 1")
        self._keep(exercise, lambda before: replace(before, hints=max(hints, before.hints)))

    def revealed(self, exercise: str) -> None:
        """Note that the solution was shown."""
        self._keep(exercise, lambda before: replace(before, revealed=True))

    def again(self, exercise: str) -> None:
        """One exercise is done anew: its hints and its solution count as not seen. What was solved stays solved."""
        self._keep(exercise, lambda before: replace(before, hints=0, revealed=False))

    def reset(self) -> Path | None:
        """Forget everything. A file that is there is set aside under another name, whatever it holds.

        Returns:
            Where the old file is now; None if there was none.

        Raises:
            FileError: it cannot be set aside.
            ProgressError: another program has the file for too long.
        """
        aside = None
        if self.path is not None and progress_file.is_there(self.path):
            with progress_file.alone(self.path):
                aside = progress_file.set_aside(self.path)
        self._data, self._unsaved, self._done = {}, [], {}
        return aside

    def export(self, path: str | os.PathLike[str]) -> None:
        """Write the progress to another file, to be kept or handed in; ``Progress(path)`` goes on from it.

        Raises:
            FileError: it cannot be written.
        """
        storage.write_atomically(path, self.text().encode("utf-8"))

    def text(self) -> str:
        """The progress as the text of its file."""
        return progress_file.encoded(progress_file.updated(self._data, self._done)).decode("utf-8")

    def table(self) -> pd.DataFrame:
        """One row per exercise that was touched: ``exercise``, ``solved``, ``attempts``, ``hints``, ``revealed``."""
        rows = [{"exercise": name, **asdict(one)} for name, one in self._done.items()]
        return pd.DataFrame(rows, columns=["exercise", "solved", "attempts", "hints", "revealed"])

    def __repr__(self) -> str:
        solved = sum(one.solved for one in self._done.values())
        return f"<Progress: {solved} solved, {len(self._done)} touched, in {self.path or 'memory'}>"

    def _now(self) -> dict[str, Done]:
        """What the file held when it was last read, and what is not in it yet."""
        done = progress_file.done(self._data)
        for exercise, change in self._unsaved:
            done[exercise] = change(done.get(exercise, Done()))
        return done

    def _keep(self, exercise: str, change: Change) -> None:
        self._unsaved.append((_named(exercise), change))
        self._done = self._now()  # holds whatever becomes of the file
        with nullcontext() if self.path is None else progress_file.alone(self.path):
            self.refresh()
            data = progress_file.updated(self._data, self._done)
            if self.path is not None and self._done != progress_file.done(self._data):
                progress_file.write(self.path, data)
        self._data, self._unsaved = data, []


def _named(exercise: str) -> str:
    if not isinstance(exercise, str):
        raise ProgressError(f"the name of an exercise is a text, not {type(exercise).__name__}")
    try:
        exercise.encode("utf-8")
    except UnicodeEncodeError:
        raise ProgressError(f"no exercise can be named {quoted(exercise)}") from None
    return exercise
