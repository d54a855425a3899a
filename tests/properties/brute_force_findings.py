"""What a review must tell about domains, clouds, filters and open arrows without users, asked user by user.

Each function takes the document's parts and returns (code, subject) pairs. Questions about one user and one arrow come
as functions, so this module knows no rule of the flow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.properties.brute_force_parts import FIELD_OF_ATTRIBUTE, as_text

Doc = dict[str, Any]
Found = list[tuple[str, str]]

REFUSED = {"usertype", "manager", "approleassignments", "members", "memberof", "ismemberof"}
REFUSED |= {"proxyaddresses", "othermails", "businessphones"}


def about_tenants(document: Doc) -> Found:
    """Domains that stand in two tenants, and an organization of several clouds."""
    found: Found = []
    tenants = document["tenants"]
    own = [
        {
            name.lower()
            for name in [
                t.get("initial_domain") or t["id"] + ".onmicrosoft.com",
                *t.get("verified_domains", []),
            ]
        }
        for t in tenants
    ]
    for domain in set().union(*own):
        holders = [tenant["id"] for tenant, domains in zip(tenants, own, strict=True) if domain in domains]
        if len(holders) >= 2:
            found.append(("domain-in-two-tenants", holders[0]))
    cloud = {tenant["id"]: tenant.get("cloud", "commercial") for tenant in tenants}
    organization = document.get("multi_tenant_organization") or {}
    members = organization.get("tenants", [])
    found += [("mto-spans-clouds", one) for one in set(members) if cloud[one] != cloud[members[0]]]
    return found


def about_filters(arrow: Doc, people: list[Doc]) -> Found:
    """Attributes of the filters.

    Args:
        people: the internal users of the source.
    """
    attributes = {clause["attribute"] for group in arrow["scope"]["filters"] for clause in group}
    found: Found = []
    # One for each thing refused, and membership of a group has several names.
    refused = {name.lower().replace("ismemberof", "memberof") for name in attributes if is_refused(name)}
    found += [("filter-attribute-unsupported", arrow["id"]) for _ in refused]
    if people:
        found += [
            ("filter-attribute-unknown", arrow["id"])
            for name in attributes
            if not is_refused(name) and all(value_of(user, name) == "" for user in people)
        ]
    return found


def is_refused(attribute: str) -> bool:
    lowered = attribute.lower()
    return lowered in REFUSED or lowered == "employeehiredate" or lowered.endswith("datetime")


def value_of(user: Doc, attribute: str) -> str:
    if attribute in FIELD_OF_ATTRIBUTE:
        return as_text(user.get(FIELD_OF_ATTRIBUTE[attribute]))
    return as_text(user.get("attributes", {}).get(attribute))


def about_sign_in(arrow: Doc) -> Found:
    blocked = arrow["gates"].get("inbound_b2b_allowed", True) is False
    return [("cannot-sign-in", arrow["id"])] if blocked else []


def about_invitations(arrow: Doc, target: Doc, in_scope: Callable[[Doc], bool], users: list[Doc]) -> Found:
    """Users in scope whose mail domain the target's list refuses."""
    lists = target.get("invitation_domains")
    if lists is None or arrow["scope"]["users"] == "unknown":
        return []
    for user in users:
        _, at, domain = (user.get("mail") or "").rpartition("@")
        if at and domain and in_scope(user) and not accepts(lists, domain.lower()):
            return [("invitation-domain-blocked", arrow["id"])]
    return []


def accepts(lists: Doc, domain: str) -> bool:
    if "allow" in lists:
        return domain in [name.lower() for name in lists["allow"]]
    return domain not in [name.lower() for name in lists["block"]]


def about_nobody(row: Doc, people: list[Doc]) -> Found:
    """An open arrow without anybody, whose source has internal users.

    Args:
        row: the arrow's row in the flow.
    """
    empty = row["state"] == "open" and row["eligible"] == 0 and people
    return [("carries-nobody", row["arrow"])] if empty else []
