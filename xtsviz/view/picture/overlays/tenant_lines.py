"""What several overlays say of a tenant."""

from __future__ import annotations

from collections.abc import Mapping

from xtsviz.view.context import ViewContext
from xtsviz.view.words import tenant_counts


def population_lines(context: ViewContext) -> Mapping[str, str]:
    """How many internal and external users each tenant has, by its id."""
    return {tenant: tenant_counts(p.internal, p.external) for tenant, p in context.population.items()}
