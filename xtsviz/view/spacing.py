"""Boxes that must not overlap."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xtsviz.view.theme import GAP

Position = tuple[float, float]
Size = tuple[float, float]

_LEAST = 14.0
"""Boxes closer than this count as overlapping: an outline and an arrowhead need room."""


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
    names = list(now)
    for _ in range(rounds):
        moved = False
        for place, one in enumerate(names):
            (x, y), (width, height) = now[one], size[one]
            for other in names[place + 1 :]:
                # The common case first: this runs for each pair of each picture.
                x2, y2 = now[other]
                wide, tall = size[other]
                if abs(y - y2) >= (height + tall) / 2 + _LEAST or abs(x - x2) >= (width + wide) / 2 + _LEAST:
                    continue
                if rank[one] == rank[other] == 2:
                    continue
                depth = overlapping(now[one], size[one], now[other], size[other], _LEAST)
                if depth is None:
                    continue
                share = 0.5 if rank[one] == rank[other] else 1.0 if rank[one] < rank[other] else 0.0
                now[one], now[other] = _pushed(now[one], now[other], depth, share)
                x, y = now[one]
                moved = True
        if not moved:
            return now
    return _moved_out(now, size, rank)


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
    done: list[str] = []
    bottom = max(now[name][1] + size[name][1] / 2 for name in now)
    for name in sorted(now, key=lambda n: -rank[n]):
        crowded = any(overlapping(now[name], size[name], now[o], size[o], _LEAST / 2) for o in done)
        if crowded and rank[name] < 2:
            bottom += GAP
            now[name] = (now[name][0], bottom + size[name][1] / 2)
            bottom += size[name][1]
        done.append(name)
    return now
