"""Where the tenants lie: the arrangement that lets texts be largest in the room there is, without any randomness."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xtsviz.model.design import Design
from xtsviz.view.picture.arrangements import (
    Above,
    Arrangement,
    FreeForm,
    Lines,
    Ring,
    grid,
    zoom_of,
)
from xtsviz.view.picture.box_positions import Position, Size, can_be_drawn, separate_boxes
from xtsviz.view.picture.connections import Connections, connections
from xtsviz.view.picture.room import DEFAULT_ROOM, Room
from xtsviz.view.theme import GAP

TENANT_SIZE: Size = (190.0, 64.0)
_RING_LIMIT = 64
"""More tenants than this are in rows, because on a ring or in columns they would be too small to read."""
_LAYERS_LIMIT = 16
_GRID_ROWS = 40
_BENT_OUT = 30.0
"""Pixels above and below, together, for arrows that bend out, and their numbers."""
_MIN_SHARE = 0.5
"""An arrangement that covers less of the room than this is taken only where its texts are much larger."""
_SPARSE = 0.6
_BETTER = 1.03
_KEPT = 0.8
"""Previous positions may cost this much of the zoom of a new layout, where neither meets the floor."""


class Layout(NamedTuple):
    """The centre of each tenant's box (by id), and the zoom at which all boxes fit into the room."""

    at: dict[str, Position]
    zoom: float


def positions(
    design: Design,
    previous_positions: Mapping[str, Position] | None = None,
    *,
    fixed: Mapping[str, Position] | None = None,
    sizes: Mapping[str, Size] | None = None,
    only: Connections | None = None,
    room: Room = DEFAULT_ROOM,
) -> Layout:
    """The centre of each tenant's box.

    Args:
        design: its connections decide the layout; the order of its tenants decides their places.
        previous_positions: the positions in the picture before. Tenants stay there unless boxes would overlap, or
            texts would become too small.
        fixed: positions that a person chose. They never change. A tenant's own ``position`` counts as fixed too,
            if the tenant is not in this argument.
        sizes: the width and height of each box, in units of the picture.
        only: the drawn part of the design, if not all of it is drawn.
        room: the size of the canvas in pixels.

    Returns:
        The positions and the zoom. Two boxes overlap only if both are fixed. A position farther out than
        `xtsviz.view.picture.box_positions.MAX_DISTANCE` is ignored.
    """
    found = only or connections(design)
    known = {tenant: design.topology.tenant_by_id[tenant] for tenant in found.tenants}
    exact = {tenant.id: tenant.position for tenant in known.values() if tenant.position is not None}
    exact |= {tenant: at for tenant, at in (fixed or {}).items() if tenant in known}
    exact = {tenant: (float(at[0]), float(at[1])) for tenant, at in exact.items() if can_be_drawn(at)}
    size = {tenant: (sizes or {}).get(tenant, TENANT_SIZE) for tenant in known}
    kept = {t: at for t, at in (previous_positions or {}).items() if t in known and t not in exact}
    if kept and 2 * (len(kept) + len(exact)) >= len(known):
        stayed = _stay(found, exact, kept, size, room)
        if stayed.zoom >= room.floor_zoom:
            return stayed
        fresh = _fresh(found, exact, size, room)
        worth_it = fresh.zoom >= room.floor_zoom or stayed.zoom < _KEPT * fresh.zoom
        return fresh if worth_it else stayed
    if len(exact) == len(known):
        return _measured({t: exact[t] for t in known}, size, room)
    return _fresh(found, exact, size, room)


def _fresh(found: Connections, exact: Mapping[str, Position], size: Mapping[str, Size], room: Room) -> Layout:
    """The best arrangement. What a person placed stays there, and the others make way."""
    best = _best(found, tuple(size.items()), room)
    if not exact:
        return Layout(dict(best.at), best.zoom)
    at = {tenant: exact.get(tenant, place) for tenant, place in best.at.items()}
    return _measured(separate_boxes(at, size, firm=exact.keys()), size, room)


def _stay(
    found: Connections,
    exact: Mapping[str, Position],
    kept: Mapping[str, Position],
    size: Mapping[str, Size],
    room: Room,
) -> Layout:
    """The previous positions; a new tenant goes where most room is."""
    at = {**exact, **kept}
    for tenant in found.tenants:
        if tenant not in at:
            at[tenant] = _free_place(at, size, tenant, room)
    at = {tenant: (float(at[tenant][0]), float(at[tenant][1])) for tenant in found.tenants}
    return _measured(separate_boxes(at, size, firm=exact.keys(), settled=kept.keys()), size, room)


