"""The flow of a design at a moment of its simulation: who is where, after the cycles so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.flow import Flow
from xtsviz.flow.flow_counts import ArrowFlow, ExternalCount, FlowCounts
from xtsviz.flow.group_copies import GroupCopy, copies_with_members
from xtsviz.flow.presence import COLUMNS, presence_table
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.trace import find_user
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, is_missing
from xtsviz.model.topology import Arrow
from xtsviz.simulation.cycle_input import ExternalKey, ExternalState
from xtsviz.simulation.groups import GroupStates
from xtsviz.simulation.lifecycle_rules import PRESENT


class FlowAt(Flow):
    """Who is where at a moment. Pictures and tables use it like any other flow.

    Its traces come from the design at the moment alone: whether an arrow would carry a user, and why.

    Args:
        design: the design at the moment.
        externals: the externals that arrows manage or managed.
        groups: the groups that arrows made in targets.
    """

    def __init__(
        self,
        design: Design,
        externals: Mapping[ExternalKey, ExternalState],
        groups: GroupStates | None = None,
    ) -> None:
        super().__init__(design)
        self._groups = groups or {}
        self._table = presence_at(design, externals)
        self._counts = _FlowCountsAt(design, self._table)

    @cached_property
    def _presence(self) -> Frame:
        return nw.from_native(self._table)

    def presence_in(self, tenants: Collection[str]) -> Frame:
        """The rows of `presence_table` in some tenants (ids)."""
        return self._presence.filter(nw.col("tenant").is_in(list(tenants)))

    @cached_property
    def group_copies(self) -> tuple[GroupCopy, ...]:
        """The groups that are in targets at the moment, with those of their members who are still there."""
        topology = self.design.topology
        external = self._table[self._table["relation"] == "external"]
        there = set(zip(external["user"], external["tenant"], strict=True)) if self._groups else set()
        ids = {
            key: tuple(sorted(user for user in state.members if (user, key[1]) in there))
            for key, state in self._groups.items()
        }
        copies = {
            key: (topology.group_by_id[key[0]], topology.arrow_by_id[state.arrow])
            for key, state in self._groups.items()
        }
        return copies_with_members(self.design, copies, ids)

    def groups_of_user(self, user: str) -> tuple[GroupCopy, ...]:
        """The copies of groups in which a home user (id) is a member at the moment."""
        return tuple(copy for copy in self.group_copies if user in copy.member_ids)

    def _carried_by(self, arrow: Arrow) -> Frame:
        return self._presence.filter(nw.col("arrow") == arrow.id)

    def presence_of_user(self, user: str) -> Any:
        """The rows of `presence_table` for one user."""
        user_id = find_user(self.design, user).id
        return self._table[self._table["user"] == user_id].reset_index(drop=True)


class _FlowCountsAt(FlowCounts):
    def __init__(self, design: Design, table: pd.DataFrame) -> None:
        super().__init__(design)
        self._table = table

    def equals_scope(self, arrow: Arrow) -> bool:  # noqa: ARG002
        """Always False: an external may stay in the target after the user left the scope."""
        return False

    @cached_property
    def by_arrow(self) -> dict[str, ArrowFlow]:
        counts = self._table["arrow"].value_counts()
        return {
            name: replace(flow, carried=int(counts.get(name, 0)) if flow.state == "open" else 0)
            for name, flow in super().by_arrow.items()
        }

    @cached_property
    def externals(self) -> tuple[ExternalCount, ...]:
        external_rows = self._table[self._table["relation"] == "external"]
        rows = zip(
            external_rows["home_tenant"], external_rows["tenant"], external_rows["user_type"], strict=True
        )
        counts = Counter(
            (None if is_missing(home) else home, tenant, user_type) for home, tenant, user_type in rows
        )
        return tuple(ExternalCount(*key, count) for key, count in counts.items())


def presence_at(design: Design, externals: Mapping[ExternalKey, ExternalState]) -> pd.DataFrame:
    """The presence table at a moment: users at home, unmanaged externals of the directory, and `externals`."""
    managed = [one for one in externals.values() if one.arrow is not None and one.state in PRESENT]
    matched_ids = sorted({one.directory_id for one in externals.values() if one.directory_id is not None})
    base = design
    if matched_ids:
        users = design.users
        rest = users.frame.filter(~nw.col("id").is_in(matched_ids))
        base = Design(design.topology, type(users)(rest, users.memberships))
    table: pd.DataFrame = presence_table(base, Provisioning(base, [], frozenset())).to_native()
    keys = {one.key for one in managed}
    pairs = zip(table["user"], table["tenant"], strict=True)
    table = table.loc[[number for number, pair in zip(table.index, pairs, strict=True) if pair not in keys]]
    rows = [
        (
            one.user,
            one.display_name,
            one.home_tenant,
            one.tenant,
            "external",
            one.user_type,
            one.user_principal_name,
            one.state == "synced",
            one.arrow,
            one.origin,
        )
        for one in managed
    ]
    if rows:
        made = pd.DataFrame(rows, columns=list(COLUMNS)).astype(table.dtypes.to_dict())
        table = pd.concat([table, made], ignore_index=True) if len(table) else made
    place = {tenant.id: n for n, tenant in enumerate(design.tenants)}
    order = pd.DataFrame({"place": table["tenant"].map(place), "user": table["user"]})
    return table.loc[order.sort_values(["place", "user"], kind="stable").index].reset_index(drop=True)
