"""How large the boxes of a picture are and where they stand: as much in each as can be read in the room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from xtsviz.view.context import ViewContext
from xtsviz.view.picture import layout, people_layout
from xtsviz.view.picture.box_positions import Position, Size, bare_size
from xtsviz.view.picture.connections import Connections
from xtsviz.view.picture.grouped_part import GroupedPart
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.people_layout import BoxLook
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import TenantNode
from xtsviz.view.text_width import text_width
from xtsviz.view.theme import HEADROOM, NAME_SIZE

_MIN_WIDTH, _MAX_WIDTH, _HEIGHT = 190.0, 290.0, 68.0


class PlacedBoxes(NamedTuple):
    """Where the boxes are, how large they are, how much they show, and at which zoom they fit into the room."""

    at: Mapping[str, Position]
    sizes: Mapping[str, Size]
    look: BoxLook
    zoom: float
    boxes: tuple[TenantNode, ...] = ()


_PEOPLE_LOOKS = tuple(
    tuple(BoxLook(named_up_to=named, shape=shape) for shape in (0.7, 1.6, 3.2))
    for named in (math.inf, 24, 8, 0)
)
_PLAIN_LOOKS = ((BoxLook(),), (BoxLook(detail=False),))


def place_boxes(
    context: ViewContext,
    result: OverlayResult,
    tenants: Sequence[str],
    fixed: Mapping[str, Position],
    previous_positions: Mapping[str, Position],
    only: Connections | None,
    room: Room,
    grouped: GroupedPart | None = None,
) -> PlacedBoxes:
    """The boxes with as much in them as can be read in the room; at least names of tenants and symbols of people."""
    inside = any(result.inside.get(tenant) for tenant in tenants)
    # A box with people has its name above it. Both together are laid out; their middle is above that of the box.
    above = {tenant: HEADROOM / 2 if result.inside.get(tenant) else 0.0 for tenant in tenants}
    own = {t.id: t.position for t in context.design.tenants if t.position is not None}
    best: PlacedBoxes | None = None
    for looks in _PEOPLE_LOOKS if inside else _PLAIN_LOOKS:
        for look in looks:
            sizes = _sizes(context, result, tenants, look)
            outer = {t: (w, h + 2 * above[t]) for t, (w, h) in sizes.items()}
            before = _shifted(previous_positions, above, -1)
            chosen = _shifted(own | dict(fixed), above, -1)
            boxes: tuple[TenantNode, ...] = ()
            if grouped:
                small = grouped.small_sizes(room)
                sizes |= small
                outer |= small
                placed, boxes, zoom = grouped.place(
                    outer, partial(layout.positions, previous_positions=before, fixed=chosen), room, chosen
                )
            else:
                placed, zoom = layout.positions(
                    context.design, before, fixed=chosen, sizes=outer, only=only, room=room
                )
            at = _shifted(placed, above, 1)
            if best is None or zoom > best.zoom * CLEARLY_LARGER:
                best = PlacedBoxes(at, sizes, look, zoom, boxes)
        if best is not None and best.zoom >= room.floor_zoom:
            break
    assert best is not None
    return best


CLEARLY_LARGER = 1.02
"""Another way to draw a picture is worth it if its texts are larger by this factor."""


def _shifted(positions: Mapping[str, Position], above: Mapping[str, float], by: int) -> dict[str, Position]:
    return {t: (x, y + by * above.get(t, 0.0)) for t, (x, y) in positions.items()}


def _sizes(
    context: ViewContext, result: OverlayResult, tenants: Sequence[str], look: BoxLook
) -> dict[str, Size]:
    sizes = {}
    for tenant in tenants:
        name = text_width(context.names.label(tenant), NAME_SIZE, bold=True) + badge_width(result, tenant)
        if unplaced := result.inside.get(tenant):
            sizes[tenant] = people_layout.box_size(
                len(unplaced), look, min(max(name + 28, 110.0), _MIN_WIDTH)
            )
        elif look.detail:
            text = text_width(result.details[tenant], NAME_SIZE)
            wide = min(max(name, text) + 28, _MAX_WIDTH)
            sizes[tenant] = (max(wide, _MIN_WIDTH), _HEIGHT)
        else:
            sizes[tenant] = bare_size(name)
    return sizes


def badge_width(result: OverlayResult, tenant: str) -> float:
    """The room for the number of groups beside the name of a tenant."""
    labels = [badge.label for badge in result.badges.get(tenant, ()) if badge.severity is None]
    return sum(text_width(f"   {label}", NAME_SIZE, bold=True) for label in labels)
