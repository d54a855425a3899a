"""Designs for exercises: a few people of a few fictional companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from xtsviz.model.design import Design
from xtsviz.model.vocabulary import FORMAT, VERSION

COMPANIES = {
    "contoso": "Contoso",
    "fabrikam": "Fabrikam",
    "litware": "Litware",
    "northwind": "Northwind Traders",
}
PEOPLE = {
    "contoso": {
        "adele": "Adele Vance",
        "diego": "Diego Okafor",
        "amina": "Amina Lindqvist",
        "omar": "Omar Patel",
    },
    "fabrikam": {"kenji": "Kenji Tanaka", "priya": "Priya Moreau"},
    "litware": {"lars": "Lars Silva", "zoe": "Zoë Novák"},
    "northwind": {"mei": "Mei Jensen", "kwame": "Kwame Haddad"},
}


def person(tenant: str, id: str, name: str | None = None, **fields: Any) -> dict[str, Any]:
    """An internal member as a user record of the document; `fields` replace or add values."""
    upn = f"{id}@{tenant}.com"
    display_name = name or PEOPLE[tenant][id]
    return {
        "id": id,
        "tenant": tenant,
        "display_name": display_name,
        "user_principal_name": upn,
        "mail": upn,
    } | fields


def company_people(tenant: str, count: int = 2) -> list[dict[str, Any]]:
    """The first people of a company."""
    return [person(tenant, id) for id in list(PEOPLE[tenant])[:count]]


def sample_design(
    name: str,
    tenants: Sequence[str],
    arrows: Sequence[Mapping[str, Any] | str] = (),
    people: Sequence[Mapping[str, Any]] | None = None,
    groups: Sequence[Mapping[str, Any]] = (),
    domains: Mapping[str, Sequence[str]] = MappingProxyType({}),
    on_request: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Design:
    """A design with some of the fictional companies.

    Args:
        name: the name of the design.
        tenants: ids of `COMPANIES`.
        arrows: arrow records of the document, or ids such as ``contoso->fabrikam``.
        people: user records of the document; by default two people of each company.
        groups: group records of the document.
        domains: verified domains by tenant id; they are unknown for the other tenants.
        on_request: by tenant id, the tenants whose people can ask for an access package there.
    """
    arrow_records = [
        dict(zip(("source", "target"), a.split("->"), strict=True)) if isinstance(a, str) else a
        for a in arrows
    ]
    return Design.from_document(
        {
            "format": FORMAT,
            "version": VERSION,
            "name": name,
            "tenants": [
                {"id": id, "name": COMPANIES[id], "verified_domains": list(domains.get(id, ()))}
                for id in tenants
            ],
            "arrows": arrow_records,
            "users": [user for id in tenants for user in company_people(id)]
            if people is None
            else list(people),
            "groups": list(groups),
            "connected_organizations": [
                {"resource_tenant": tenant, "partner_tenant": partner, "access_package": "Project access"}
                for tenant, partners in on_request.items()
                for partner in partners
            ],
        }
    )
