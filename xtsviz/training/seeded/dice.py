"""Choices that follow from a text alone: the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Choices from a key. Of Python's generator only ``random()`` is used: only that is promised never to change."""

    def __init__(self, key: str) -> None:
        self._random = Random(key)  # noqa: S311 - an exercise is no secret

    def number(self, below: int) -> int:
        """A whole number from 0 to ``below - 1``."""
        return int(self._random.random() * below)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.number(len(items))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Several items in any order, each one at most once."""
        left = list(items)
        return [left.pop(self.number(len(left))) for _ in range(count)]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All items in another order."""
        return self.some(items, len(items))

    def some_in_order(self, items: Sequence[Item], count: int) -> list[Item]:
        """Several items in the order in which they were given."""
        return [items[place] for place in sorted(self.some(range(len(items)), count))]
