"""Predictions of learners who use the trainer's server: their codes lie in a folder of that server, without names.

The server tells its kernels the folder by an environment variable. Only the owner of the server can read it, and it is
removed with the server. Whatever is in it is checked like input of a stranger.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from xtsviz.errors import ExerciseError, XtsvizError
from xtsviz.model import storage
from xtsviz.training.board_folder import board_folder
from xtsviz.training.codes import LENGTH, code_key, prediction_code
from xtsviz.training.exercise import Exercise
from xtsviz.training.question import Cell

MAX_CODES = 10_000
"""So many codes of a folder are read."""

_NAME = re.compile(r"[0-9a-f]{16}-[a-z]+-\d+-\d+-(before|after)")


class LockedCode(NamedTuple):
    """The code of a prediction that was locked in.

    Attributes:
        code: ten characters.
        after: locked in after the explanation.
        posted: it is in the folder of the server.
    """

    code: str
    after: bool
    posted: bool


class KeptLearner(NamedTuple):
    """What is kept of a learner.

    Attributes:
        number: sixteen hexadecimal digits; empty before the first prediction is posted.
        locked: names of exercises of which a prediction was locked in.
        began_again: those of them that were begun again afterwards.
    """

    number: str = ""
    locked: tuple[str, ...] = ()
    began_again: tuple[str, ...] = ()


class Learner:
    """One learner, who is known by a random number.

    A prediction takes the place of an earlier one of the same exercise, before or after the explanation. Who locks a
    prediction in and then begins again has heard the explanation, which the trainer may have said aloud.

    Args:
        kept: what a learner `keeps`, from before a reload of the page.
    """

    def __init__(self, kept: KeptLearner | None = None) -> None:
        self._number, locked, began_again = kept or KeptLearner()
        self._locked, self._began_again = set(locked), set(began_again)

    @property
    def keeps(self) -> KeptLearner:
        """What has to outlive the kernel, so that a learner who comes back is the same one on the board."""
        return KeptLearner(self._number, tuple(sorted(self._locked)), tuple(sorted(self._began_again)))

    def begin_again(self, exercise: Exercise) -> None:
        """The learner begins an exercise again."""
        self._began_again |= self._locked & {exercise.name}

    def lock(self, exercise: Exercise, ticks: Iterable[Cell], *, after: bool) -> LockedCode | None:
        """The code of a prediction that is locked in; where there is a folder, it is put there.

        Args:
            exercise: a prediction.
            ticks: the ticked cells.
            after: the learner has seen the truth or the explanation on the screen.

        Returns:
            None if the prediction has no code.
        """
        after = after or exercise.name in self._began_again
        self._locked.add(exercise.name)
        try:
            code = prediction_code(exercise, ticks, after=after)
        except ExerciseError:
            return None
        return LockedCode(code, after, self._post(exercise, code, "after" if after else "before"))

    def _post(self, exercise: Exercise, code: str, when: str) -> bool:
        folder = board_folder()
        if folder is None:
            return False
        # Not before: a warm kernel may be copied for several learners.
        self._number = self._number or secrets.token_hex(8)
        name = "-".join((self._number, *map(str, code_key(exercise)), when))
        try:
            storage.write_atomically(folder / name, code.encode("ascii"), private=True)
        except XtsvizError:  # the server is about to end
            return False
        return True


def posted_codes(folder: Path) -> tuple[str, ...]:
    """The codes in a folder, sorted; none if there is no such folder any more."""
    codes: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(codes) >= MAX_CODES:
                    break
                if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    codes.append(Path(entry.path).read_bytes()[: LENGTH + 1].decode("ascii", "replace"))
    except OSError:
        return ()
    return tuple(sorted(codes))
