"""The data of one picture: a design, its flow, its findings, and the names and colours of its tenants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import narwhals as nw

from xtsviz.findings import Finding, Findings
from xtsviz.findings.check_list import CheckList, check_list
from xtsviz.findings.run_rules import review_flow
from xtsviz.flow import Flow
from xtsviz.flow.flow_counts import ArrowFlow, Population
from xtsviz.model.design import Design
from xtsviz.model.frames import collect, is_missing
from xtsviz.model.topology import ConnectedOrganization
from xtsviz.model.vocabulary import CLAUSE_COLUMNS
from xtsviz.people.flow_context import FlowContext
from xtsviz.people.relations import Relation, relation_of
from xtsviz.view.palette import Palette, palette_for
from xtsviz.view.theme import Marker, Paint, tenant_marker, tenant_paint


class PresenceRow(NamedTuple):
    """One row of the presence table: one user in one tenant."""

    user: str
    name: str
    home: str | None
    tenant: str
    relation: Relation
    upn: str | None


class ViewContext(FlowContext):
    """A design and its flow with the numbers, names and colours of its tenants.

    Attributes:
        design: the design.
        flow: its flow.
        tenant_index: the index of each tenant in the design, from 0.
        palette: the place of each tenant in the palette of colours.
    """

    def __init__(self, design: Design, flow: Flow, palette: Palette | None = None) -> None:
        super().__init__(design, flow)
        self.palette = palette_for((tenant.id for tenant in design.tenants), palette or {})
        self._paints = {t.id: tenant_paint(self.palette[t.id], t.color) for t in design.tenants}

    def paint(self, tenant: str | None) -> Paint:
        """The colour of a tenant; grey for an unknown one."""
        return self._paints.get(tenant, UNKNOWN_HOME) if tenant is not None else UNKNOWN_HOME

    def marker(self, tenant: str | None) -> Marker:
        """The shape of the symbols for a tenant's users."""
        return tenant_marker(self.palette[tenant]) if tenant in self.tenant_index else "hexagon"

    @property
    def by_arrow(self) -> Mapping[str, ArrowFlow]:
        """The flow of each arrow that is drawn, by its id."""
        return self.flow.by_arrow

    @property
    def population(self) -> Mapping[str, Population]:
        """The number of user objects in each tenant."""
        return self.flow.populations

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that filters can use, by their Graph names."""
        return (*self.design.users.attributes, *CLAUSE_COLUMNS)

    @cached_property
    def findings(self) -> Findings:
        """The findings of `xtsviz.review` in the design."""
        return review_flow(self.flow)

    @cached_property
    def checks(self) -> CheckList:
        """The findings as a check list."""
        return check_list(self.flow, self.findings)

    @cached_property
    def _findings_by_subject(self) -> Mapping[str, Findings]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.subject, []).append(finding)
        return {subject: Findings(about) for subject, about in found.items()}

    def findings_about(self, subject: str) -> Findings:
        """The findings about one arrow or tenant (id)."""
        return self._findings_by_subject.get(subject, Findings())

    def everybody(self) -> list[PresenceRow]:
        """All rows of the presence table, in the order of the tenants. Use it only for small designs."""
        return self._presence_rows(nw.from_native(self.flow.presence))

    def presence_of_user(self, user: str) -> list[PresenceRow]:
        """The rows of one user, the home tenant first."""
        found = self._presence_rows(nw.from_native(self.flow.presence_of_user(user)))
        return sorted(found, key=lambda here: (here.relation != "home", self.tenant_index[here.tenant]))

    def externals(self, tenant: str) -> list[PresenceRow]:
        """The externals of one tenant, by home tenant and then by id."""
        return self._sorted_by_home(self._presence_rows(nw.from_native(self.flow.externals(tenant))))

    def _sorted_by_home(self, people: list[PresenceRow]) -> list[PresenceRow]:
        last = len(self.tenant_index)
        return sorted(
            people,
            key=lambda p: (
                p.relation != "home",
                self.tenant_index.get(p.home, last) if p.home is not None else last,
                p.relation,
            ),
        )

    def in_order(self, people: list[PresenceRow]) -> dict[str, list[PresenceRow]]:
        """The rows of each tenant: internal users first, then externals by home tenant."""
        found: dict[str, list[PresenceRow]] = {tenant: [] for tenant in self.tenant_index}
        for here in people:
            found[here.tenant].append(here)
        return {tenant: self._sorted_by_home(there) for tenant, there in found.items()}

    def _presence_rows(self, frame: Any) -> list[PresenceRow]:
        columns = (
            "user",
            "display_name",
            "home_tenant",
            "tenant",
            "relation",
            "user_type",
            "user_principal_name",
        )
        found = []
        for user, name, home, tenant, relation, user_type, upn in collect(frame.select(*columns)).iter_rows():
            found.append(
                PresenceRow(
                    str(user),
                    str(user) if is_missing(name) else str(name),
                    None if is_missing(home) else str(home),
                    str(tenant),
                    relation_of(relation, user_type),
                    None if is_missing(upn) else str(upn),
                )
            )
        return found


def access_requests(design: Design) -> dict[str, ConnectedOrganization]:
    """The connected organizations between two different tenants, by ids that no arrow has."""
    arrows, found = design.topology.arrow_by_id, {}
    for place, link in enumerate(design.topology.connected_organizations):
        name = f"request {place}"
        while name in arrows:
            name += "'"
        if link.partner_tenant != link.resource_tenant:
            found[name] = link
    return found


UNKNOWN_HOME = Paint("#6b7280", "#9aa4b2")
"""The colour of users whose home tenant is not known."""
