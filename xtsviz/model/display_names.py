"""The names of tenants and arrows in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from xtsviz.model.design import Design
from xtsviz.model.display_text import clean, isolated
from xtsviz.model.topology import Arrow, Tenant


def distinct_names(tenants: Sequence[Tenant]) -> Mapping[str, str]:
    """The name of each tenant, by its id. The id follows in parentheses if another tenant has the same name."""
    used = Counter(tenant.name for tenant in tenants)
    return {
        tenant.id: tenant.name if used[tenant.name] == 1 else f"{tenant.name} ({tenant.id})"
        for tenant in tenants
    }


class DisplayNames:
    """The names of a design's tenants and arrows in sentences."""

    def __init__(self, design: Design) -> None:
        names = distinct_names(design.tenants)
        self._plain = {tenant: clean(name) for tenant, name in names.items()}
        self._tenants = {
            tenant.id: isolated(tenant.name)
            if names[tenant.id] == tenant.name
            else f"{isolated(tenant.name)} ({isolated(tenant.id)})"
            for tenant in design.tenants
        }

    def tenant(self, tenant: str | None) -> str:
        """The name of a tenant; with its id if another tenant has the same name."""
        return self._tenants.get(tenant, "an unknown tenant") if tenant is not None else "an unknown tenant"

    def label(self, tenant: str) -> str:
        """The name as a label, with no text around it: it need not be isolated from other text."""
        return self._plain[tenant]

    def arrow(self, arrow: Arrow) -> str:
        """The names of the source and the target of an arrow."""
        return f"{self._tenants[arrow.source]} → {self._tenants[arrow.target]}"
