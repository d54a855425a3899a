"""Where the tenants lie: one layout for each shape of a design, computed without any randomness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from xtsviz.model.design import Design
from xtsviz.view.picture.box_positions import Position, Size, can_be_drawn, separate_boxes
from xtsviz.view.theme import GAP

Shape = Literal["grid", "pair", "hub", "layers", "circle", "spread"]

TENANT_SIZE: Size = (190.0, 64.0)
_NUMBER_ROOM = 180.0
"""Between two columns: room for an arrow with its number."""
_COLUMN_LIMIT = 6
"""More targets than this stand around the hub, not in one column."""
_CIRCLE_LIMIT = 16
_BLOCK_LIMIT = 64
"""More tenants than this are in rows, because on a circle or in columns they would be too small to read."""
_LAYERS_LIMIT = 16


class Connections(NamedTuple):
    """The tenants of a layout, and the connected pairs of them (ids, source first)."""

    tenants: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]

    @property
    def joined(self) -> tuple[str, ...]:
        """The tenants with a connection, in order."""
        touched = {tenant for pair in self.pairs for tenant in pair}
        return tuple(tenant for tenant in self.tenants if tenant in touched)


def connections(design: Design) -> Connections:
    """The connections that decide the layout: arrows, or connected organizations if there are no arrows."""
    topology = design.topology
    pairs = topology.arrows_by_pair.keys() or {
        (link.partner_tenant, link.resource_tenant)
        for link in topology.connected_organizations
        if link.partner_tenant != link.resource_tenant
    }
    return Connections(tuple(topology.tenant_by_id), frozenset(pairs))


def shape(design: Design) -> Shape:
    """The kind of layout for a design.

    ``grid`` without connections; ``pair`` for two tenants; ``hub`` if one tenant is part of every connection;
    ``layers`` for a forest; ``circle`` for meshes; ``spread`` for designs with too many tenants and too few
    connections for a circle.
    """
    return _shape(connections(design))


def _shape(found: Connections) -> Shape:
    if not found.pairs:
        return "pair" if len(found.tenants) == 2 else "grid"
    if len(found.joined) == 2:
        return "pair"
    if _hub(found) is not None:
        return "hub"
    edges = {frozenset(pair) for pair in found.pairs}
    if len(edges) == len(found.pairs) and _is_forest(found):
        return "layers"
    return "spread" if len(found.joined) > _CIRCLE_LIMIT and len(edges) < 2 * len(found.joined) else "circle"


def positions(
    design: Design,
    previous_positions: Mapping[str, Position] | None = None,
    *,
    fixed: Mapping[str, Position] | None = None,
    sizes: Mapping[str, Size] | None = None,
    only: Connections | None = None,
) -> dict[str, Position]:
    """The centre of each tenant's box.

    Args:
        design: its connections decide the layout; the order of its tenants decides their places.
        keep: the previous positions. Tenants stay there unless boxes would overlap.
        fixed: positions that a person chose. They never change. A tenant's own ``position`` counts as fixed too,
            if the tenant is not in this argument.
        sizes: the width and height of each box.
        only: the drawn part of the design, if not all of it is drawn.

    Returns:
        Tenant id to (x, y). Two boxes overlap only if both are fixed. A position farther out than
        `xtsviz.view.picture.box_positions.MAX_DISTANCE` is ignored.
    """
    found = only or connections(design)
    known = {tenant: design.topology.tenant_by_id[tenant] for tenant in found.tenants}
    exact = {tenant.id: tenant.position for tenant in known.values() if tenant.position is not None}
    exact |= {tenant: at for tenant, at in (fixed or {}).items() if tenant in known}
    exact = {tenant: at for tenant, at in exact.items() if can_be_drawn(at)}
    kept = {
        tenant: at
        for tenant, at in (previous_positions or {}).items()
        if tenant in known and tenant not in exact
    }
    size = {tenant: (sizes or {}).get(tenant, TENANT_SIZE) for tenant in known}
    at = exact | kept
    if len(at) < len(known):
        at = _arrange(found, size) | at
    at = {tenant: (float(at[tenant][0]), float(at[tenant][1])) for tenant in known}
    return separate_boxes(at, size, firm=exact.keys(), settled=kept.keys())


def _arrange(found: Connections, size: Mapping[str, Size]) -> dict[str, Position]:
    which = _shape(found)
    if which == "grid":
        return _row_positions(found.tenants, size, 0.0)
    joined = found.joined or found.tenants
    if which == "pair":
        at = _column_positions([[joined[0]], [joined[1]]], size, _NUMBER_ROOM + 60)
    elif which == "hub":
        at = _around_hub(found, size)
    elif which == "layers":
        at = _layers(found, size)
    elif which == "spread":
        at = _spread(found, size)
    else:
        at = circle_positions(joined, size) if len(joined) <= _BLOCK_LIMIT else _spread(found, size)
    loose = [tenant for tenant in found.tenants if tenant not in at]
    if loose:
        bottom = max(at[tenant][1] + size[tenant][1] / 2 for tenant in at)
        at |= _row_positions(loose, size, bottom + GAP)
    return at


def _hub(found: Connections) -> str | None:
    common = frozenset.intersection(*(frozenset(pair) for pair in found.pairs))
    return next(iter(common)) if len(common) == 1 else None


def _around_hub(found: Connections, size: Mapping[str, Size]) -> dict[str, Position]:
    """The hub in the middle, sources left, targets right. Tenants that are both go to the side with fewer tenants."""
    hub = _hub(found)
    assert hub is not None
    spokes = [tenant for tenant in found.joined if tenant != hub]
    left = [s for s in spokes if (s, hub) in found.pairs and (hub, s) not in found.pairs]
    right = [s for s in spokes if (hub, s) in found.pairs and (s, hub) not in found.pairs]
    one_way = bool(left) != bool(right) and len(left) + len(right) == len(spokes)
    if len(spokes) > _BLOCK_LIMIT:
        row = _per_row([hub, *spokes], size)
        middle = (len(spokes) // row) // 2 * row + row // 2
        return _row_positions([*spokes[:middle], hub, *spokes[middle:]], size, 0.0)
    if (one_way and len(spokes) > _COLUMN_LIMIT) or len(spokes) > 2 * _COLUMN_LIMIT:
        return circle_positions(spokes, size, around=hub)
    for spoke in spokes:
        if spoke not in left and spoke not in right:
            (left if len(left) < len(right) or len(left) == len(right) == 0 else right).append(spoke)
    room = _NUMBER_ROOM + 22 * max(len(left), len(right))
    return _column_positions([column for column in (left, [hub], right) if column], size, room)


def _layers(found: Connections, size: Mapping[str, Size]) -> dict[str, Position]:
    """Sources in the left column. Each further step of the arrows is one column to the right."""
    import networkx as nx

    graph = nx.DiGraph(sorted(found.pairs))
    order = {tenant: place for place, tenant in enumerate(found.tenants)}
    columns: list[list[str]] = []
    height: dict[str, float] = {}
    for generation in nx.topological_generations(graph):
        before = {
            tenant: [height[p] for p in graph.predecessors(tenant)] or [float(order[tenant])]
            for tenant in generation
        }
        column = sorted(generation, key=lambda t: (sum(before[t]) / len(before[t]), order[t]))
        height |= {tenant: float(place) for place, tenant in enumerate(column)}
        columns.append(column)
    if len(columns) > _LAYERS_LIMIT or max(map(len, columns)) > _BLOCK_LIMIT:
        return _spread(found, size)
    return _column_positions(columns, size, _NUMBER_ROOM + 12 * max(map(len, columns)))


def _spread(found: Connections, size: Mapping[str, Size]) -> dict[str, Position]:
    """A spring layout that begins with a circle. Its start and its number of steps are fixed, so the result is too."""
    import networkx as nx

    graph = nx.Graph(sorted(found.pairs))
    start = {t: (x / 1000, y / 1000) for t, (x, y) in circle_positions(found.joined, size).items()}
    laid = nx.spring_layout(graph, pos=start, iterations=60, seed=1, k=1.6 / math.sqrt(len(start)))
    if len(start) > _BLOCK_LIMIT:
        # With so many boxes, moving them apart would separate connected tenants.
        row = _per_row(list(start), size)
        down = sorted(start, key=lambda t: float(laid[t][1]))
        rows = [down[first : first + row] for first in range(0, len(down), row)]
        return _row_positions(
            [t for part in rows for t in sorted(part, key=lambda t: float(laid[t][0]))], size, 0.0
        )
    width = max(size[t][0] for t in start) + GAP
    scale = width * math.sqrt(len(start)) / 1.2
    return {
        t: (round(float(laid[t][0]) * scale, 1), round(float(laid[t][1]) * scale * 0.6, 1)) for t in start
    }


def circle_positions(
    members: Sequence[str], size: Mapping[str, Size], around: str | None = None
) -> dict[str, Position]:
    """Positions on an ellipse, clockwise from the top, with room for two arrows between neighbours."""
    count = len(members)
    turn = 2 * math.pi / count
    start = -math.pi / 2 - (turn / 2 if count % 2 == 0 else 0.0)
    rim = [(math.cos(start + turn * place), math.sin(start + turn * place)) for place in range(count)]
    wide = max(size[m][0] for m in members)
    tall = max(size[m][1] for m in members)
    points = [*rim, (0.0, 0.0)] if around else rim
    boxes = [(wide, tall)] * count + ([size[around]] if around else [])
    rx, ry = wide * 0.9 + 60.0, tall * 0.75 + 60.0
    while not _has_clearance(points, boxes, rx, ry):
        rx, ry = rx * 1.05, ry * 1.05
    at = {member: (round(x * rx, 1), round(y * ry, 1)) for member, (x, y) in zip(members, rim, strict=True)}
    return at | ({around: (0.0, 0.0)} if around else {})


def _has_clearance(points: Sequence[Position], boxes: Sequence[Size], rx: float, ry: float) -> bool:
    # The closest boxes are neighbours on the ellipse, or the one in the middle and another.
    count = len(points)
    for one in range(count):
        for other in {(one + 1) % count, count - 1} - {one}:
            dx = abs(points[one][0] - points[other][0]) * rx
            dy = abs(points[one][1] - points[other][1]) * ry
            wide = (boxes[one][0] + boxes[other][0]) / 2
            tall = (boxes[one][1] + boxes[other][1]) / 2
            if dx < wide + 1.6 * GAP and dy < tall + GAP:
                return False
    return True


def _column_positions(
    columns: Sequence[Sequence[str]], size: Mapping[str, Size], room: float
) -> dict[str, Position]:
    """Columns from left to right, each centred on the middle line."""
    at: dict[str, Position] = {}
    x = 0.0
    for column in columns:
        wide = max(size[tenant][0] for tenant in column)
        y = -(sum(size[tenant][1] for tenant in column) + GAP * (len(column) - 1)) / 2
        for tenant in column:
            at[tenant] = (x + wide / 2, y + size[tenant][1] / 2)
            y += size[tenant][1] + GAP
        x += wide + room
    middle = (x - room) / 2
    return {tenant: (round(left - middle, 1), round(y, 1)) for tenant, (left, y) in at.items()}


def _row_positions(members: Sequence[str], size: Mapping[str, Size], top: float) -> dict[str, Position]:
    """Centred rows from top to bottom, together about as wide as a screen."""
    if not members:
        return {}
    wide = max(size[tenant][0] for tenant in members) + GAP
    tall = max(size[tenant][1] for tenant in members) + GAP
    per_row = _per_row(members, size)
    at = {}
    for place, tenant in enumerate(members):
        row, column = divmod(place, per_row)
        filled = min(per_row, len(members) - row * per_row)
        at[tenant] = ((column - (filled - 1) / 2) * wide, top + (row + 0.5) * tall - GAP / 2)
    return at


def _per_row(members: Sequence[str], size: Mapping[str, Size]) -> int:
    wide = max(size[tenant][0] for tenant in members) + GAP
    tall = max(size[tenant][1] for tenant in members) + GAP
    return max(1, min(len(members), round(math.sqrt(len(members) * 1.7 * tall / wide))))


def _is_forest(found: Connections) -> bool:
    import networkx as nx

    return bool(nx.is_forest(nx.Graph(sorted(found.pairs))))
