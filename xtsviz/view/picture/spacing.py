"""Boxes that must not overlap."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from numbers import Real
from typing import Any

from xtsviz.errors import PictureError, quoted
from xtsviz.view.theme import GAP

Position = tuple[float, float]
Size = tuple[float, float]

_LEAST = 14.0
"""Boxes closer than this count as overlapping: an outline and an arrowhead need room."""

FARTHEST = 100_000.0
"""Units from the middle in each direction within which boxes are drawn: hundreds of boxes side by side take less."""


def checked(positions: object, what: str = "positions") -> dict[str, Position]:
    """Positions that somebody gives: by tenant id, two finite numbers each.

    Raises:
        PictureError: something else.
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


def drawable(at: Position) -> bool:
    """Whether a box can be drawn there: nobody finds one that lies farther out, nor sees the others beside it."""
    return max(abs(at[0]), abs(at[1])) <= FARTHEST


def overlapping(
    one: Position, size: Size, other: Position, other_size: Size, room: float = 0.0
) -> tuple[float, float] | None:
    """How far two boxes (by centre and size) reach into each other, across and down; None if they do not."""
    across = (size[0] + other_size[0]) / 2 + room - abs(one[0] - other[0])
    down = (size[1] + other_size[1]) / 2 + room - abs(one[1] - other[1])
    return (across, down) if across > 1e-6 and down > 1e-6 else None


def apart(
    at: Mapping[str, Position],
    size: Mapping[str, Size],
    *,
    firm: Collection[str] = (),
    settled: Collection[str] = (),
    rounds: int = 40,
) -> dict[str, Position]:
    """Boxes moved as little as needed so that none overlaps another.

    Args:
        at: where each is, as a centre.
        size: width and height of each.
        firm: those that never move, not even from each other.
        settled: those that give way to firm ones and to each other, but not to newcomers.
    """
    now = dict(at)
    rank = {name: 2 if name in firm else 1 if name in settled else 0 for name in now}
    crowd = _Crowd(now, size)
    for _ in range(rounds):
        moved = False
        for one in now:
            for other in crowd.after(one):
                if rank[one] == rank[other] == 2:
                    continue
                depth = overlapping(now[one], size[one], now[other], size[other], _LEAST)
                if depth is None:
                    continue
                share = 0.5 if rank[one] == rank[other] else 1.0 if rank[one] < rank[other] else 0.0
                now[one], now[other] = _pushed(now[one], now[other], depth, share)
                crowd.move(one)
                crowd.move(other)
                moved = True
        if not moved:
            return now
    return _moved_out(now, size, rank)


class _Crowd:
    """Boxes by the cells of a coarse grid that they are in: only those in cells side by side can touch.

    Args:
        at: where each is; read again whenever one moves.
        size: width and height of each.
    """

    def __init__(self, at: Mapping[str, Position], size: Mapping[str, Size]) -> None:
        self._at = at
        self._wide = max((size[name][0] for name in at), default=0.0) + _LEAST
        self._tall = max((size[name][1] for name in at), default=0.0) + _LEAST
        self._place = {name: place for place, name in enumerate(at)}
        self._cell: dict[str, tuple[int, int]] = {}
        self._there: dict[tuple[int, int], set[str]] = {}
        for name in at:
            self.move(name)

    def move(self, name: str) -> None:
        """Take a box where it is now."""
        x, y = self._at[name]
        cell = (math.floor(x / self._wide), math.floor(y / self._tall))
        if (before := self._cell.get(name)) != cell:
            if before is not None:
                self._there[before].discard(name)
            self._cell[name] = cell
            self._there.setdefault(cell, set()).add(name)

    def near(self, name: str) -> set[str]:
        """All that might touch a box, and itself."""
        column, row = self._cell[name]
        found: set[str] = set()
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                found |= self._there.get((x, y), set())
        return found

    def after(self, name: str) -> list[str]:
        """Those that might touch a box and come after it, in order."""
        place = self._place[name]
        found = (other for other in self.near(name) if self._place[other] > place)
        return sorted(found, key=self._place.__getitem__)


def _pushed(
    one: Position, other: Position, depth: tuple[float, float], share: float
) -> tuple[Position, Position]:
    """Two boxes pushed apart the shorter way; the first moves by its share."""
    across, down = depth
    if across < down:
        way = across if one[0] < other[0] else -across
        return (one[0] - way * share, one[1]), (other[0] + way * (1 - share), other[1])
    way = down if one[1] <= other[1] else -down
    return (one[0], one[1] - way * share), (other[0], other[1] + way * (1 - share))


def _moved_out(
    at: Mapping[str, Position], size: Mapping[str, Size], rank: Mapping[str, int]
) -> dict[str, Position]:
    """Boxes that found no room between firm ones, put in a column below everything."""
    now = dict(at)
    crowd = _Crowd(now, size)
    done: set[str] = set()
    bottom = max(now[name][1] + size[name][1] / 2 for name in now)
    for name in sorted(now, key=lambda n: -rank[n]):
        near = crowd.near(name) & done
        crowded = any(overlapping(now[name], size[name], now[o], size[o], _LEAST / 2) for o in near)
        if crowded and rank[name] < 2:
            bottom += GAP
            now[name] = (now[name][0], bottom + size[name][1] / 2)
            bottom += size[name][1]
            crowd.move(name)
        done.add(name)
    return now
