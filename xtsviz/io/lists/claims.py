"""What a design says about the domains of its tenants, to find the tenant of a list."""

from __future__ import annotations

import narwhals as nw

from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.domains import domain_claims, domain_of
from xtsviz.model.frames import collect
from xtsviz.model.ids import slug


def design_claims(base: Design) -> dict[str, tuple[str, ...]]:
    """The tenants that have each domain: by their own data; else, where none has it, by their internal users."""
    claims = domain_claims(base.tenants)
    unknown = [tenant.id for tenant in base.tenants if not tenant.verified_domains]
    if base.users.is_lazy or not unknown:
        return claims
    used: dict[str, dict[str, None]] = {}
    people = base.users.frame.filter(INTERNAL & nw.col("tenant").is_in(unknown))
    for tenant, name in collect(people.select("tenant", "user_principal_name")).iter_rows():
        domain = domain_of(name) if isinstance(name, str) else None
        if domain and domain not in claims:
            used.setdefault(domain, {})[tenant] = None
    return claims | {domain: tuple(sorted(tenants)) for domain, tenants in used.items()}


def unknown_tenants(base: Design) -> dict[str, frozenset[str]]:
    """The tenants without verified domains that no list was opened for, with the words that may name them."""
    listed = {note.about for note in base.notes}
    return {
        tenant.id: frozenset(
            {tenant.id, slug(tenant.name), tenant.initial_domain.partition(".")[0].casefold()}
        )
        for tenant in base.tenants
        if not tenant.verified_domains and tenant.id not in listed
    }
