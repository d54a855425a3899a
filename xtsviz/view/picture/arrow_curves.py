"""The geometry of arrows: curves from the border of one box to the border of another."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import NamedTuple

from xtsviz.view.picture.box_positions import Position
from xtsviz.view.text_width import text_width
from xtsviz.view.theme import HEADROOM, NUMBER_SIZE, TEXT_SIZE


class Box(NamedTuple):
    """A box by centre and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        wide, tall = self.width / 2, self.height / 2
        return self.x - wide, self.y - tall, self.x + wide, self.y + tall

    def holds(self, point: Position, room: float = 0.0) -> bool:
        """True if a point is in the box, or closer to it than ``room``."""
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
        """The direction of the curve at a parameter, as a vector of length 1."""
        x = (1 - t) * (self.control[0] - self.start[0]) + t * (self.end[0] - self.control[0])
        y = (1 - t) * (self.control[1] - self.start[1]) + t * (self.end[1] - self.control[1])
        length = math.hypot(x, y) or 1.0
        return x / length, y / length

    def extent(self) -> tuple[float, float, float, float]:
        """The smallest frame around the curve: left, top, right, bottom."""
        ends = list(zip(self.start, self.end, strict=True))
        found = []
        for (one, other), middle in zip(ends, self.control, strict=True):
            low, high = (one, other) if one <= other else (other, one)
            if not low <= middle <= high:  # it turns between its ends
                t = (one - middle) / (one - 2 * middle + other)
                turn = (1 - t) ** 2 * one + 2 * t * (1 - t) * middle + t * t * other
                low, high = min(low, turn), max(high, turn)
            found.append((low, high))
        (left, right), (top, bottom) = found
        return left, top, right, bottom

    def between(self, low: float, high: float) -> Curve:
        """The part between two parameters (de Casteljau)."""
        start, end = self.point(low), self.point(high)
        a, b = _interpolate(self.start, self.control, low), _interpolate(self.control, self.end, low)
        return Curve(start, _interpolate(a, b, high), end)

    def length(self, low: float = 0.0, high: float = 1.0, steps: int = 12) -> float:
        """The approximate length of the part between two parameters."""
        points = [self.point(low + (high - low) * n / steps) for n in range(steps + 1)]
        return sum(math.dist(one, other) for one, other in itertools.pairwise(points))


def _interpolate(one: Position, other: Position, share: float) -> Position:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def control_weight(source: Box, target: Box) -> float:
    """The middle of the visible part of the line between two centres, from 0 (source) to 1 (target)."""
    begin = _share_inside(source, target.x - source.x, target.y - source.y, 0.0)
    end = 1 - _share_inside(target, source.x - target.x, source.y - target.y, 0.0)
    return (begin + end) / 2 if begin < end else 0.5


def control_point(source: Box, target: Box, bend: float) -> Position:
    """The control point of the curve between two boxes: next to the middle of the visible part.

    With a positive bend, it is on the right-hand side of the arrow.
    """
    dx, dy = target.x - source.x, target.y - source.y
    length, share = math.hypot(dx, dy) or 1.0, control_weight(source, target)
    return source.x + dx * share - dy / length * bend, source.y + dy * share + dx / length * bend


# A picture asks for each curve several times: for bends, labels, its frame, motion.
@lru_cache(maxsize=8192)
def visible_curve(source: Box, target: Box, bend: float, headers: tuple[float, float] = (0.0, 0.0)) -> Curve:
    """The visible curve between two boxes, from border to border, as the canvas draws it.

    Args:
        headers: for source and target, the width of the name above the box; 0 if there is none. A curve that would
            cross the name ends above it.
    """
    middle = control_point(source, target, bend)
    return Curve(
        _border_point(source, middle, _END_GAPS[0], headers[0]),
        middle,
        _border_point(target, middle, _END_GAPS[1], headers[1]),
    )


_END_GAPS = (3.0, 4.0)
"""The gaps between the boxes and the two ends of an arrow."""


def _border_point(box: Box, towards: Position, room: float, name: float) -> Position:
    """The point where a line from the centre of a box leaves the box, or the name above it."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    share = _share_inside(box, dx, dy, room)
    x, y = box.x + dx * share, box.y + dy * share
    if name and y < box.y - box.height / 2 and abs(x - box.x) < name / 2 + 18 and dy:
        share = min((box.height / 2 + HEADROOM + room) / -dy, 1.0)
        x, y = box.x + dx * share, box.y + dy * share
    return x, y


def _share_inside(box: Box, dx: float, dy: float, room: float) -> float:
    """The share of a line from the centre of a box that is inside the box."""
    across = (box.width / 2 + room) / abs(dx) if dx else math.inf
    down = (box.height / 2 + room) / abs(dy) if dy else math.inf
    return min(across, down, 1.0)


def label_size(label: str) -> tuple[float, float]:
    """The approximate width and height of a label on an arrow, including its halo."""
    lines = label.split("\n")
    size = NUMBER_SIZE if len(lines) == 1 else TEXT_SIZE
    return max(text_width(line, size, bold=True) for line in lines) * 0.94 + 6, len(lines) * (size + 3) + 3
