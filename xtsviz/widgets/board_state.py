"""All that the board shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from xtsviz.training.board_count import BoardResult, count_codes
from xtsviz.training.exercise import Predict
from xtsviz.view.words import number
from xtsviz.widgets.picture_state import Level, PictureState


@dataclass(frozen=True)
class BoardState(PictureState):
    """All that the board shows at one moment.

    Attributes:
        only: the exercise that is counted; None for all.
        text: where the codes are.
        source: the file that the text comes from; empty for the field.
        live: the codes of learners who use the trainer's server; None if there is no such server.
        shown: the name of the exercise on the screen; empty for all.
        answers: whether right and wrong is told.
        message, level: of the status line.
        dark: whether the page is dark.
    """

    picture_fields = frozenset({"text", "live"})

    only: Predict | None = None
    text: str = ""
    source: str = ""
    live: tuple[str, ...] | None = None
    shown: str = ""
    answers: bool = True
    message: str = ""
    level: Level = "info"
    dark: bool = False

    @property
    def result(self) -> BoardResult:
        """What is counted: the text, and the codes of the server."""
        return _counted(self.text, self.live or (), self.only)

    @cached_property
    def on_screen(self) -> BoardResult:
        """What is counted, for the exercise on the screen."""
        result = self.result
        names = {count.exercise.name for count in result.exercises}
        if self.shown not in names:
            return result
        chosen = tuple(count for count in result.exercises if count.exercise.name == self.shown)
        return BoardResult(chosen, result.wrong)

    @property
    def summary(self) -> str:
        """How many codes are counted, in a sentence."""
        result = self.result
        if not result.learners and not result.wrong:
            return "There is no code in that text." if self.text.strip() else "No codes yet."
        said = f"{number(result.learners, 'prediction')} counted."
        return f"{said} {number(len(result.wrong), 'code')} not counted." if result.wrong else said


@lru_cache(maxsize=4)
def _counted(text: str, live: tuple[str, ...], only: Predict | None) -> BoardResult:
    # Codes of the server are in lines of their own, behind the text, so that its lines keep their numbers.
    return count_codes("\n".join((text, *live)), only)
