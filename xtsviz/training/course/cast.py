"""Who plays in the exercises: a few people of a few fictional companies, each with a name to remember."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """An internal member as the document writes users; `fields` say what is different."""
    upn = f"{id}@{tenant}.com"
    known = name or PEOPLE[tenant][id]
    return {
        "id": id,
        "tenant": tenant,
        "display_name": known,
        "user_principal_name": upn,
        "mail": upn,
    } | fields


def staff(tenant: str, many: int = 2) -> list[dict[str, Any]]:
    """The first people of a company."""
    return [person(tenant, id) for id in list(PEOPLE[tenant])[:many]]


def stage(
    name: str,
    tenants: Sequence[str],
    arrows: Sequence[Mapping[str, Any] | str] = (),
    people: Sequence[Mapping[str, Any]] | None = None,
    groups: Sequence[Mapping[str, Any]] = (),
) -> Design:
    """A design to begin with.

    Args:
        tenants: ids of `COMPANIES`.
        arrows: as the document writes them, or as ``contoso->fabrikam``.
        people: as the document writes users; two of each company, if left out.
        groups: as the document writes them.
    """
    drawn = [
        dict(zip(("source", "target"), a.split("->"), strict=True)) if isinstance(a, str) else a
        for a in arrows
    ]
    return Design.from_document(
        {
            "format": FORMAT,
            "version": VERSION,
            "name": name,
            "tenants": [
                {"id": id, "name": COMPANIES[id], "verified_domains": [f"{id}.com"]} for id in tenants
            ],
            "arrows": drawn,
            "users": [user for id in tenants for user in staff(id)] if people is None else list(people),
            "groups": list(groups),
        }
    )
