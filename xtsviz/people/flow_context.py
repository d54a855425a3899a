"""A design with its flow, and the names and numbers that many parts need; each is computed once."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from xtsviz.flow import Flow
from xtsviz.model.credentials import INTERNAL_MEMBER
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.frames import collect


class FlowContext:
    """A design and its flow.

    Attributes:
        design: the design.
        flow: its flow.
        names: the display names of its tenants and arrows.
        tenant_index: the place of each tenant in the design, 0-based.
    """

    def __init__(self, design: Design, flow: Flow) -> None:
        self.design = design
        self.flow = flow
        self.names = DisplayNames(design)
        self.tenant_index = {tenant: n for n, tenant in enumerate(design.topology.tenant_by_id)}

    def member_count(self, tenant: str) -> int:
        """The number of internal members of a tenant, without guests."""

        def compute() -> dict[str, int]:
            grouped = self.design.users.frame.filter(INTERNAL_MEMBER).group_by("tenant").agg(n=nw.len())
            return {str(t): int(n) for t, n in collect(grouped.select("tenant", "n")).iter_rows()}

        return self.design.users.remember("internal members", compute).get(tenant, 0)

    @cached_property
    def external_counts(self) -> dict[str, dict[str, int]]:
        """Numbers of externals by tenant, then by home tenant; externals of unknown homes are left out."""
        counts: dict[str, dict[str, int]] = {tenant: {} for tenant in self.tenant_index}
        for home, tenant in sorted(self.flow.pairs, key=lambda pair: self.tenant_index[pair[0]]):
            counts[tenant][home] = self.flow.pairs[home, tenant]
        return counts
