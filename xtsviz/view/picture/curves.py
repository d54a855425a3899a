"""The geometry of arrows: curves between boxes, cut where they meet the borders."""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple

from xtsviz.view.picture.spacing import Position
from xtsviz.view.theme import HEADROOM


class Box(NamedTuple):
    """A box by centre and size."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, point: Position, room: float = 0.0) -> bool:
        """Whether a point is inside, or closer than the room."""
        return (
            abs(point[0] - self.x) < self.width / 2 + room and abs(point[1] - self.y) < self.height / 2 + room
        )


class Curve(NamedTuple):
    """A quadratic Bézier curve: start, control point, end."""

    start: Position
    control: Position
    end: Position

    def point(self, t: float) -> Position:
        """The point at a parameter from 0 to 1."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return (
            a * self.start[0] + b * self.control[0] + c * self.end[0],
            a * self.start[1] + b * self.control[1] + c * self.end[1],
        )

    def direction(self, t: float) -> Position:
        """The direction of travel there, as a vector of length 1."""
        x = (1 - t) * (self.control[0] - self.start[0]) + t * (self.end[0] - self.control[0])
        y = (1 - t) * (self.control[1] - self.start[1]) + t * (self.end[1] - self.control[1])
        length = math.hypot(x, y) or 1.0
        return x / length, y / length

    def between(self, low: float, high: float) -> Curve:
        """The part between two parameters (de Casteljau)."""
        start, end = self.point(low), self.point(high)
        a, b = _mix(self.start, self.control, low), _mix(self.control, self.end, low)
        return Curve(start, _mix(a, b, high), end)

    def length(self, low: float = 0.0, high: float = 1.0, steps: int = 12) -> float:
        """About how long the part between two parameters is."""
        points = [self.point(low + (high - low) * n / steps) for n in range(steps + 1)]
        return sum(math.dist(one, other) for one, other in itertools.pairwise(points))


def _mix(one: Position, other: Position, share: float) -> Position:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def weight(source: Box, target: Box) -> float:
    """Where on the line between two centres the middle of its visible part is, 0 (source) to 1 (target)."""
    begin = _reach(source, target.x - source.x, target.y - source.y, 0.0)
    end = 1 - _reach(target, source.x - target.x, source.y - target.y, 0.0)
    return (begin + end) / 2 if begin < end else 0.5


def control(source: Box, target: Box, bend: float) -> Position:
    """The control point of the curve between two boxes: beside the middle of the visible part.

    A positive bend swings to the right-hand side of the way.
    """
    dx, dy = target.x - source.x, target.y - source.y
    length, share = math.hypot(dx, dy) or 1.0, weight(source, target)
    return source.x + dx * share - dy / length * bend, source.y + dy * share + dx / length * bend


def curve(source: Box, target: Box, bend: float, headers: tuple[float, float] = (0.0, 0.0)) -> Curve:
    """The visible curve between two boxes, from border to border: as a canvas draws it.

    Args:
        headers: for source and target, the width of a name that stands above the box; 0 if none does. A curve
            that would cross the name ends above it.
    """
    middle = control(source, target, bend)
    return Curve(
        _border(source, middle, _ROOM[0], headers[0]), middle, _border(target, middle, _ROOM[1], headers[1])
    )


_ROOM = (3.0, 4.0)
"""Between a box and the two ends of an arrow."""


def _border(box: Box, towards: Position, room: float, name: float) -> Position:
    """Where the way from the centre of a box to a point leaves the box, or the name above it."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    share = _reach(box, dx, dy, room)
    x, y = box.x + dx * share, box.y + dy * share
    if name and y < box.y - box.height / 2 and abs(x - box.x) < name / 2 + 10 and dy:
        share = min((box.height / 2 + HEADROOM + room) / -dy, 1.0)
        x, y = box.x + dx * share, box.y + dy * share
    return x, y


def _reach(box: Box, dx: float, dy: float, room: float) -> float:
    """Which share of a way from the centre of a box lies within it."""
    across = (box.width / 2 + room) / abs(dx) if dx else math.inf
    down = (box.height / 2 + room) / abs(dy) if dy else math.inf
    return min(across, down, 1.0)
