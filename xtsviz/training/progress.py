"""A learner's progress, in one JSON file next to the notebook."""

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
from xtsviz.training.progress_file import FORMAT, VERSION, ExerciseRecord

__all__ = ["FILE", "FORMAT", "VERSION", "ExerciseRecord", "Progress"]

FILE = "xtsviz-progress.json"
"""The default file, in the folder of the notebook."""

RecordUpdate: TypeAlias = Callable[[ExerciseRecord], ExerciseRecord]


class Progress:
    """A learner's progress. Every change is written at once, completely or not at all.

    Several notebooks may use one file at the same time: each change applies to the current content of the file. A
    change that cannot be written stays in memory, and is written with a later change. Keys of a newer xtsviz stay in
    the file.

    Args:
        path: the file; the first change creates it. None keeps everything in memory.

    Raises:
        ProgressError: the file exists and is no progress file, or has another version. The file stays as it is.
        FileError: the argument is no path.
    """

    def __init__(self, path: str | os.PathLike[str] | None = FILE) -> None:
        self.path = None if path is None else Path(storage.path_text(path))
        self._data: dict[str, Any] = {}
        self._unsaved: list[tuple[str, RecordUpdate]] = []
        self._records: dict[str, ExerciseRecord] = {}
        self.refresh()

    @classmethod
    def in_memory(cls) -> Progress:
        """Progress without a file."""
        return cls(None)

    @classmethod
    def start_over(cls, path: str | os.PathLike[str] = FILE) -> Progress:
        """Empty progress in a file. An existing file gets another name, whatever its content.

        Raises:
            FileError: the existing file cannot be renamed.
        """
        if progress_file.exists(old_file := Path(storage.path_text(path))):
            progress_file.set_aside(old_file)
        return cls(path)

    def __getitem__(self, exercise: str) -> ExerciseRecord:
        """The record of an exercise, by its name.

        Raises:
            ProgressError: the name is no text.
        """
        return self._records.get(_checked_name(exercise), ExerciseRecord())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the exercises that have a record, in the order in which they were begun."""
        return tuple(self._records)

    def refresh(self) -> None:
        """Read the file again, because another notebook may have written it.

        Raises:
            ProgressError: the file cannot be read.
        """
        if self.path is not None:
            self._data = progress_file.read(self.path) if progress_file.exists(self.path) else {}
        self._records = self._current_records()

    def record_attempt(self, exercise: str, *, right: bool) -> None:
        """Record an attempt. A right attempt does not count as solved if the solution was shown before.

        Raises:
            ProgressError: the file cannot be written, or an argument is invalid. The other changes raise it, too.
        """
        if not isinstance(right, bool):
            raise ProgressError(f"right: True or False is needed, not {type(right).__name__}")

        def change(before: ExerciseRecord) -> ExerciseRecord:
            solved = before.solved or (right and not before.revealed)
            return replace(before, attempts=min(before.attempts + 1, progress_file.MAX_NUMBER), solved=solved)

        self._apply(exercise, change)

    def record_hints(self, exercise: str, hints: int) -> None:
        """Record that the learner has seen so many hints."""
        if type(hints) is not int or not 0 <= hints <= progress_file.MAX_NUMBER:
            raise ProgressError("hints: a number of hints is needed, such as 1")
        self._apply(exercise, lambda before: replace(before, hints=max(hints, before.hints)))

    def record_reveal(self, exercise: str) -> None:
        """Record that the learner has seen the solution."""
        self._apply(exercise, lambda before: replace(before, revealed=True))

    def restart(self, exercise: str) -> None:
        """Record that the learner starts an exercise again: its hints and its solution count as not seen."""
        self._apply(exercise, lambda before: replace(before, hints=0, revealed=False))

    def reset(self) -> Path | None:
        """Forget everything. An existing file gets another name, whatever its content.

        Returns:
            The new name of the old file; None if there was none.

        Raises:
            FileError: the old file cannot be renamed.
            ProgressError: another program locks the file for too long.
        """
        old_file = None
        if self.path is not None and progress_file.exists(self.path):
            with progress_file.locked(self.path):
                old_file = progress_file.set_aside(self.path)
        self._data, self._unsaved, self._records = {}, [], {}
        return old_file

    def export(self, path: str | os.PathLike[str]) -> None:
        """Write a copy of the progress to another file. ``Progress(path)`` continues from it.

        Raises:
            FileError: the file cannot be written.
        """
        storage.write_atomically(path, self.text().encode("utf-8"))

    def text(self) -> str:
        """The progress as the text of its file."""
        return progress_file.encoded(progress_file.with_records(self._data, self._records)).decode("utf-8")

    def go_on_from(self, data: Any) -> None:
        """Go on from progress that was kept elsewhere, as `text` writes it. Progress in a file stays as it is.

        Raises:
            ProgressError: it cannot be read as progress.
        """
        progress_file.check(data, "what was saved")
        if self.path is None:
            self._data, self._unsaved = dict(data), []
            self._records = self._current_records()

    def table(self) -> pd.DataFrame:
        """One row per exercise with a record: ``exercise``, ``solved``, ``attempts``, ``hints``, ``revealed``."""
        rows = [{"exercise": name, **asdict(record)} for name, record in self._records.items()]
        return pd.DataFrame(rows, columns=["exercise", "solved", "attempts", "hints", "revealed"])

    def __repr__(self) -> str:
        solved = sum(record.solved for record in self._records.values())
        return f"<Progress: {solved} solved, {len(self._records)} touched, in {self.path or 'memory'}>"

    def _current_records(self) -> dict[str, ExerciseRecord]:
        """The records of the file as last read, with the changes that are not in it yet."""
        records = progress_file.records(self._data)
        for exercise, change in self._unsaved:
            records[exercise] = change(records.get(exercise, ExerciseRecord()))
        return records

    def _apply(self, exercise: str, change: RecordUpdate) -> None:
        self._unsaved.append((_checked_name(exercise), change))
        self._records = self._current_records()  # in memory, even if the file cannot be written
        with nullcontext() if self.path is None else progress_file.locked(self.path):
            self.refresh()
            data = progress_file.with_records(self._data, self._records)
            if self.path is not None and self._records != progress_file.records(self._data):
                progress_file.write(self.path, data)
        self._data, self._unsaved = data, []


def _checked_name(exercise: str) -> str:
    if not isinstance(exercise, str):
        raise ProgressError(f"the name of an exercise is a text, not {type(exercise).__name__}")
    try:
        exercise.encode("utf-8")
    except UnicodeEncodeError:
        raise ProgressError(f"no exercise can be named {quoted(exercise)}") from None
    return exercise
