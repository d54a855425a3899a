"""The geometry of arrows: curves between boxes, cut where they meet the borders."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import NamedTuple

from xtsviz.view.spacing import Position, Size
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


def curve(source: Position, target: Position, bend: float) -> Curve:
    """The curve between two centres; a positive bend swings to the right-hand side of the way."""
    dx, dy = target[0] - source[0], target[1] - source[1]
    length = math.hypot(dx, dy) or 1.0
    middle = ((source[0] + target[0]) / 2, (source[1] + target[1]) / 2)
    return Curve(source, (middle[0] - dy / length * bend, middle[1] + dx / length * bend), target)


def leaving(path: Curve, box: Box, room: float) -> float:
    """The parameter at which a curve from the centre of a box gets out of it."""
    return _border(path.point, box, room)


def arriving(path: Curve, box: Box, room: float) -> float:
    """The parameter at which a curve to the centre of a box gets into it."""
    return 1 - _border(lambda t: path.point(1 - t), box, room)


def _border(point: Callable[[float], Position], box: Box, room: float) -> float:
    low, high = 0.0, 0.5
    for _ in range(12):
        middle = (low + high) / 2
        if box.holds(point(middle), room):
            low = middle
        else:
            high = middle
    return high


def ends(path: Curve, source: Box, target: Box, headers: tuple[float, float]) -> tuple[float, float]:
    """The parameters at which a curve from centre to centre leaves one box and reaches the other.

    Args:
        headers: for source and target, the width of a name that stands above the box; 0 if none does. A
            curve that would cross the name ends above it.
    """
    begin, tip = leaving(path, source, 3.0), arriving(path, target, 4.0)
    if headers[0] and _through_name(path.point(begin), source, headers[0]):
        begin = leaving(path, _with_name(source), 3.0)
    if headers[1] and _through_name(path.point(tip), target, headers[1]):
        tip = arriving(path, _with_name(target), 4.0)
    return begin, max(tip, begin + 0.02)


def _through_name(point: Position, box: Box, name: float) -> bool:
    return point[1] < box.y - box.height / 2 + 1 and abs(point[0] - box.x) < name / 2 + 10


def _with_name(box: Box) -> Box:
    return Box(box.x, box.y - HEADROOM / 2, box.width, box.height + HEADROOM)


def box_of(centre: Position, size: Size) -> Box:
    """A box from centre and size."""
    return Box(centre[0], centre[1], size[0], size[1])
