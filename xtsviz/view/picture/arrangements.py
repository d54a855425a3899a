"""Ways to arrange boxes in a rectangle: lines, a ring, a free form. Each fills the rectangle that it is given.

Positions are centres, from the upper left corner of the rectangle. Nothing is random.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from xtsviz.view.picture.box_positions import Position, Size
from xtsviz.view.theme import GAP

Sizes = Mapping[str, Size]

_ARROW_ROOM = 116.0
"""Between two columns: room for an arrow with its number."""
_ARROW_DEPTH = 84.0
"""Between two rows, the same."""
_LINE_GAP = 26.0
"""Between two boxes of a line, where no arrows are."""
_RING_GAP = 60.0
"""Between two boxes side by side on a ring."""
_PAIRS_CHECKED = 40
"""Of more boxes than this on a ring, only neighbours are compared."""


class Arrangement(Protocol):
    """A way to arrange boxes."""

    def fits(self, width: float, height: float, sizes: Sizes) -> bool:
        """True if the boxes have room in a rectangle of this size, with gaps for arrows."""

    def place(self, width: float, height: float, sizes: Sizes) -> dict[str, Position]:
        """The centres of the boxes, so that they fill the rectangle."""


@dataclass(frozen=True)
class Lines:
    """Columns from left to right, or rows from top to bottom.

    Attributes:
        lines: the boxes of each line.
        rows: True for rows.
        between: the smallest gap between two lines; None for the room that arrows need.
    """

    lines: tuple[tuple[str, ...], ...]
    rows: bool = False
    between: float | None = None

    def needed(self, sizes: Sizes) -> Size:
        """The smallest width and height."""
        depths = self._depths(sizes)
        gap = self.between if self.between is not None else _ARROW_DEPTH if self.rows else _ARROW_ROOM
        across = sum(depths) + gap * (len(depths) - 1)
        along = max(self._length(line, sizes) + _LINE_GAP * (len(line) - 1) for line in self.lines)
        return (along, across) if self.rows else (across, along)

    def fits(self, width: float, height: float, sizes: Sizes) -> bool:
        """True if the lines have room."""
        wide, tall = self.needed(sizes)
        return wide <= width and tall <= height

    def place(self, width: float, height: float, sizes: Sizes) -> dict[str, Position]:
        """Lines over the whole rectangle. The longest line reaches from border to border, shorter ones stay inside."""
        across, along = (height, width) if self.rows else (width, height)
        depths = self._depths(sizes)
        between = (across - sum(depths)) / (len(depths) - 1) if len(depths) > 1 else 0.0
        most = max(map(len, self.lines))
        found: dict[str, Position] = {}
        edge = 0.0 if len(depths) > 1 else (across - depths[0]) / 2
        for line, depth in zip(self.lines, depths, strict=True):
            free = along - self._length(line, sizes)
            inside = len(line) < most or len(line) == 1
            gap = free / (len(line) + (1 if inside else -1))
            at = gap if inside else 0.0
            for name in line:
                long = sizes[name][0 if self.rows else 1]
                middle, beside = at + long / 2, edge + depth / 2
                found[name] = (middle, beside) if self.rows else (beside, middle)
                at += long + gap
            edge += depth + between
        return found

    def _depths(self, sizes: Sizes) -> list[float]:
        side = 1 if self.rows else 0
        return [max(sizes[name][side] for name in line) for line in self.lines]

    def _length(self, line: Iterable[str], sizes: Sizes) -> float:
        return sum(sizes[name][0 if self.rows else 1] for name in line)


@dataclass(frozen=True)
class Ring:
    """Boxes on an ellipse as wide and high as the rectangle, clockwise, and perhaps one box in the middle."""

    members: tuple[str, ...]
    centre: str | None = None

    def fits(self, width: float, height: float, sizes: Sizes) -> bool:
        """True if no box comes too close to another."""
        if any(sizes[name][0] > width or sizes[name][1] > height for name in self._all):
            return False
        at = self.place(width, height, sizes)
        return _all_apart(at, sizes, self._pairs(), _RING_GAP, GAP * 0.8)

    def place(self, width: float, height: float, sizes: Sizes) -> dict[str, Position]:
        """Each box as far out as it can be at its angle."""
        found = {}
        for name, (x, y) in zip(self.members, _rim(len(self.members)), strict=True):
            wide, tall = sizes[name]
            found[name] = (width / 2 + x * (width - wide) / 2, height / 2 + y * (height - tall) / 2)
        if self.centre is not None:
            found[self.centre] = (width / 2, height / 2)
        return found

    @property
    def _all(self) -> tuple[str, ...]:
        return self.members if self.centre is None else (*self.members, self.centre)

    def _pairs(self) -> Iterable[tuple[str, str]]:
        if len(self._all) <= _PAIRS_CHECKED:
            return itertools.combinations(self._all, 2)
        beside = itertools.pairwise([*self.members, self.members[0]])
        return [*beside, *((self.centre, name) for name in self.members if self.centre is not None)]


def _rim(count: int) -> list[Position]:
    """Points on an ellipse from -1 to 1 in both directions, clockwise; the first is above the others.

    With an even number, the first two are side by side. Where no point is at a border, the ellipse is stretched to it.
    """
    turn = 2 * math.pi / count
    start = -math.pi / 2 - (turn / 2 if count % 2 == 0 else 0.0)
    points = [(math.cos(start + turn * n), math.sin(start + turn * n)) for n in range(count)]
    wide = max(abs(x) for x, _ in points) or 1.0
    left, right = min(y for _, y in points), max(y for _, y in points)
    middle, half = (left + right) / 2, (right - left) / 2 or 1.0
    return [(round(x / wide, 6), round((y - middle) / half, 6)) for x, y in points]


@dataclass(frozen=True)
class FreeForm:
    """Boxes at given places of the rectangle, each coordinate from 0 to 1."""

    places: tuple[tuple[str, Position], ...]

    def fits(self, width: float, height: float, sizes: Sizes) -> bool:
        """True if no box comes too close to another."""
        if any(sizes[name][0] > width or sizes[name][1] > height for name, _ in self.places):
            return False
        at = self.place(width, height, sizes)
        pairs = itertools.combinations((name for name, _ in self.places), 2)
        return _all_apart(at, sizes, pairs, GAP / 2, GAP / 2)

    def place(self, width: float, height: float, sizes: Sizes) -> dict[str, Position]:
        """The places, stretched to the rectangle."""
        return {
            name: (
                sizes[name][0] / 2 + x * (width - sizes[name][0]),
                sizes[name][1] / 2 + y * (height - sizes[name][1]),
            )
            for name, (x, y) in self.places
        }


@dataclass(frozen=True)
class Above:
    """An arrangement, and below it boxes without connections in rows."""

    main: Arrangement
    loose: tuple[str, ...]

    def fits(self, width: float, height: float, sizes: Sizes) -> bool:
        """True if both have room."""
        below = self._rows(width, sizes)
        rest = height - self._depth(below, sizes) - GAP
        return rest > 0 and below.fits(width, height, sizes) and self.main.fits(width, rest, sizes)

    def place(self, width: float, height: float, sizes: Sizes) -> dict[str, Position]:
        """The arrangement, then the rows at the lower border."""
        below = self._rows(width, sizes)
        depth = self._depth(below, sizes)
        found = self.main.place(width, max(height - depth - GAP, 1.0), sizes)
        top = height - depth
        return found | {n: (x, y + top) for n, (x, y) in below.place(width, depth, sizes).items()}

    def _rows(self, width: float, sizes: Sizes) -> Lines:
        wide = max(sizes[name][0] for name in self.loose)
        return grid(self.loose, max(1, int((width + GAP) // (wide + GAP))))

    def _depth(self, below: Lines, sizes: Sizes) -> float:
        depths = [max(sizes[name][1] for name in line) for line in below.lines]
        return sum(depths) + GAP * (len(depths) - 1)


def grid(names: Sequence[str], columns: int) -> Lines:
    """Rows with so many boxes each, without room for arrows."""
    rows = [tuple(names[first : first + columns]) for first in range(0, len(names), columns)]
    return Lines(tuple(rows), rows=True, between=GAP)


def _all_apart(
    at: Mapping[str, Position], sizes: Sizes, pairs: Iterable[tuple[str, str]], across: float, down: float
) -> bool:
    """True if the boxes of each pair have so much room between them, side by side or one above the other."""
    half = {name: ((sizes[name][0] + across) / 2, (sizes[name][1] + down) / 2) for name in at}
    for one, other in pairs:  # it is asked for many rectangles
        (x, y), (other_x, other_y) = at[one], at[other]
        (wide, tall), (other_wide, other_tall) = half[one], half[other]
        if wide + other_wide - abs(x - other_x) > _TOUCH and tall + other_tall - abs(y - other_y) > _TOUCH:
            return False
    return True


_TOUCH = 1e-6
"""Boxes that overlap by less than this only touch."""

_STEPS = 9


def zoom_of(arrangement: Arrangement, room: Size, sizes: Sizes, most: float) -> float:
    """The largest zoom, up to a limit, at which an arrangement fits into a room of so many pixels."""
    if isinstance(arrangement, Lines):
        across, along = arrangement.needed(sizes)
        return min(room[0] / across, room[1] / along, most)
    low, high = 0.02, most
    if arrangement.fits(room[0] / high, room[1] / high, sizes):
        return high
    for step in range(_STEPS):
        # Most zooms are near the top.
        middle = high - (high - low) / (4 if step == 0 else 2)
        if arrangement.fits(room[0] / middle, room[1] / middle, sizes):
            low = middle
        else:
            high = middle
    return low
