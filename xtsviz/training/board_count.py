"""What a class expects: the predictions in any text that has their codes, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

from xtsviz.errors import ExerciseError, XtsvizError
from xtsviz.training import code_numbers, codes
from xtsviz.training.code_search import find_codes
from xtsviz.training.codes import CodeKey, Content
from xtsviz.training.course import catalog, find
from xtsviz.training.exercise import Exercise, Predict
from xtsviz.training.question import Cell
from xtsviz.training.wrong_ideas import WrongIdea, wrong_ideas

_MAX_TEXT = 60


class Idea(NamedTuple):
    """A wrong idea of some learners.

    >>> str(Idea("passed Adele Vance on to Litware", 31, 40))
    '31 of 40 passed Adele Vance on to Litware'
    """

    words: str
    learners: int
    of: int

    def __str__(self) -> str:
        return f"{self.learners:,} of {self.of:,} {self.words}"


class WrongCode(NamedTuple):
    """A code that could not be counted.

    Attributes:
        line: where it stands, from 1.
        text: as it stands there.
        reason: why it is not counted, as a sentence.
    """

    line: int
    text: str
    reason: str

    def __str__(self) -> str:
        return f"Line {self.line:,}, {self.text}: {self.reason}"


@dataclass(frozen=True)
class Tally:
    """The predictions for one exercise, before or after the explanation.

    Attributes:
        learners: how many predictions there are.
        right: how many of them are right in every cell.
        counts: how many ticked each cell, by (row, column).
        ideas: the wrong ideas, the commonest first; of each kind of mistake the cell that most got wrong.
    """

    learners: int
    right: int
    counts: Mapping[Cell, int]
    ideas: tuple[Idea, ...]


@dataclass(frozen=True)
class ExerciseCount:
    """The predictions for one exercise.

    Attributes:
        exercise: the exercise.
        before, after: what was expected before and after the explanation.
    """

    exercise: Predict
    before: Tally
    after: Tally

    @property
    def commonest(self) -> Idea | None:
        """The commonest wrong idea: before the explanation, or after it if nobody was asked before."""
        return next(iter((self.before if self.before.learners else self.after).ideas), None)


@dataclass(frozen=True)
class BoardResult:
    """What a class expects.

    Attributes:
        exercises: the exercises that there are codes of, in the order of the package; then others by title.
        wrong: codes that are not counted, in the order of the text.
    """

    exercises: tuple[ExerciseCount, ...] = ()
    wrong: tuple[WrongCode, ...] = field(default=(), repr=False)

    @property
    def learners(self) -> int:
        """How many codes are counted."""
        return sum(one.before.learners + one.after.learners for one in self.exercises)

    # What shows a result knows this module, and is loaded when something is shown.

    def __str__(self) -> str:
        return str(import_module("xtsviz.training.board_words").lines(self))

    def _repr_html_(self) -> str:
        return str(import_module("xtsviz.training.board_html").page(self))


def board(text: str, exercise: Exercise | str | None = None) -> BoardResult:
    """What a class expects, from any text that has codes in it: a chat, an export of one, one code in a line.

    Args:
        text: the text. Codes may be in capitals or not, in one piece or in groups.
        exercise: count the codes of this exercise only, given as such or by its name in `xtsviz.training.catalog`;
            None for all exercises of the package and all generated ones. Codes of one's own exercises need it.

    Raises:
        ExerciseError: the text is no text, or the exercise is no prediction.
        UnknownNameError: no exercise has this name.
    """
    if not isinstance(text, str):
        raise ExerciseError(f"text: a text with codes is needed, not {type(text).__name__}")
    return count_codes(text, None if exercise is None else checked_exercise(exercise))


def checked_exercise(exercise: Any) -> Predict:
    """A prediction, given as such or by its name.

    Raises:
        ExerciseError: it is no prediction, or has more cells than a code can hold.
        UnknownNameError: no exercise has this name.
    """
    chosen = exercise if isinstance(exercise, Exercise) else find(exercise)
    codes.prediction_code(chosen, ())
    assert isinstance(chosen, Predict)
    return chosen


def count_codes(text: str, only: Predict | None) -> BoardResult:
    """`board`, for arguments that were checked."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(only)
    wrong: list[WrongCode] = []
    counted: dict[_Sheet, tuple[Counter[int], Counter[int]]] = {}
    line, place = 1, 0
    for found in find_codes(text, reader.read):
        if isinstance(found.read, str):
            line, place = line + text.count("\n", place, found.start), found.start
            wrong.append(WrongCode(line, found.text[:_MAX_TEXT], found.read))
            continue
        sheet, mask, after = found.read
        if sheet not in counted:
            counted[sheet] = (Counter(), Counter())
        counted[sheet][after][mask] += 1
    order = {exercise.name: number for number, exercise in enumerate(catalog)}
    sheets = sorted(
        counted, key=lambda one: (order.get(one.exercise.name, len(order)), one.exercise.title, one.key)
    )
    return BoardResult(
        tuple(ExerciseCount(one.exercise, *(_tally(one, masks) for masks in counted[one])) for one in sheets),
        tuple(wrong),
    )


