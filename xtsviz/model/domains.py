"""The domains of tenants. Domain names are compared without case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from xtsviz.model.topology import Tenant

DomainClaims: TypeAlias = Mapping[str, tuple[str, ...]]
"""The ids of the tenants that have each domain."""


def domains_of(tenant: Tenant) -> frozenset[str]:
    """The domains that a tenant is known to own, in lower case: its verified domains and the initial domain."""
    return frozenset(name.casefold() for name in (tenant.initial_domain, *tenant.verified_domains))


def domain_claims(tenants: Iterable[Tenant]) -> dict[str, tuple[str, ...]]:
    """The ids of the tenants that own each domain by their own data, in the order of the tenants."""
    tenants_by_domain: dict[str, list[str]] = {}
    for tenant in tenants:
        for domain in domains_of(tenant):
            tenants_by_domain.setdefault(domain, []).append(tenant.id)
    return {domain: tuple(ids) for domain, ids in tenants_by_domain.items()}
