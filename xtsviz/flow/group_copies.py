"""The groups that group synchronization makes in targets, and their members there.

Sources, in `xtsviz.sources`: ``OVERVIEW`` for clouds, kinds of groups and direct members; ``CONFIGURE`` for the
assigned scope and the setting of the target.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import narwhals as nw
import pandas as pd

from xtsviz.flow.presence import presence_table
from xtsviz.flow.provisioning import Provisioning
from xtsviz.model.design import Design
from xtsviz.model.engine_errors import translates_engine_errors_in_methods
from xtsviz.model.fields import GroupKind
from xtsviz.model.frames import Frame, collect, concat_frames, table_like
from xtsviz.model.topology import Arrow, Group, Topology

SYNCHRONIZED_KINDS: frozenset[GroupKind] = frozenset({"security", "microsoft365"})
"""The kinds of groups that are synchronized. In the target they become security groups with assigned members."""

Key = tuple[str, str]
"""A group (id) and the target (id) where its copy is."""


class MemberCount(NamedTuple):
    """The number of members of a copy, and of the direct members of the group who are not in it."""

    members: int
    left_out: int


def crosses_clouds(arrow: Arrow, topology: Topology) -> bool:
    """True if source and target are in different clouds. Groups are synchronized only within one cloud."""
    tenants = topology.tenant_by_id
    return tenants[arrow.source].cloud != tenants[arrow.target].cloud


def assigned_groups(arrow: Arrow, topology: Topology) -> list[Group]:
    """The directly assigned groups of an arrow, in their order. An arrow takes groups of its source only."""
    if arrow.scope.users != "assigned":
        return []
    known = topology.group_by_id
    assigned = [known[one] for one in dict.fromkeys(arrow.scope.assigned) if one in known]
    return [group for group in assigned if group.tenant == arrow.source]


def is_synchronizable(group: Group) -> bool:
    """True for a security or Microsoft 365 group that is not role-assignable."""
    return group.kind in SYNCHRONIZED_KINDS and not group.role_assignable


def makes_groups(arrow: Arrow, topology: Topology) -> bool:
    """True if an arrow, when it is open, makes its assigned groups in the target."""
    return (
        arrow.sync_groups
        and arrow.scope.users == "assigned"
        and arrow.gates.inbound_group_sync_allowed is True
        and not crosses_clouds(arrow, topology)
    )


@translates_engine_errors_in_methods
@dataclass(frozen=True, eq=False)
class GroupCopy:
    """A group that an arrow makes in its target. Its members are computed when they are first needed.

    Attributes:
        group: the group in the source.
        arrow: the arrow that makes it: the first of the pair that does.
    """

    group: Group
    arrow: Arrow
    _members: CopyMembers = field(repr=False)

    @property
    def tenant(self) -> str:
        """The id of the target."""
        return self.arrow.target

    @property
    def key(self) -> Key:
        """The ids of the group and of the target."""
        return self.group.id, self.arrow.target

    @property
    def label(self) -> str:
        """The name of the group for people; its id if it has no name."""
        return self.group.name or self.group.id

    @property
    def members(self) -> int:
        """The number of members in the target."""
        return self._members.counts[self.key].members

    @property
    def left_out(self) -> int:
        """The number of direct members, nested groups included, that are not in the target."""
        return self._members.counts[self.key].left_out

    @property
    def member_ids(self) -> tuple[str, ...]:
        """The ids of the home users who are members in the target, sorted."""
        return self._members.ids.get(self.key, ())

    @property
    def member_rows(self) -> Frame:
        """The members in the target, in the engine of the directory: the column ``user``."""
        of_copy = (nw.col("group") == self.group.id) & (nw.col("tenant") == self.tenant)
        return self._members.rows.filter(of_copy).select("user")


def group_copies(
    design: Design,
    open_arrows: Collection[str],
    provisioning_of: Callable[[Callable[[Arrow], bool]], Provisioning],
    only_users: Collection[str] | None = None,
) -> tuple[GroupCopy, ...]:
    """The groups that open arrows make, in the order of target (as in the document), then group id.

    Nothing about users is computed here.

    Args:
        open_arrows: ids of the arrows that are open.
        provisioning_of: gives the provisioning of the open arrows that a function accepts.
        only_users: if given, only these users (ids) can be members; the numbers are those of these users.
    """
    topology = design.topology
    found: dict[Key, tuple[Group, Arrow]] = {}
    for arrow in topology.arrows:
        if arrow.sync_groups and arrow.id in open_arrows and makes_groups(arrow, topology):
            for group in assigned_groups(arrow, topology):
                if is_synchronizable(group):
                    found.setdefault((group.id, arrow.target), (group, arrow))
    if not found:
        return ()
    return _ordered(design, found, CopyMembers(design, list(found.values()), provisioning_of, only_users))


def copies_with_members(
    design: Design, copies: Mapping[Key, tuple[Group, Arrow]], ids: Mapping[Key, tuple[str, ...]]
) -> tuple[GroupCopy, ...]:
    """Copies whose members are known already, in the same order.

    Args:
        copies: for each copy its group, and the arrow that made it.
        ids: the ids of the members of each copy, sorted.
    """
    return _ordered(design, copies, _KnownMembers(design, list(copies.values()), ids))


def _ordered(
    design: Design, copies: Mapping[Key, tuple[Group, Arrow]], members: CopyMembers
) -> tuple[GroupCopy, ...]:
    place = {tenant: n for n, tenant in enumerate(design.topology.tenant_by_id)}
    ordered = sorted(copies.values(), key=lambda copy: (place[copy[1].target], copy[0].id))
    return tuple(GroupCopy(group, arrow, members) for group, arrow in ordered)


def direct_members(
    design: Design, groups: Sequence[Group], only_users: Collection[str] | None = None
) -> Frame:
    """The direct members of some groups, in the engine of the directory. Each pair is there once.

    Columns: ``group``, ``user`` (the id of a user or of a nested group).

    Args:
        only_users: if given, only these users (ids).
    """
    pairs = [
        (group.id, member)
        for group in groups
        for member in dict.fromkeys(group.members)
        if only_users is None or member in only_users
    ]
    columns = {"group": [group for group, _ in pairs], "user": [member for _, member in pairs]}
    listed = table_like(design.users.frame, columns, {"group": nw.String, "user": nw.String})
    memberships = design.users.memberships
    if memberships is None:
        return listed
    in_table = memberships.filter(nw.col("group").is_in(sorted(group.id for group in groups)))
    in_table = in_table.select("group", user=nw.col("member"))
    if only_users is not None:
        in_table = in_table.filter(nw.col("user").is_in(sorted(only_users)))
    return concat_frames([listed, in_table]).unique()


def group_member_table(copies: Sequence[GroupCopy]) -> pd.DataFrame:
    """One row for each member of each copy; for a copy without members, one row whose ``user`` is missing.

    Columns: ``group`` (id), ``name``, ``home_tenant``, ``tenant`` (the target), ``arrow`` (id), ``user`` (id).
    """
    rows = [
        (copy.group.id, copy.group.name, copy.group.tenant, copy.tenant, copy.arrow.id, user)
        for copy in copies
        for user in copy.member_ids or (None,)
    ]
    return pd.DataFrame(rows, columns=["group", "name", "home_tenant", "tenant", "arrow", "user"])


class CopyMembers:
    """The members of some copies of groups, computed together.

    A member of a copy is a direct member of the group whom the arrow has in scope (rules 1 to 3), and who has an
    external object of their own in the target. Whether this arrow, another arrow or an earlier invitation made the
    object does not matter: an external with a pending invitation is there, too. A user who shares the object of
    another user has none. Nested groups are not followed.
    """

    def __init__(
        self,
        design: Design,
        copies: Sequence[tuple[Group, Arrow]],
        provisioning_of: Callable[[Callable[[Arrow], bool]], Provisioning],
        only_users: Collection[str] | None,
    ) -> None:
        self._design = design
        self._copies = copies
        self._provisioning_of = provisioning_of
        self._only_users = only_users

    @cached_property
    def counts(self) -> Mapping[Key, MemberCount]:
        """The numbers of each copy."""
        totals = self._direct.group_by("group").agg(n=nw.len()).select("group", "n")
        direct = {str(group): int(n) for group, n in collect(totals).iter_rows()}
        there = self.rows.group_by("group", "tenant").agg(n=nw.len()).select("group", "tenant", "n")
        members = {(str(group), str(tenant)): int(n) for group, tenant, n in collect(there).iter_rows()}
        return {
            key: MemberCount(members.get(key, 0), direct.get(key[0], 0) - members.get(key, 0))
            for key in ((group.id, arrow.target) for group, arrow in self._copies)
        }

    @cached_property
    def ids(self) -> Mapping[Key, tuple[str, ...]]:
        """The ids of the members of each copy that has any, sorted."""
        found: dict[Key, list[str]] = {}
        for group, tenant, user in collect(self.rows.select("group", "tenant", "user")).iter_rows():
            found.setdefault((str(group), str(tenant)), []).append(str(user))
        return {key: tuple(sorted(users)) for key, users in found.items()}

    @cached_property
    def rows(self) -> Frame:
        """One row for each member of each copy: ``group``, ``tenant``, ``user``; in the engine of the directory."""
        design = self._design
        places = {arrow.id: n for n, arrow in enumerate(design.arrows)}
        columns: dict[str, list[str] | list[int]] = {
            "group": [group.id for group, _ in self._copies],
            "order": [places[arrow.id] for _, arrow in self._copies],
            "tenant": [arrow.target for _, arrow in self._copies],
        }
        schema = {"group": nw.String, "order": nw.Int64, "tenant": nw.String}
        copies = table_like(design.users.frame, columns, schema)
        # What one arrow does can depend on the others of its pair.
        pairs = {(arrow.source, arrow.target) for _, arrow in self._copies}
        provisioning = self._provisioning_of(lambda arrow: (arrow.source, arrow.target) in pairs)
        in_scope = provisioning.in_scope.select("order", user=nw.col("id"))
        there = presence_table(design, provisioning).filter(nw.col("relation") == "external")
        return (
            self._direct.join(copies, on="group", how="inner")  # type: ignore[arg-type]
            .join(in_scope, on=["order", "user"], how="semi")  # type: ignore[arg-type]
            .join(there.select("user", "tenant"), on=["user", "tenant"], how="semi")  # type: ignore[arg-type]
            .select("group", "tenant", "user")
        )

    @cached_property
    def _direct(self) -> Frame:
        groups = {group.id: group for group, _ in self._copies}
        return direct_members(self._design, list(groups.values()), self._only_users)


class _KnownMembers(CopyMembers):
    """The members of some copies, which are known already."""

    def __init__(
        self, design: Design, copies: Sequence[tuple[Group, Arrow]], ids: Mapping[Key, tuple[str, ...]]
    ) -> None:
        super().__init__(design, copies, _no_provisioning, None)
        self._ids = ids

    @cached_property
    def rows(self) -> Frame:
        found = [(group, tenant, user) for (group, tenant), users in self._ids.items() for user in users]
        names = ("group", "tenant", "user")
        columns = {name: [row[n] for row in found] for n, name in enumerate(names)}
        return table_like(self._design.users.frame, columns, dict.fromkeys(names, nw.String))


def _no_provisioning(_wanted: Callable[[Arrow], bool]) -> Provisioning:
    raise AssertionError("the members are known")
