"""What a learner has predicted: the ticks, whether they are locked in, and how often they were judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xtsviz.training.question import Cell, Question
from xtsviz.view.words import list_in_words, number

MAX_TRIES = 2
"""After so many wrong predictions the truth is shown."""


@dataclass(frozen=True)
class Prediction:
    """A prediction of one exercise.

    Attributes:
        ticked: the ticked cells.
        nothing: the rows of which the learner says that no cell is to be ticked.
        locked: True after *Lock in*, until the prediction is judged. Nothing can be ticked meanwhile.
        tries: the number of predictions that were judged since the exercise began.
        refuted: the last one of them that was wrong, as its ticked cells; None if there is none.
        informed: the learner had seen the truth or the lesson before this prediction was locked in.
        shown: the truth is on the screen. A right prediction does not count as solved then.
    """

    ticked: frozenset[Cell] = frozenset()
    nothing: frozenset[str] = frozenset()
    locked: bool = False
    tries: int = 0
    refuted: frozenset[Cell] | None = None
    informed: bool = False
    shown: bool = False

    def with_tick(self, question: Question, cell: Cell) -> Prediction:
        """The prediction with a cell ticked, or without its tick. Where a row has one answer, it has no other."""
        row = cell[0]
        others = self.ticked - {other for other in self.ticked if other[0] == row}
        ticked = others | {cell} if question.one_per_row else self.ticked ^ {cell}
        return replace(self, ticked=ticked, nothing=self.nothing - {row})

    def with_nothing(self, row: str) -> Prediction:
        """The prediction in which no cell of a row is to be ticked, or in which the row is open again."""
        ticked = frozenset(cell for cell in self.ticked if cell[0] != row)
        return replace(self, ticked=ticked, nothing=self.nothing ^ {row})

    def refusal(self, question: Question) -> str:
        """Why it cannot be locked in, in one sentence; empty if it can."""
        answered = self.nothing | {row for row, _ in self.ticked}
        open_rows = [row for row in question.rows_to_answer if row not in answered]
        if not open_rows:
            return "This prediction was not right: change it, then lock in." * (self.refuted == self.ticked)
        if not answered:
            return "Nothing is ticked yet: answer each row, then lock in."
        names = list_in_words([question.row_labels[row].rstrip(".") for row in open_rows], 3)
        return f"{number(len(open_rows), 'row has', 'rows have')} no answer yet: {names}."

    def wrong_rows(self, wrong_cells: Iterable[Cell]) -> int:
        """The number of rows that are not right."""
        return len({row for row, _ in wrong_cells})
