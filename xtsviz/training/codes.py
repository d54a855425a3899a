"""A prediction as a code of ten characters, which a learner posts or reads out: no server, no name.

A code holds the exercise, a mark of its table of cells, the ticked cells, and whether they were ticked before or after
the explanation. The last character is a check digit: every single wrong character is found, and every two that are
swapped. Case does not matter. The characters are digits, and letters whose English names sound unlike each other; O is
read as 0, I and L as 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from importlib import import_module
from typing import Literal, NamedTuple

from xtsviz.errors import ExerciseError, quoted
from xtsviz.training import code_numbers
from xtsviz.training.exercise import Exercise, Predict
from xtsviz.training.question import Cell

ALPHABET = "0123456789FKMPQRWXY"
ALIASES = "OIL"
"""Letters that look like a digit of the alphabet, and are read as `ALIAS_DIGITS`."""
ALIAS_DIGITS = "011"
LENGTH = 10
SHIPPED_CELLS, GENERATED_CELLS = 32, 16
MAX_TOPICS, MAX_SEEDS = 16, 4096

Kind = Literal["shipped", "own", "generated"]

# 19 is a prime number, so the check digit (a weighted sum, each place with another weight) finds every swap.
_BASE = len(ALPHABET)
_SPACE = _BASE ** (LENGTH - 1)
_GENERATED_FROM = (code_numbers.OWN + 1) * 2 << SHIPPED_CELLS
_GENERATED_MARKS = 5  # what is left of the space
# Codes of like predictions would be alike, with many zeros, and hard to tell apart on a screen.
_SCRAMBLE = 0x9E3779B97F4A7C15 % _SPACE
_UNSCRAMBLE = pow(_SCRAMBLE, -1, _SPACE)
_PYTHON_DIGITS = "0123456789abcdefghi"
_TO_PYTHON = str.maketrans(ALPHABET, _PYTHON_DIGITS)
_CLEAN = str.maketrans(ALIASES, ALIAS_DIGITS, " \t-\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{EN DASH}")


class CodeKey(NamedTuple):
    """Which exercise a code is about.

    Attributes:
        kind: of the package, generated, or one's own.
        number: of an exercise of the package (`code_numbers`); of a generated one, the place of its topic in
            `xtsviz.training.topics`.
        seed: of a generated exercise.
    """

    kind: Kind
    number: int
    seed: int = 0

    @property
    def room(self) -> int:
        """How many cells a code can hold."""
        return GENERATED_CELLS if self.kind == "generated" else SHIPPED_CELLS


class Content(NamedTuple):
    """What a code says: about which exercise, before or after the explanation, its cells and marks as numbers."""

    key: CodeKey
    after: bool
    cells: int
    mark: int = 0


def topics() -> tuple[str, ...]:
    """The topics of generated exercises; their order is part of the codes."""
    return tuple(getattr(import_module("xtsviz.training"), "topics", ()))


def code_key(exercise: Exercise) -> CodeKey:
    """Which exercise this is, for a code. The one place that knows how an exercise gets into a code.

    An exercise of the package is known by its name, a generated one by its topic and seed.
    """
    if (listed := code_numbers.NUMBERS.get(exercise.name)) is not None:
        return CodeKey("shipped", listed[0])
    if (generated := getattr(exercise, "generated", None)) is not None:
        known = topics()[:MAX_TOPICS]
        if generated.topic in known and generated.seed < MAX_SEEDS:
            return CodeKey("generated", known.index(generated.topic), generated.seed)
    return CodeKey("own", code_numbers.OWN)


def layout_mark(exercise: Predict) -> int:
    """A number from the cells of an exercise and their answer: another table or another answer has another one."""
    question = exercise.question
    described = json.dumps([exercise.name, question.cells, sorted(question.answer)])
    return int.from_bytes(sha256(described.encode()).digest()[:6], "big")


def prediction_code(exercise: Exercise, ticks: Iterable[Cell], *, after: bool = False) -> str:
    """The code of a prediction.

    Args:
        exercise: a prediction.
        ticks: the ticked cells, each as (row, column).
        after: ticked after the explanation.

    Raises:
        ExerciseError: the exercise is no prediction, has no such cell, or more cells than a code can hold: 32, or 16
            if it is generated.
    """
    if not isinstance(exercise, Predict):
        name = quoted(getattr(exercise, "name", type(exercise).__name__))
        raise ExerciseError(f"exercise {name} has no code: only a prediction has one")
    key, question = code_key(exercise), exercise.question
    ticked = question.check_cells(ticks)
    if len(question.cells) > key.room:
        raise ExerciseError(
            f"exercise {quoted(exercise.name)} has no code: it has {len(question.cells)} cells, and a code can hold "
            f"{key.room}"
        )
    mask = sum(1 << place for place, cell in enumerate(question.cells) if cell in ticked)
    mark = layout_mark(exercise)
    return _symbols(
        Content(key, after, mask | _filling(mark, len(question.cells), key.room), mark % _GENERATED_MARKS)
    )


def ticks_of(content: Content, count: int, mark: int) -> int | None:
    """The ticked cells as a number with a bit for each cell, the first one lowest; None if the marks differ.

    Args:
        count: how many cells the exercise has that the code names.
        mark: its `layout_mark`.
    """
    if count > content.key.room:
        return None
    mask = content.cells & ((1 << count) - 1)
    same = content.cells == mask | _filling(mark, count, content.key.room)
    return (
        mask
        if same and (content.key.kind != "generated" or content.mark == mark % _GENERATED_MARKS)
        else None
    )


def cleaned(text: str) -> str:
    """A text without spaces and hyphens, in capitals, with the letters that look like digits as digits."""
    return text.upper().translate(_CLEAN)


def read_symbols(symbols: str) -> Content | None:
    """What ten characters of the alphabet say; None if the check digit is another, or it is no code at all."""
    digits = symbols.translate(_TO_PYTHON)
    if _PYTHON_DIGITS[_check(digits)] != digits[-1]:
        return None
    value = int(digits[:-1], _BASE) * _UNSCRAMBLE % _SPACE
    if value < _GENERATED_FROM:
        head, cells = divmod(value, 1 << SHIPPED_CELLS)
        number, after = divmod(head, 2)
        return Content(
            CodeKey("own" if number == code_numbers.OWN else "shipped", number), bool(after), cells
        )
    value, mark = divmod(value - _GENERATED_FROM, _GENERATED_MARKS)
    head, cells = divmod(value, 1 << GENERATED_CELLS)
    head, seed = divmod(head, MAX_SEEDS)
    topic, after = divmod(head, 2)
    return (
        Content(CodeKey("generated", topic, seed), bool(after), cells, mark) if topic < MAX_TOPICS else None
    )


def _symbols(content: Content) -> str:
    key = content.key
    if key.kind == "generated":
        head = (key.number * 2 + content.after) * MAX_SEEDS + key.seed
        inner = ((head << GENERATED_CELLS) | content.cells) * _GENERATED_MARKS + content.mark
        value = _GENERATED_FROM + inner
    else:
        value = (key.number * 2 + content.after) << SHIPPED_CELLS | content.cells
    value = value * _SCRAMBLE % _SPACE
    places = [value // _BASE**place % _BASE for place in reversed(range(LENGTH - 1))]
    check = sum(weight * place for weight, place in enumerate(places, 1)) % _BASE
    return "".join(ALPHABET[place] for place in (*places, check))


def _check(digits: str) -> int:
    return sum(weight * _VALUE[digit] for weight, digit in enumerate(digits[:-1], 1)) % _BASE


_VALUE: dict[str, int] = {digit: value for value, digit in enumerate(_PYTHON_DIGITS)}


def _filling(mark: int, count: int, room: int) -> int:
    """As much of a mark as the cells leave room for, above them."""
    return (mark & ((1 << (room - count)) - 1)) << count
