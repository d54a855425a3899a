"""The connected pairs of tenants, and the kind of shape that they make."""

from __future__ import annotations

from typing import Literal, NamedTuple

from xtsviz.model.design import Design

Shape = Literal["grid", "pair", "hub", "layers", "circle", "spread"]

_CIRCLE_LIMIT = 16


class Connections(NamedTuple):
    """The tenants of a layout, and the connected pairs of them (ids, source first)."""

    tenants: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]

    @property
    def joined(self) -> tuple[str, ...]:
        """The tenants with a connection, in order."""
        touched = {tenant for pair in self.pairs for tenant in pair}
        return tuple(tenant for tenant in self.tenants if tenant in touched)

    @property
    def hub(self) -> str | None:
        """The tenant that is part of every connection; None if there is none, or more than one."""
        if not self.pairs:
            return None
        common = frozenset.intersection(*(frozenset(pair) for pair in self.pairs))
        return next(iter(common)) if len(common) == 1 else None

    @property
    def shape(self) -> Shape:
        """The kind of shape; see `shape`."""
        if not self.pairs:
            return "pair" if len(self.tenants) == 2 else "grid"
        if len(self.joined) == 2:
            return "pair"
        if self.hub is not None:
            return "hub"
        edges = {frozenset(pair) for pair in self.pairs}
        if len(edges) == len(self.pairs) and self._is_forest():
            return "layers"
        few = len(self.joined) > _CIRCLE_LIMIT and len(edges) < 2 * len(self.joined)
        return "spread" if few else "circle"

    def _is_forest(self) -> bool:
        import networkx as nx

        return bool(nx.is_forest(nx.Graph(sorted(self.pairs))))


def connections(design: Design) -> Connections:
    """The connections that decide the layout: arrows, or connected organizations if there are no arrows."""
    topology = design.topology
    pairs = topology.arrows_by_pair.keys() or {
        (link.partner_tenant, link.resource_tenant)
        for link in topology.connected_organizations
        if link.partner_tenant != link.resource_tenant
    }
    return Connections(tuple(topology.tenant_by_id), frozenset(pairs))


def shape(design: Design) -> Shape:
    """The kind of shape of a design.

    ``grid`` without connections; ``pair`` for two tenants; ``hub`` if one tenant is part of every connection;
    ``layers`` for a forest; ``circle`` for meshes; ``spread`` for designs with too many tenants and too few
    connections for a circle.
    """
    return connections(design).shape
