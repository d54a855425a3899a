"""The members of groups. They are listed in the group itself, or in the table of memberships: both mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import narwhals as nw

from xtsviz.errors import Problem, quoted
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect
from xtsviz.model.topology import Group, Topology

MembersByGroup = Mapping[str, Sequence[str]]


def members_in_table(users: Directory) -> MembersByGroup:
    """The members of each group in the table of memberships, sorted. Without a table, the result is empty."""
    memberships = users.memberships
    if memberships is None:
        return {}

    def compute() -> MembersByGroup:
        found = defaultdict(set)
        for group, member in collect(memberships.select("group", "member")).iter_rows():
            found[group].add(member)
        return {group: sorted(members) for group, members in found.items()}

    return users.remember("listed members", compute)


def with_all_members(topology: Topology, users: Directory) -> Topology:
    """The topology whose groups list all their members: first those of the group, then those of the table."""
    table = members_in_table(users)
    if not table:
        return topology
    groups = []
    for group in topology.groups:
        own = set(group.members)
        more = tuple(member for member in table.get(group.id, ()) if member not in own)
        groups.append(group.model_copy(update={"members": (*group.members, *more)}) if more else group)
    return topology.replace(groups=tuple(groups))


def same_topology(one: Topology, other: Topology) -> bool:
    """True if both topologies are equal. The members of a group have no order, and notes do not count."""
    one, other = one.replace(notes=()), other.replace(notes=())
    if one is other or (one.groups == other.groups and one == other):
        return True
    if len(one.groups) != len(other.groups) or one.replace(groups=()) != other.replace(groups=()):
        return False
    return all(
        set(a.members) == set(b.members)
        and a.model_copy(update={"members": ()}) == b.model_copy(update={"members": ()})
        for a, b in zip(one.groups, other.groups, strict=True)
    )


def with_listed_groups(topology: Topology, users: Directory) -> Topology:
    """The topology and the groups that only the table of memberships names.

    Such a group belongs to the tenant of most of its members. Of several such tenants, the first in the design counts.
    A group that contains only groups belongs to the tenant of the first of them, or else to the first tenant.
    """
    if users.memberships is None:
        return topology
    named = collect(users.memberships.select("group").unique())["group"].to_list()
    new = sorted(set(named) - topology.group_by_id.keys())
    if not new:
        return topology
    place = {tenant: n for n, tenant in enumerate(topology.tenant_by_id)}
    homes = users.frame.select("tenant", member=nw.col("id"))
    rows = collect(
        users.memberships.filter(nw.col("group").is_in(new))
        .unique()
        .join(homes, on="member")  # type: ignore[arg-type]
        .group_by("group", "tenant")
        .agg(n=nw.len())
    ).iter_rows()
    tenant_of = {group.id: group.tenant for group in topology.groups}
    # The last one in this order counts: the tenant with the most members, and among equals the first in the design.
    tenant_of |= {g: tenant for g, tenant, _ in sorted(rows, key=lambda row: (row[2], -place[row[1]]))}
    lost = [group for group in new if group not in tenant_of]
    nested = members_in_table(users) if lost else {}
    for group in lost:
        inner = [tenant_of[member] for member in nested[group] if member in tenant_of]
        tenant_of[group] = inner[0] if inner else next(iter(place))
    made = [Group.model_validate({"id": group, "tenant": tenant_of[group]}) for group in new]
    return topology.replace(groups=(*topology.groups, *made))


def lost_references(topology: Topology, users: Directory) -> Iterator[Problem]:
    """Every id that groups and arrows name and that neither a user nor a group has."""
    named = [
        *((f"groups[{n}].members", group.members) for n, group in enumerate(topology.groups)),
        *((f"arrows[{n}].scope.assigned", arrow.scope.assigned) for n, arrow in enumerate(topology.arrows)),
    ]
    people = {one for _, ids in named for one in ids} - topology.group_by_id.keys()
    lost = people - users.known(people)
    if not lost:
        return
    for place, ids in named:
        for one in ids:
            if one in lost:
                yield Problem(
                    place,
                    f"names {quoted(one)}, who is no user of the table; add that user to the table, or remove the "
                    "reference first: remove_users with this id",
                )
