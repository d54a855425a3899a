"""Which tenants of a picture are one box: the groups of alike tenants of a design, and whether a picture needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from xtsviz.compare.alike_tenants import Alike, Relation, TenantGroup, alike
from xtsviz.model.design import Design
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import layout
from xtsviz.view.picture.box_positions import bare_size
from xtsviz.view.picture.elements import MAX_EDGES
from xtsviz.view.picture.group_types import GroupBy, GroupsShown
from xtsviz.view.picture.room import DEFAULT_ROOM, Room
from xtsviz.view.text_width import text_width
from xtsviz.view.theme import NAME_SIZE

FEW_TENANTS = 16
"""So many tenants can be read at once."""
_FEWEST = 5
"""Fewer tenants can be read in every room."""


def needs_groups(design: Design, room: Room = DEFAULT_ROOM) -> bool:
    """True if a picture of all tenants cannot be read in a room: names would be too small, or arrows too many."""
    tenants = design.tenants
    if len(tenants) > FEW_TENANTS or len(design.arrows) > MAX_EDGES:
        return True
    if len(tenants) < _FEWEST:
        return False
    sizes = {tenant.id: bare_size(text_width(tenant.name, NAME_SIZE, bold=True)) for tenant in tenants}
    return layout.positions(design, sizes=sizes, room=room).zoom < room.floor_zoom


def groups_by_itself(design: Design, room: Room = DEFAULT_ROOM) -> GroupsShown | None:
    """The groups of a picture where nobody chose: alike tenants are boxes if not all tenants can be read."""
    return GroupsShown() if needs_groups(design, room) else None


@dataclass(frozen=True)
class Grouping:
    """The groups of a picture.

    Attributes:
        alike: the groups, relations and exceptions of the design.
        closed: the groups that are boxes, by the ids of the boxes.
        opened: the groups that are frames, by the ids of the frames.
    """

    alike: Alike
    closed: dict[str, TenantGroup]
    opened: dict[str, TenantGroup]

    @cached_property
    def node_of(self) -> dict[str, str]:
        """The box or frame of each tenant that is in one."""
        both = {**self.closed, **self.opened}
        return {tenant: node for node, group in both.items() for tenant in group.tenants}

    @cached_property
    def node_by_first(self) -> dict[str, str]:
        """The box or frame of each group, by its first tenant."""
        return {group.tenants[0]: node for node, group in {**self.closed, **self.opened}.items()}

    def relations_of(self, node: str) -> tuple[Relation | None, list[Relation]]:
        """What holds within a group, and the relations with exceptions that its box tells.

        Exceptions between two groups stand in the box of the source, or in that of the target if only that is closed.
        """
        first = self.closed[node].tenants[0] if node in self.closed else self.opened[node].tenants[0]
        within, told = None, []
        for relation in self.alike.relations:
            source, target = relation.source.tenants[0], relation.target.tenants[0]
            if relation.within:
                within = relation if source == first else within
            elif relation.exceptions:
                teller = source if self.node_by_first.get(source) in self.closed else target
                if teller == first:
                    told.append(relation)
        return within, told


def tenant_bands(design: Design) -> list[TenantGroup]:
    """The groups of a list or a table of all tenants, in the order of their first tenants."""
    return list(_alike(design, "arrows", frozenset()).groups)


def group_tenants(context: ViewContext, groups: GroupsShown) -> Grouping | None:
    """The groups of a picture; None if no two tenants are alike."""
    # With Compare, the sentences are about the design as it is now, unless removed tenants are drawn too.
    now, drawn = context.flow.design, context.design
    design = now if len(now.tenants) == len(drawn.tenants) else drawn
    known = design.topology.tenant_by_id
    found = _alike(design, groups.by, frozenset(t for t in groups.apart if t in known))
    closed: dict[str, TenantGroup] = {}
    opened: dict[str, TenantGroup] = {}
    for group in found.groups:
        if len(group.tenants) > 1:
            into = closed if groups.opened.isdisjoint(group.tenants) else opened
            into[group_node_id(group.tenants[0], known)] = group
    return Grouping(found, closed, opened) if closed or opened else None


def group_node_id(first: str, tenants: Collection[str]) -> str:
    """The id of the box of a group, by its first tenant. No tenant has it."""
    name = f"group {first}"
    while name in tenants:
        name += "'"
    return name


def _alike(design: Design, by: GroupBy, apart: frozenset[str]) -> Alike:
    """`alike`, kept with the tenants and arrows: another selection or overlay is about the same ones."""
    kept: dict[tuple[GroupBy, frozenset[str]], Alike] = vars(design.topology).setdefault("alike_tenants", {})
    found = kept.get((by, apart))
    if found is None:
        if len(kept) >= _KEPT:
            kept.clear()
        found = kept[by, apart] = alike(design, by=by, apart=sorted(apart))
    return found


_KEPT = 4
