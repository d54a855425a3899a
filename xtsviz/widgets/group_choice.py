"""What a person chose about the groups of alike tenants in the graph."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from xtsviz.model.design import Design
from xtsviz.view.picture.group_types import GroupBy, GroupsShown
from xtsviz.view.picture.grouping import needs_groups
from xtsviz.view.picture.room import Room


@dataclass(frozen=True)
class GroupChoice:
    """Which tenants of the graph are boxes.

    Attributes:
        on: draw alike tenants as one box; None: where a picture of all tenants cannot be read.
        by: what makes a group.
        opened: tenants (ids) whose groups are opened.
        apart: tenants (ids) that are taken out of their groups.
    """

    on: bool | None = None
    by: GroupBy = "arrows"
    opened: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    def is_on(self, design: Design, room: Room) -> bool:
        """Whether alike tenants are drawn as one box, on a canvas of this size."""
        return needs_groups(design, room) if self.on is None else self.on

    def shown(self, design: Design, room: Room) -> GroupsShown | None:
        """What the picture is told; None if each tenant is drawn."""
        return GroupsShown(self.by, self.opened, self.apart) if self.is_on(design, room) else None

    def known(self, tenants: Container[str]) -> GroupChoice:
        """The same without tenants that are gone."""
        opened = frozenset(tenant for tenant in self.opened if tenant in tenants)
        apart = frozenset(tenant for tenant in self.apart if tenant in tenants)
        if opened == self.opened and apart == self.apart:
            return self
        return replace(self, opened=opened, apart=apart)
