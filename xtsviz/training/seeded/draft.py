"""A draft becomes an exercise if its typical mistakes can be told apart. A topic makes drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xtsviz.training.question import Cell, Question, who_appears
from xtsviz.training.seeded.dice import Dice
from xtsviz.training.seeded.world import Rules, World
from xtsviz.training.typical import TypicalMistake
from xtsviz.view.words import list_in_words

MAX_CELLS = 16
"""A prediction has at most so many cells to tick, so that a short code can hold it."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An exercise that may turn out too easy.

    Attributes:
        story, task, lesson: texts of the exercise. The lesson is about this design.
        ask: makes the question; its answer comes from the engine.
        cells: how many cells there are to tick.
        expected: the cells that should be right, by the small evaluation.
        mistakes: the typical mistakes.
    """

    story: str
    task: str
    lesson: str
    ask: Callable[[], Question]
    cells: int
    expected: frozenset[Cell]
    mistakes: Sequence[TypicalMistake]

    @property
    def is_good(self) -> bool:
        """Whether every typical mistake gives an answer of its own, and neither no cell nor every cell is right."""
        answers = [self.expected, *(mistake.cells for mistake in self.mistakes)]
        return (
            0 < len(self.expected) < self.cells <= MAX_CELLS
            and len(set(answers)) == len(answers)
            and all(mistake.cells for mistake in self.mistakes)
        )


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What generated exercises can be about.

    Attributes:
        key: its short name in code.
        title: its name for people.
        hints: for all exercises of the topic.
        lesson: what to remember, for all exercises of the topic.
        source: the document behind it.
        like: names of exercises of the package that teach the same.
        draw: makes a draft.
    """

    key: str
    title: str
    hints: Sequence[str]
    lesson: str
    source: str
    like: Sequence[str]
    draw: Callable[[Dice], Draft]


@dataclass(frozen=True)
class Idea:
    """A wrong idea: one rule that is not true.

    Attributes:
        key, idea, truth: as in `TypicalMistake`.
        rules: the rules of somebody who has it.
    """

    key: str
    idea: str
    truth: str
    rules: Rules

    def mistake(self, cells: frozenset[Cell]) -> TypicalMistake:
        """The mistake of somebody who has the idea, with the cells that they tick."""
        return TypicalMistake(self.key, self.idea, self.truth, cells)


def world_draft(
    world: World,
    ideas: Sequence[Idea],
    *,
    story: str,
    lesson: str = "",
    task: str = "Tick who appears where. The cells where people are at home are filled in already.",
    notes: Sequence[str] | Mapping[str, str] = (),
) -> Draft:
    """A draft that asks who appears where in a world."""
    return Draft(
        story=story,
        task=task,
        lesson=lesson,
        ask=lambda: who_appears(world.design(), notes=notes),
        cells=world.cells,
        expected=world.appears(),
        mistakes=[idea.mistake(world.appears(idea.rules)) for idea in ideas],
    )


def named(names: Sequence[str]) -> str:
    """Names in a sentence, all of them."""
    return list_in_words(names, len(names))