def _measured(at: dict[str, Position], size: Mapping[str, Size], room: Room) -> Layout:
    left, top, right, bottom = _frame(at, size)
    return Layout(at, room.zoom_for(right - left, bottom - top))


def _frame(at: Mapping[str, Position], size: Mapping[str, Size]) -> tuple[float, float, float, float]:
    if not at:
        return (0.0, 0.0, 1.0, 1.0)
    return (
        min(x - size[t][0] / 2 for t, (x, _) in at.items()),
        min(y - size[t][1] / 2 for t, (_, y) in at.items()),
        max(x + size[t][0] / 2 for t, (x, _) in at.items()),
        max(y + size[t][1] / 2 for t, (_, y) in at.items()),
    )


_TRIED = 13


def _free_place(at: Mapping[str, Position], size: Mapping[str, Size], new: str, room: Room) -> Position:
    """The place for a box that is farthest from all others, inside the room that the others leave at their zoom."""
    wide, tall = size[new]
    left, top, right, bottom = _frame(at, size)
    zoom = max(min(room.zoom_for(right - left, bottom - top), 1.0), room.floor_zoom)
    across, down = (side / zoom for side in room.inner)
    x, y = (left + right) / 2, (top + bottom) / 2
    half = (max(across, right - left) - wide) / 2, (max(down, bottom - top) - tall) / 2
    best, most = (x, bottom + GAP + tall / 2), 0.0
    for row in range(_TRIED):
        for column in range(_TRIED):
            spot = (
                x + half[0] * (2 * column / (_TRIED - 1) - 1),
                y + half[1] * (2 * row / (_TRIED - 1) - 1),
            )
            gap = min(
                max(
                    abs(spot[0] - other[0]) - (wide + size[name][0]) / 2,
                    abs(spot[1] - other[1]) - (tall + size[name][1]) / 2,
                )
                for name, other in at.items()
            )
            if gap > most + 1.0:
                best, most = spot, gap
    return (round(best[0], 1), round(best[1], 1))


# Most clicks change what a picture shows and not how it is arranged.
@lru_cache(maxsize=64)
def _best(found: Connections, sizes: tuple[tuple[str, Size], ...], room: Room) -> Layout:
    """The arrangement with the largest texts; of several, one that fills the room. Not to be changed."""
    best, highest, size = Layout({}, room.max_zoom), 0.0, dict(sizes)
    if not found.tenants:
        return best
    inner = room.inner
    if any((target, source) in found.pairs for source, target in found.pairs):
        # Of two curves between the same boxes, one bends out of the frame of all boxes.
        inner = (inner[0], max(inner[1] - _BENT_OUT, 1.0))
    for arrangement in _arrangements(found, size):
        zoom = zoom_of(arrangement, inner, size, room.max_zoom)
        wide, tall = inner[0] / zoom, inner[1] / zoom
        at = arrangement.place(wide, tall, size)
        left, top, right, bottom = _frame(at, size)
        share = (right - left) * (bottom - top) / (wide * tall)
        score = zoom * (1.0 if share >= _MIN_SHARE else _SPARSE)
        if score > highest * _BETTER:
            highest = score
            centred = {
                t: (round(at[t][0] - wide / 2, 1), round(at[t][1] - tall / 2, 1)) for t in found.tenants
            }
            best = Layout(centred, zoom)
    return best


def _arrangements(found: Connections, size: Mapping[str, Size]) -> Iterator[Arrangement]:
    """The arrangements that show a shape, the most usual first."""
    if not found.pairs and len(found.tenants) != 2:
        yield from _grids(found.tenants)
        return
    joined = found.joined or found.tenants
    loose = tuple(tenant for tenant in found.tenants if tenant not in joined)
    for arrangement in _joined_arrangements(found, joined, size):
        yield Above(arrangement, loose) if loose else arrangement


def _joined_arrangements(
    found: Connections, joined: tuple[str, ...], size: Mapping[str, Size]
) -> Iterator[Arrangement]:
    which = found.shape
    if which == "pair":
        yield from _lines([joined[:1], joined[1:]])
    elif which == "hub":
        yield from _around_hub(found, joined)
    elif len(joined) > _RING_LIMIT:
        yield _rows_by_neighbours(found, joined, size)
    elif which == "layers":
        if len(joined) <= _LAYERS_LIMIT:
            yield Ring(joined)
        yield from _lines(_layers(found))
        yield _spread(found, joined)
    elif which == "spread":
        yield _spread(found, joined)
        yield Ring(joined)
    else:
        yield Ring(joined)


