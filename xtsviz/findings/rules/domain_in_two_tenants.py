"""A domain belongs to two tenants. In Microsoft Entra ID a domain is verified in one tenant only."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.errors import quoted
from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.model.display_text import listed_names
from xtsviz.sources import MULTITENANT_KNOWN_ISSUES


def _find(given: ReviewInput) -> Iterator[Match]:
    owners: dict[str, dict[str, str]] = {}
    for tenant in given.design.tenants:
        for domain in (tenant.initial_domain, *tenant.verified_domains):
            owners.setdefault(domain.casefold(), {}).setdefault(tenant.id, domain)
    for tenants in owners.values():
        if len(tenants) > 1:
            first, written = next(iter(tenants.items()))
            names = listed_names([given.wording.tenant(tenant) for tenant in tenants])
            yield given.about_tenant(first, domain=quoted(written), names=names)


RULE = Rule(
    code="domain-in-two-tenants",
    severity="error",
    question="Is a domain named in two tenants?",
    message="The domain {domain} is named in {names}. A domain can be verified in one tenant only.",
    remedy="Keep the domain in the tenant where it is verified, and delete it from the others.",
    source=MULTITENANT_KNOWN_ISSUES,
    find=_find,
)