class _Sheet:
    """One exercise, prepared for counting."""

    def __init__(self, key: CodeKey, exercise: Predict) -> None:
        self.key, self.exercise = key, exercise
        self.mark = codes.layout_mark(exercise)
        self.cells = exercise.question.cells
        place_by_cell = {cell: place for place, cell in enumerate(self.cells)}
        self.answer = sum(1 << place_by_cell[cell] for cell in exercise.question.answer)
        self.ideas: tuple[WrongIdea, ...] = wrong_ideas(exercise)
        self.typical = [
            (
                f"ticked as if: “{mistake.idea}”",
                sum(1 << place_by_cell[cell] for cell in mistake.cells if cell in place_by_cell),
            )
            for mistake in getattr(exercise, "mistakes", ())
        ]


class _Reader:
    """Says what codes mean; each exercise is prepared once."""

    def __init__(self, only: Predict | None) -> None:
        self._only = None if only is None else _sheet(codes.code_key(only), only)
        self._sheets: dict[CodeKey, _Sheet | str] = {}

    def read(self, symbols: str) -> tuple[_Sheet, int, bool] | str:
        """The exercise, the ticked cells, whether after the explanation; or why not, as a sentence."""
        content = codes.read_symbols(symbols)
        if content is None:
            return "a character is wrong, or two are swapped"
        sheet = self._sheets.get(content.key)
        if sheet is None:
            sheet = self._sheets[content.key] = self._find(content)
        if isinstance(sheet, str):
            return sheet
        mask = codes.ticks_of(content, len(sheet.cells), sheet.mark)
        if mask is None:
            return f"it is of another version of the exercise “{sheet.exercise.title}”"
        if self._only is not None and sheet is not self._only:
            return f"it is of the exercise “{sheet.exercise.title}”, not of “{self._only.exercise.title}”"
        return sheet, mask, content.after

    def _find(self, content: Content) -> _Sheet | str:
        key = content.key
        if self._only is not None and key == self._only.key:
            return self._only
        if key.kind == "own":
            return (
                "it is of an exercise that is not of the package; name that exercise when you open the board"
            )
        exercise = exercise_of(key)
        if exercise is None:
            return "it is of an exercise that this version of xtsviz does not have"
        return _sheet(key, exercise)


def exercise_of(key: CodeKey) -> Predict | None:
    """The exercise of the package, or the generated one, that a code is about; None if there is none."""
    found: Any = None
    try:
        if key.kind == "shipped":
            names = [name for name, listed in code_numbers.NUMBERS.items() if listed[0] == key.number]
            found = find(names[0]) if names else None
        elif key.kind == "generated" and key.number < len(codes.topics()):
            found = import_module("xtsviz.training").generate(codes.topics()[key.number], key.seed)
    except XtsvizError:  # a seed that gives no exercise, an exercise that was taken out
        return None
    return found if isinstance(found, Predict) else None


@lru_cache(maxsize=64)
def _sheet(key: CodeKey, exercise: Predict) -> _Sheet:
    return _Sheet(key, exercise)


def _tally(sheet: _Sheet, masks: Counter[int]) -> Tally:
    of = masks.total()
    ticked = [
        sum(number for mask, number in masks.items() if mask >> place & 1)
        for place in range(len(sheet.cells))
    ]
    return Tally(
        of,
        masks[sheet.answer],
        MappingProxyType(dict(zip(sheet.cells, ticked, strict=True))),
        tuple(_ideas(sheet, masks, ticked, of)),
    )


def _ideas(sheet: _Sheet, masks: Counter[int], ticked: list[int], of: int) -> Iterable[Idea]:
    by_kind: dict[str, Idea] = {}
    for kind, words, place, wrong_if_ticked in sheet.ideas:
        count = ticked[place] if wrong_if_ticked else of - ticked[place]
        if count > by_kind.get(kind, Idea("", 0, of)).learners:
            by_kind[kind] = Idea(words, count, of)
    typical = [Idea(words, masks[mask], of) for words, mask in sheet.typical if masks[mask]]
    return sorted([*typical, *by_kind.values()], key=lambda idea: -idea.learners)