def _lines(lines: Sequence[Sequence[str]]) -> Iterator[Lines]:
    given = tuple(tuple(line) for line in lines if line)
    yield Lines(given)
    yield Lines(given, rows=True)


def _grids(names: Sequence[str]) -> Iterator[Lines]:
    seen = set()
    for rows in range(1, min(len(names), _GRID_ROWS) + 1):
        columns = math.ceil(len(names) / rows)
        if columns not in seen:
            seen.add(columns)
            yield grid(names, columns)


def _around_hub(found: Connections, joined: tuple[str, ...]) -> Iterator[Arrangement]:
    """The hub beside or between its spokes, sources left (or above) and targets right (or below), or inside a ring."""
    hub = found.hub
    assert hub is not None
    spokes = [tenant for tenant in joined if tenant != hub]
    if len(spokes) > _RING_LIMIT:
        middle = len(spokes) // 2
        yield from _grids([*spokes[:middle], hub, *spokes[middle:]])
        return
    sources = [s for s in spokes if (s, hub) in found.pairs and (hub, s) not in found.pairs]
    targets = [s for s in spokes if (hub, s) in found.pairs and (s, hub) not in found.pairs]
    both = [s for s in spokes if s not in sources and s not in targets]
    if sources and targets:
        for spoke in both:
            (sources if len(sources) < len(targets) else targets).append(spoke)
        yield from _lines([sources, [hub], targets])
    else:
        beside = [[*sources, *both], [hub], targets] if sources else [[hub], [*targets, *both]]
        yield from _lines(beside)
        half = (len(spokes) + 1) // 2
        if len(spokes) > 2:
            yield from _lines([spokes[:half], [hub], spokes[half:]])
    yield Ring(tuple(spokes), hub) if len(spokes) > 2 else Ring(joined)


def _layers(found: Connections) -> list[list[str]]:
    """Sources first. Each further step of the arrows is one line further."""
    import networkx as nx

    graph = nx.DiGraph(sorted(found.pairs))
    order = {tenant: place for place, tenant in enumerate(found.tenants)}
    lines: list[list[str]] = []
    height: dict[str, float] = {}
    for generation in nx.topological_generations(graph):
        before = {
            tenant: [height[p] for p in graph.predecessors(tenant)] or [float(order[tenant])]
            for tenant in generation
        }
        line = sorted(generation, key=lambda t: (sum(before[t]) / len(before[t]), order[t]))
        height |= {tenant: float(place) for place, tenant in enumerate(line)}
        lines.append(line)
    return lines


def _spring(found: Connections, joined: Sequence[str]) -> dict[str, Position]:
    """A spring layout that begins with a circle. Its start and its number of steps are fixed, so the result is too."""
    import networkx as nx

    turn = 2 * math.pi / len(joined)
    start = {t: (math.cos(turn * n), math.sin(turn * n)) for n, t in enumerate(joined)}
    graph = nx.Graph(sorted(found.pairs))
    laid = nx.spring_layout(graph, pos=start, iterations=60, seed=1, k=1.6 / math.sqrt(len(start)))
    return {tenant: (float(laid[tenant][0]), float(laid[tenant][1])) for tenant in joined}


def _spread(found: Connections, joined: Sequence[str]) -> FreeForm:
    laid = _spring(found, joined)
    left, right = min(x for x, _ in laid.values()), max(x for x, _ in laid.values())
    top, bottom = min(y for _, y in laid.values()), max(y for _, y in laid.values())
    wide, tall = right - left or 1.0, bottom - top or 1.0
    return FreeForm(tuple((t, ((x - left) / wide, (y - top) / tall)) for t, (x, y) in laid.items()))


def _rows_by_neighbours(found: Connections, joined: Sequence[str], size: Mapping[str, Size]) -> Lines:
    """Rows in which connected tenants are near each other."""
    wide = max(size[t][0] for t in joined) + GAP
    tall = max(size[t][1] for t in joined) + GAP
    columns = max(1, min(len(joined), round(math.sqrt(len(joined) * 1.7 * tall / wide))))
    if found.shape == "circle":
        return grid(joined, columns)
    laid = _spring(found, joined)
    down = sorted(joined, key=lambda t: laid[t][1])
    rows = [down[first : first + columns] for first in range(0, len(down), columns)]
    return grid([t for row in rows for t in sorted(row, key=lambda t: laid[t][0])], columns)
