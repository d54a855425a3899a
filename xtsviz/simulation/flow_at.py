"""The flow of a design at a moment of its replay: who is where now, with all that the cycles remember."""

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
from xtsviz.flow.presence import COLUMNS, presence_table
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.trace import find_user
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, is_missing
from xtsviz.model.topology import Arrow
from xtsviz.simulation.cycle_input import ExternalState, Key
from xtsviz.simulation.lifecycle_rules import PRESENT


class FlowAt(Flow):
    """Who is where at a moment: pictures and tables take it like any other flow.

    Its traces are those of the design as it is set up now: why an arrow would carry a user, or not.

    Args:
        design: the design at the moment.
        held: the externals that arrows manage or managed.
    """

    def __init__(self, design: Design, held: Mapping[Key, ExternalState]) -> None:
        super().__init__(design)
        self._there = presence_at(design, held)
        self._counts = _TallyAt(design, self._there)

    @cached_property
    def _presence(self) -> Frame:
        return nw.from_native(self._there)

    def presence_in(self, tenants: Collection[str]) -> Frame:
        """The rows of `presence` in some tenants (ids)."""
        return self._presence.filter(nw.col("tenant").is_in(list(tenants)))

    def _carried_by(self, arrow: Arrow) -> Frame:
        return self._presence.filter(nw.col("arrow") == arrow.id)

    def presence_of_user(self, user: str) -> Any:
        """Where one user is: their rows of `presence`."""
        found = find_user(self.design, user).id
        return self._there[self._there["user"] == found].reset_index(drop=True)


class _TallyAt(FlowCounts):
    def __init__(self, design: Design, there: pd.DataFrame) -> None:
        super().__init__(design)
        self._there = there

    def equals_scope(self, arrow: Arrow) -> bool:  # noqa: ARG002
        """Never: cycles remember whom the scope has left since."""
        return False

    @cached_property
    def by_arrow(self) -> dict[str, ArrowFlow]:
        counts = self._there["arrow"].value_counts()
        return {
            name: replace(flow, carried=int(counts.get(name, 0)) if flow.state == "open" else 0)
            for name, flow in super().by_arrow.items()
        }

    @cached_property
    def externals(self) -> tuple[ExternalCount, ...]:
        abroad = self._there[self._there["relation"] == "external"]
        rows = zip(abroad["home_tenant"], abroad["tenant"], abroad["user_type"], strict=True)
        numbers = Counter((None if is_missing(home) else home, where, kind) for home, where, kind in rows)
        return tuple(ExternalCount(*what, number) for what, number in numbers.items())


def presence_at(design: Design, held: Mapping[Key, ExternalState]) -> pd.DataFrame:
    """The presence table at a moment: users at home, externals that no arrow manages, and those held."""
    managed = [one for one in held.values() if one.arrow is not None and one.state in PRESENT]
    items = sorted({one.item for one in held.values() if one.item is not None})
    base = design
    if items:
        users = design.users
        rest = users.frame.filter(~nw.col("id").is_in(items))
        base = Design(design.topology, type(users)(rest, users.memberships))
    table: pd.DataFrame = presence_table(base, Provisioning(base, [], frozenset())).to_native()
    keys = {one.key for one in managed}
    pairs = zip(table["user"], table["tenant"], strict=True)
    table = table.loc[[number for number, pair in zip(table.index, pairs, strict=True) if pair not in keys]]
    rows = [
        (
            one.user,
            one.name,
            one.home,
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
