"""How far an arrow bends, so that it passes behind no other tenant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from xtsviz.view.picture.arrow_curves import Box, control_point, control_weight, visible_curve
from xtsviz.view.picture.types import Link, TenantNode

_BOX_GAP = 5.0
_CLEARANCE = 9.0
"""The smallest distance between an arrow and a box that is not its own."""
_CELL = 60.0
_STEP = 34.0
"""Each further try bends an arrow by this much more."""
_TRIES = 22
_POINTS = 26
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
    obstacles = _boxes_by_cell(nodes)
    frame = _frame(nodes)
    side_by_side: dict[frozenset[str], dict[str, tuple[str, float]]] = {}
    for link in plain:
        side_by_side.setdefault(frozenset((link.source, link.target)), {})[link.id] = (link.source, link.bend)
    found = []
    for link in plain:
        source, target = nodes[link.source], nodes[link.target]
        if any(_clearances(link, source, target, obstacles, frame)):
            beside = side_by_side[frozenset((link.source, link.target))]
            taken = [
                bend if start == link.source else -bend
                for name, (start, bend) in beside.items()
                if name != link.id
            ]
            link = _around(link, source, target, obstacles, frame, taken)
            beside[link.id] = (link.source, link.bend)
        found.append(link)
    return found


def _around(
    link: Link,
    source: TenantNode,
    target: TenantNode,
    obstacles: _Obstacles,
    frame: _Frame,
    taken: Sequence[float],
) -> Link:
    outside = None
    for step in range(1, _TRIES + 1):
        for side in (1, -1):
            wanted = link.bend + side * step * _STEP
            if any(abs(wanted - other) < _LANE for other in taken):
                continue
            tried = _drawable_link(link._replace(bend=wanted), source.box, target.box)
            if tried.bend != wanted:
                continue
            hits, leaves = _clearances(tried, source, target, obstacles, frame)
            if not hits and not leaves:
                return tried
            if not hits and outside is None:
                outside = tried
    return outside or link


_Frame = tuple[float, float, float, float]
_Obstacles = dict[tuple[int, int], list[tuple[str, float, float, float, float]]]


def _boxes_by_cell(nodes: Mapping[str, TenantNode]) -> _Obstacles:
    """The boxes, with the names above them, in the cells of a grid; each as left, top, right, bottom."""
    cells: _Obstacles = {}
    for node in nodes.values():
        box = node.box_with_name
        left, right = box.x - box.width / 2 - _CLEARANCE, box.x + box.width / 2 + _CLEARANCE
        top, bottom = box.y - box.height / 2 - _CLEARANCE, box.y + box.height / 2 + _CLEARANCE
        for x in range(int(left // _CELL), int(right // _CELL) + 1):
            for y in range(int(top // _CELL), int(bottom // _CELL) + 1):
                cells.setdefault((x, y), []).append((node.id, left, top, right, bottom))
    return cells


def _frame(nodes: Mapping[str, TenantNode]) -> _Frame:
    boxes = [node.box_with_name for node in nodes.values()]
    return (
        min(box.x - box.width / 2 for box in boxes) - _OUTSIDE,
        min(box.y - box.height / 2 for box in boxes) - _OUTSIDE,
        max(box.x + box.width / 2 for box in boxes) + _OUTSIDE,
        max(box.y + box.height / 2 for box in boxes) + _OUTSIDE,
    )


def _clearances(
    link: Link, source: TenantNode, target: TenantNode, obstacles: _Obstacles, frame: _Frame
) -> tuple[bool, bool]:
    """Whether a link passes through a box that is not one of its own, and whether it leaves the frame of all boxes."""
    path = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
    own = (link.source, link.target)
    leaves = False
    for n in range(1, _POINTS):
        x, y = path.point(n / _POINTS)
        leaves = leaves or not (frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3])
        for name, left, top, right, bottom in obstacles.get((int(x // _CELL), int(y // _CELL)), ()):
            if name not in own and left < x < right and top < y < bottom:
                return True, leaves
    return False, leaves


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
