"""What a case of `make bench-growth` is, and what cases share."""

from collections.abc import Callable
from dataclasses import dataclass

import xtsviz as xts

Work = Callable[[], object]
"""What is measured; its input was made before."""

LIMIT = 2.3
"""Twice the input costs at most so many times the time and the memory."""


@dataclass(frozen=True)
class Case:
    """One thing whose time and memory grow with its input.

    Attributes:
        name: what is done to what, in a few words.
        prepare: makes the input of a size, and returns the work on it. Called in a fresh process.
        size: the smaller of the two sizes: the work takes about half a second there.
        limit: how many times the cost may grow from the size to its double.
    """

    name: str
    prepare: Callable[[int], Work]
    size: int
    limit: float = LIMIT


def document(**parts: object) -> xts.Design:
    """A design from the parts of a document."""
    return xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "name": "growth", **parts})
