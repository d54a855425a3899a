"""Positions of boxes: checking them, and moving boxes so that they do not overlap."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import lru_cache
from numbers import Real
from typing import Any

from xtsviz.errors import PictureError, quoted
from xtsviz.view.theme import GAP

Position = tuple[float, float]
Size = tuple[float, float]

_MIN_GAP = 14.0
"""Boxes closer than this count as overlapping, because an outline and an arrowhead need room."""

MAX_DISTANCE = 100_000.0
"""The largest distance of a box from the middle, in units of the picture. Hundreds of boxes side by side need less."""


_BARE_WIDTH, _BARE_MAX_WIDTH, _BARE_HEIGHT = 96.0, 240.0, 38.0


def bare_size(name: float) -> Size:
    """The size of a box with nothing but the name of its tenant, from the width of the name."""
    return min(max(name + 24, _BARE_WIDTH), _BARE_MAX_WIDTH), _BARE_HEIGHT


def checked_positions(positions: object, what: str = "positions") -> dict[str, Position]:
    """Check positions that a caller gives: for each tenant id, two finite numbers.

    Raises:
        PictureError: the argument is something else.
    """
    if not isinstance(positions, Mapping):
        raise PictureError(
            f'{what}: tenant ids with x and y each are needed, such as {{"contoso": (0, 100)}}, '
            f"not {type(positions).__name__}"
        )
    found = {}
    for tenant, at in positions.items():
        try:
            x, y = at
            good = _is_finite(x) and _is_finite(y)
        except (TypeError, ValueError, OverflowError):
            good = False
        if not good or not isinstance(tenant, str):
            whose = quoted(tenant) if isinstance(tenant, str) else type(tenant).__name__
            raise PictureError(f"{what}: {whose}: a tenant's id with two finite numbers, x and y, is needed")
        found[tenant] = (float(x), float(y))
    return found


def _is_finite(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, Real) and math.isfinite(value)


def can_be_drawn(at: Position) -> bool:
    """True if a box can be drawn there. If a box is too far out, people cannot find it, or cannot see the others."""
    return max(abs(at[0]), abs(at[1])) <= MAX_DISTANCE


def overlap_depth(
    one: Position, size: Size, other: Position, other_size: Size, room: float = 0.0
) -> tuple[float, float] | None:
    """The width and height of the overlap of two boxes (given by centre and size); None if they do not overlap."""
    across = (size[0] + other_size[0]) / 2 + room - abs(one[0] - other[0])
    down = (size[1] + other_size[1]) / 2 + room - abs(one[1] - other[1])
    return (across, down) if across > 1e-6 and down > 1e-6 else None


def separate_boxes(
    at: Mapping[str, Position],
    size: Mapping[str, Size],
    *,
    firm: Collection[str] = (),
    settled: Collection[str] = (),
    rounds: int = 40,
) -> dict[str, Position]:
    """New positions for boxes, so that none overlaps another. Each box moves as little as possible.

    Args:
        at: the centre of each box.
        size: the width and height of each box.
        firm: boxes that never move, even if they overlap each other.
        settled: boxes with a previous position. They move only away from firm boxes and from each other.
        rounds: the limit of attempts.
    """
    return dict(
        _separated(
            tuple((name, *place, *size[name]) for name, place in at.items()),
            frozenset(firm),
            frozenset(settled),
            rounds,
        )
    )


# Most edits change neither a size nor a position.
@lru_cache(maxsize=16)
def _separated(
    boxes: tuple[tuple[str, float, float, float, float], ...],
    firm: frozenset[str],
    settled: frozenset[str],
    rounds: int,
) -> Mapping[str, Position]:
    now = {name: (x, y) for name, x, y, _, _ in boxes}
    size = {name: (width, height) for name, _, _, width, height in boxes}
    rank = {name: 2 if name in firm else 1 if name in settled else 0 for name in now}
    crowd = _BoxGrid(now, size)
    for _ in range(rounds):
        moved = False
        for one in now:
            for other in crowd.after(one):
                if rank[one] == rank[other] == 2:
                    continue
                depth = overlap_depth(now[one], size[one], now[other], size[other], _MIN_GAP)
                if depth is None:
                    continue
                share = 0.5 if rank[one] == rank[other] else 1.0 if rank[one] < rank[other] else 0.0
                now[one], now[other] = _push_apart(now[one], now[other], depth, share)
                crowd.move(one)
                crowd.move(other)
                moved = True
        if not moved:
            return now
    return _move_below(now, size, rank)


class _BoxGrid:
    """Boxes in the cells of a coarse grid. Only boxes in neighbouring cells can overlap.

    Args:
        at: the centre of each box. It is read again when a box moves.
        size: the width and height of each box.
    """

    def __init__(self, at: Mapping[str, Position], size: Mapping[str, Size]) -> None:
        self._at = at
        self._wide = max((size[name][0] for name in at), default=0.0) + _MIN_GAP
        self._tall = max((size[name][1] for name in at), default=0.0) + _MIN_GAP
        self._place = {name: place for place, name in enumerate(at)}
        self._cell: dict[str, tuple[int, int]] = {}
        self._there: dict[tuple[int, int], set[str]] = {}
        for name in at:
            self.move(name)

    def move(self, name: str) -> None:
        """Move a box to the cell of its position."""
        x, y = self._at[name]
        cell = (math.floor(x / self._wide), math.floor(y / self._tall))
        if (before := self._cell.get(name)) != cell:
            if before is not None:
                self._there[before].discard(name)
            self._cell[name] = cell
            self._there.setdefault(cell, set()).add(name)

    def near(self, name: str) -> set[str]:
        """All boxes that can overlap a box, and the box itself."""
        column, row = self._cell[name]
        found: set[str] = set()
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                found |= self._there.get((x, y), set())
        return found

    def after(self, name: str) -> list[str]:
        """The boxes that can overlap a box and come after it, in order."""
        place = self._place[name]
        found = (other for other in self.near(name) if self._place[other] > place)
        return sorted(found, key=self._place.__getitem__)


def _push_apart(
    one: Position, other: Position, depth: tuple[float, float], share: float
) -> tuple[Position, Position]:
    """Two boxes moved apart in the shorter direction. The first moves by ``share`` of the distance."""
    across, down = depth
    if across < down:
        way = across if one[0] < other[0] else -across
        return (one[0] - way * share, one[1]), (other[0] + way * (1 - share), other[1])
    way = down if one[1] <= other[1] else -down
    return (one[0], one[1] - way * share), (other[0], other[1] + way * (1 - share))


def _move_below(
    at: Mapping[str, Position], size: Mapping[str, Size], rank: Mapping[str, int]
) -> dict[str, Position]:
    """Put the boxes that still overlap into a column below all others."""
    now = dict(at)
    crowd = _BoxGrid(now, size)
    done: set[str] = set()
    bottom = max(now[name][1] + size[name][1] / 2 for name in now)
    for name in sorted(now, key=lambda n: -rank[n]):
        near = crowd.near(name) & done
        crowded = any(overlap_depth(now[name], size[name], now[o], size[o], _MIN_GAP / 2) for o in near)
        if crowded and rank[name] < 2:
            bottom += GAP
            now[name] = (now[name][0], bottom + size[name][1] / 2)
            bottom += size[name][1]
            crowd.move(name)
        done.add(name)
    return now
