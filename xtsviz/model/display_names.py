"""What the tenants and arrows of a design are called in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from xtsviz.model.design import Design
from xtsviz.model.display_text import clean, isolated
from xtsviz.model.topology import Arrow, Tenant


def distinct_names(tenants: Sequence[Tenant]) -> Mapping[str, str]:
    """The name of each tenant, by its id; with the id behind it where another tenant has the same name."""
    used = Counter(tenant.name for tenant in tenants)
    return {
        tenant.id: tenant.name if used[tenant.name] == 1 else f"{tenant.name} ({tenant.id})"
        for tenant in tenants
    }


class Names:
    """What the tenants and arrows of a design are called in sentences."""

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
        """The name of a tenant, with its id where another has the same name."""
        return self._tenants.get(tenant, "an unknown tenant") if tenant is not None else "an unknown tenant"

    def label(self, tenant: str) -> str:
        """The same for a label of its own, where there is nothing around it to isolate it from."""
        return self._plain[tenant]

    def arrow(self, arrow: Arrow) -> str:
        """The two ends of an arrow."""
        return f"{self._tenants[arrow.source]} → {self._tenants[arrow.target]}"
