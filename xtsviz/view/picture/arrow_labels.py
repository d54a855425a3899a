"""Where the numbers on arrows stand: clear of boxes, of each other and of other arrows, or not at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from xtsviz.view.picture.arrow_curves import Box, Curve, label_size, visible_curve
from xtsviz.view.picture.types import Link, TenantNode

MAX_PLACED_LABELS = 150
"""More numbers than this cannot all be kept clear of each other, and would take too long to try."""
_PLACES = (0.5, 0.42, 0.58, 0.36, 0.64, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8)
_GRID_SIZE = 14.0
MAX_STEPS = 1000
"""The limit of steps along one arrow. Only arrows of extremely wide pictures are longer."""


def place_labels(links: Sequence[Link], nodes: Mapping[str, TenantNode]) -> tuple[Link, ...]:
    """The links, each with a place for its label that is clear of everything else.

    A number without such a place is not shown (`Link.label_shown` is False). Arrows that are selected, lit, or stop a
    person come first; their labels may stand on other arrows.
    """
    if len(links) > MAX_PLACED_LABELS:
        return tuple([_with_label(link, _must_be_shown(link)) for link in links])
    paths = {}
    for link in links:
        source, target = nodes[link.source], nodes[link.target]
        paths[link.id] = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
    passing = _arrows_by_cell(paths)
    boxes = [node.box_with_name for node in nodes.values()]
    taken: list[Box] = []
    found = {}
    for link in sorted(links, key=lambda link: not _must_be_shown(link)):
        found[link.id] = link
        if not link.label:
            continue
        size = label_size(link.label)
        best, least, covered = 0.5, math.inf, 0.0
        for t in _PLACES:
            x, y = paths[link.id].point(t)
            spot = Box(x, y, *size)
            over = 4 * _overlap_area(spot, taken) + 9 * _overlap_area(spot, boxes)
            bad = over + 40 * len(_arrows_near(passing, spot) - {link.id})
            if bad < least:
                best, least, covered = t, bad, over
            if bad == 0:
                break
        shown = least == 0 or link.selected or (covered == 0 and _must_be_shown(link))
        if shown:
            x, y = paths[link.id].point(best)
            taken.append(Box(x, y, *size))
        if best != link.at or not shown:
            found[link.id] = link._replace(at=best, label_shown=shown)
    return tuple(found[link.id] for link in links)


def _with_label(link: Link, shown: bool) -> Link:
    return link if link.label_shown is shown else link._replace(label_shown=shown)


def _must_be_shown(link: Link) -> bool:
    return link.selected or link.emphasis == "lit" or link.mark is not None


_ArrowsByCell = dict[tuple[int, int], set[str]]


def _arrows_by_cell(paths: Mapping[str, Curve]) -> _ArrowsByCell:
    """The arrows that pass through each cell of a grid."""
    cells: _ArrowsByCell = {}
    for name, path in paths.items():
        steps = min(int(math.dist(path.start, path.end) / _GRID_SIZE), MAX_STEPS) + 2
        for n in range(steps + 1):
            x, y = path.point(n / steps)
            cells.setdefault((int(x // _GRID_SIZE), int(y // _GRID_SIZE)), set()).add(name)
    return cells


def _arrows_near(cells: _ArrowsByCell, spot: Box) -> set[str]:
    left, right = int((spot.x - spot.width / 2) // _GRID_SIZE), int((spot.x + spot.width / 2) // _GRID_SIZE)
    top, bottom = int((spot.y - spot.height / 2) // _GRID_SIZE), int((spot.y + spot.height / 2) // _GRID_SIZE)
    there = (cells.get((x, y)) for x in range(left, right + 1) for y in range(top, bottom + 1))
    return set().union(*(names for names in there if names))


def _overlap_area(spot: Box, others: Iterable[Box]) -> float:
    """The area of a box that other boxes cover."""
    total = 0.0
    for other in others:
        across = (spot.width + other.width) / 2 - abs(spot.x - other.x)
        if across > 0:
            down = (spot.height + other.height) / 2 - abs(spot.y - other.y)
            total += across * down if down > 0 else 0.0
    return total
