"""How far an arrow bends, so that it passes behind no other tenant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xtsviz.view.picture.arrow_curves import Box, control_point, control_weight, visible_curve
from xtsviz.view.picture.types import Link, TenantNode

_BOX_GAP = 5.0
_CLEARANCE = 9.0
"""The smallest distance between an arrow and a box that is not its own."""
_CELL = 60.0
_STEP = 34.0
"""Each further try bends an arrow by this much more."""
_TRIES = 22
_SHARES = tuple(((1 - t) ** 2, 2 * t * (1 - t), t * t) for t in (n / 26 for n in range(1, 26)))
"""The shares of start, control point and end in points along a curve."""
_LANE = 40.0
"""The smallest distance between the control points of two arrows of a pair."""
_OUTSIDE = 12.0
"""A curve may leave the frame of all boxes by so much."""
_MAX_CHECKED = 40_000
"""Of more arrows times boxes than this, none is looked at: so many cannot be drawn clear of each other."""


def bend_around(links: Sequence[Link], nodes: Mapping[str, TenantNode]) -> list[Link]:
    """The links with bends that can be drawn, each with the smallest bend that leads around all other tenants.

    A bend that stays between the outermost boxes comes first. Arrows in both directions stay two curves.
    """
    boxes = {name: node.box for name, node in nodes.items()}
    plain = [_drawable_link(link, boxes[link.source], boxes[link.target]) for link in links]
    if len(links) * len(nodes) > _MAX_CHECKED or len(nodes) < 3:
        return plain
    around = _surroundings(tuple(_Obstacle(n.id, n.box, n.header, n.box_with_name) for n in nodes.values()))
    behind = {link.id for link in plain if any(around.clearances(link.source, link.target, link.bend))}
    ends = {
        pair
        for link in plain
        if link.id in behind
        for pair in ((link.source, link.target), (link.target, link.source))
    }
    side_by_side: dict[frozenset[str], dict[str, tuple[str, float]]] = {}
    for link in plain:
        if (link.source, link.target) in ends:
            pair = side_by_side.setdefault(frozenset((link.source, link.target)), {})
            pair[link.id] = (link.source, link.bend)
    found = []
    for link in plain:
        if link.id in behind:
            beside = side_by_side[frozenset((link.source, link.target))]
            taken = tuple(
                bend if start == link.source else -bend
                for name, (start, bend) in beside.items()
                if name != link.id
            )
            bend, weight = around.way(link.source, link.target, link.bend, taken)
            link = link._replace(bend=bend, weight=weight)
            beside[link.id] = (link.source, link.bend)
        found.append(link)
    return found


class _Obstacle(NamedTuple):
    id: str
    box: Box
    header: float
    with_name: Box


def _wider(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = frame
    return left - _CLEARANCE, top - _CLEARANCE, right + _CLEARANCE, bottom + _CLEARANCE


@lru_cache(maxsize=8)
def _surroundings(obstacles: tuple[_Obstacle, ...]) -> _Surroundings:
    """Kept, because most edits move no box: the ways around them are then known."""
    return _Surroundings(obstacles)


class _Surroundings:
    """All boxes of a picture, and what was found out about curves between them."""

    def __init__(self, obstacles: Sequence[_Obstacle]) -> None:
        self._by_id = {obstacle.id: obstacle for obstacle in obstacles}
        self._edges = {one.id: _wider(one.with_name.frame) for one in obstacles}
        self._boxes_by_cell = self._in_cells()
        edges = self._edges.values()
        more = _OUTSIDE - _CLEARANCE
        self._left, self._top = min(e[0] for e in edges) - more, min(e[1] for e in edges) - more
        self._right, self._bottom = max(e[2] for e in edges) + more, max(e[3] for e in edges) + more
        self._clearances: dict[tuple[str, str, float], tuple[bool, bool]] = {}
        self._ways: dict[tuple[str, str, float, tuple[float, ...]], tuple[float, float]] = {}

    def clearances(self, source: str, target: str, bend: float) -> tuple[bool, bool]:
        """Whether a curve passes through a box that is not its own, and whether it leaves the frame of all boxes."""
        key = (source, target, bend)
        if key not in self._clearances:
            self._clearances[key] = self._look(source, target, bend)
        return self._clearances[key]

    def way(self, source: str, target: str, bend: float, taken: tuple[float, ...]) -> tuple[float, float]:
        """The smallest bend around all boxes, away from the bends that are taken, with its weight."""
        key = (source, target, bend, taken)
        if key not in self._ways:
            self._ways[key] = self._search(source, target, bend, taken)
        return self._ways[key]

    def _search(self, source: str, target: str, bend: float, taken: tuple[float, ...]) -> tuple[float, float]:
        begin, end = self._by_id[source].box, self._by_id[target].box
        outside = None
        for step in range(1, _TRIES + 1):
            for side in (1, -1):
                wanted = bend + side * step * _STEP
                if any(abs(wanted - other) < _LANE for other in taken):
                    continue
                drawn, weight = _drawable_bend(begin, end, wanted)
                if drawn != wanted:
                    continue
                hits, leaves = self._look(source, target, wanted)
                if not hits and not leaves:
                    return drawn, weight
                if not hits and outside is None:
                    outside = drawn, weight
        return outside or _drawable_bend(begin, end, bend)

    def _look(self, source: str, target: str, bend: float) -> tuple[bool, bool]:
        begin, end = self._by_id[source], self._by_id[target]
        (ax, ay), (bx, by), (cx, cy) = visible_curve(begin.box, end.box, bend, (begin.header, end.header))
        leaves = False
        for a, b, c in _SHARES:
            x, y = a * ax + b * bx + c * cx, a * ay + b * by + c * cy
            leaves = leaves or not (self._left <= x <= self._right and self._top <= y <= self._bottom)
            for name in self._boxes_by_cell.get((int(x // _CELL), int(y // _CELL)), ()):
                left, top, right, bottom = self._edges[name]
                if left < x < right and top < y < bottom and name != source and name != target:
                    return True, leaves
        return False, leaves

    def _in_cells(self) -> dict[tuple[int, int], list[str]]:
        """The boxes in each cell of a grid."""
        cells: dict[tuple[int, int], list[str]] = {}
        for name, (left, top, right, bottom) in self._edges.items():
            for x in range(int(left // _CELL), int(right // _CELL) + 1):
                for y in range(int(top // _CELL), int(bottom // _CELL) + 1):
                    cells.setdefault((x, y), []).append(name)
        return cells


def _drawable_link(link: Link, source: Box, target: Box) -> Link:
    """The link, with a smaller bend if its control point is in one of its boxes: a canvas cannot draw that."""
    bend, share = _drawable_bend(source, target, link.bend)
    return link if (bend, share) == (link.bend, link.weight) else link._replace(bend=bend, weight=share)


# An edit moves few boxes, so the bends of most arrows are taken from the cache.
@lru_cache(maxsize=4096)
def _drawable_bend(source: Box, target: Box, wanted: float) -> tuple[float, float]:
    """The largest bend that can be drawn, and the position of the control point along the line."""
    bend = wanted
    for part in (1.0, 0.75, 0.5, 0.25, 0.0):
        bend = wanted * part
        beside = control_point(source, target, bend)
        if not source.holds(beside, _BOX_GAP) and not target.holds(beside, _BOX_GAP):
            break
    return bend, round(control_weight(source, target), 3)
