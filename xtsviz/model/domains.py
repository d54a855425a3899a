"""The domains of tenants. Domain names are compared without case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from xtsviz.errors import InputError, quoted
from xtsviz.model.topology import Tenant

DomainClaims: TypeAlias = Mapping[str, tuple[str, ...]]
"""The ids of the tenants that have each domain."""

MAX_DOMAINS = 5000
"""A tenant has at most so many verified domains. Source: Microsoft Entra service limits."""

_MAX_LENGTH = 253
_SEPARATORS = re.compile(r"[\s,;]+")
# Letters of any script, digits, hyphens and underscores, in parts between full stops.
_DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[^\W_](?:[\w-]{0,62}))+")


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


def domain_of(address: str) -> str | None:
    """What follows the last ``@`` of an address or of a sign-in name, in lower case; None if nothing does.

    >>> domain_of("Adele@Contoso.com"), domain_of("adele")
    ('contoso.com', None)
    """
    return address.rpartition("@")[2].strip().casefold() or None if "@" in address else None


def with_domain(tenant: Tenant, domain: str) -> tuple[str, ...]:
    """The verified domains of a tenant and one more, each once."""
    known = {name.casefold() for name in tenant.verified_domains}
    return tenant.verified_domains if domain in known else (*tenant.verified_domains, domain)


def read_domains(text: str) -> tuple[str, ...]:
    """The domains in a text that a person wrote, in lower case, each once. Commas, spaces and lines part them.

    >>> read_domains("Contoso.com, @contoso.co.uk")
    ('contoso.com', 'contoso.co.uk')

    Raises:
        InputError: a word is no domain, or there are too many.
    """
    words = [word.casefold().removeprefix("@") for word in _SEPARATORS.split(text) if word]
    for word in words:
        if len(word) > _MAX_LENGTH or not _DOMAIN.fullmatch(word):
            raise InputError(f"{quoted(word)} is no domain; write domains such as contoso.com")
    domains = tuple(dict.fromkeys(words))
    if len(domains) > MAX_DOMAINS:
        raise InputError(f"{len(domains):,} domains are too many; a tenant has at most {MAX_DOMAINS:,}")
    return domains
