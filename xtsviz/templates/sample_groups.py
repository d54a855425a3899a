"""A group of every source of a template, synchronized to its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xtsviz.model.credentials import is_internal

if TYPE_CHECKING:
    from xtsviz.model.topology import Topology

GROUP_NAME = "Staff"


def with_sample_groups(topology: Topology, people: Mapping[str, Sequence[Any]] | None) -> Topology:
    """The topology in which every source has a group of its internal members, assigned to each of its arrows.

    The arrows synchronize the group, too.

    Args:
        people: the columns of the users; None if there are none.
    """
    from xtsviz.model.scope import Scope
    from xtsviz.model.topology import Group

    members: dict[str, list[str]] = {arrow.source: [] for arrow in topology.arrows}
    columns = people or {}
    rows = zip(*(columns.get(name, ()) for name in ("id", "tenant", "credentials", "user_type")), strict=True)
    for user, tenant, credentials, user_type in rows:
        if tenant in members and is_internal(credentials) and user_type == "Member":
            members[tenant].append(user)
    groups = {
        tenant: Group.model_construct(
            id=f"{tenant}-staff", tenant=tenant, name=GROUP_NAME, members=tuple(members[tenant])
        )
        for tenant in topology.tenant_by_id
        if tenant in members
    }
    arrows = tuple(
        arrow.model_copy(
            update={
                "scope": Scope(users="assigned", assigned=(groups[arrow.source].id,)),
                "sync_groups": True,
            }
        )
        for arrow in topology.arrows
    )
    return topology.replace(groups=tuple(groups.values()), arrows=arrows)
