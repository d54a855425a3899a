"""What generated exercises know beside the right answer: where they come from, and which mistakes they tell apart."""

from __future__ import annotations

from typing import NamedTuple

from xtsviz.training.question import Cell


class Generated(NamedTuple):
    """Where a generated exercise comes from.

    Attributes:
        topic: a key of `xtsviz.training.topics`.
        seed: the number that it was asked for with.
    """

    topic: str
    seed: int


class TypicalMistake(NamedTuple):
    """The ticks of somebody who has one wrong idea and makes no other mistake.

    Attributes:
        key: a short name of the idea: lower-case letters and hyphens.
        idea: the wrong idea, as a sentence.
        truth: what is true instead, as a sentence.
        cells: the ticks, as (row, column).
    """

    key: str
    idea: str
    truth: str
    cells: frozenset[Cell]

    @property
    def sentence(self) -> str:
        """What somebody with exactly these ticks reads first."""
        return f"Your ticks fit a wrong idea: “{self.idea}” {self.truth}"
