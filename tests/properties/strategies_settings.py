"""Random designs with domains, clouds, lists for invitations and odd filters: what people bring beside users."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.properties.strategies import documents

Doc = dict[str, Any]

DOMAINS = [
    "contoso.com",
    "Contoso.COM",
    "a.example",
    "b.example",
    "sub.contoso.com",
    "contoso.onmicrosoft.com",
]
MAILS = [
    "u@contoso.com",
    "U@CONTOSO.com",
    "v@a.example",
    "w@sub.contoso.com",
    "no-domain",
    "x@",
    "y@z@b.example",
]
ATTRIBUTES = [
    "userType",
    "manager",
    "memberOf",
    "isMemberOf",
    "employeeHireDate",
    "proxyAddresses",
    "Department",
]
ATTRIBUTES += ["department", "objectId", "mail", "createdDateTime", "extension_candidate"]


def domain_lists() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(DOMAINS), max_size=3, unique=True)


def odd_filters() -> st.SearchStrategy[list[list[Doc]]]:
    clause = st.fixed_dictionaries(
        {
            "attribute": st.sampled_from(ATTRIBUTES),
            "operator": st.sampled_from(["EQUALS", "NOT EQUALS", "IS NULL", "IS NOT NULL"]),
            "value": st.sampled_from(["IT", "u@contoso.com"]),
        }
    )
    return st.lists(st.lists(clause, max_size=3), min_size=1, max_size=2)


@st.composite
def documents_with_settings(draw: st.DrawFn) -> Doc:
    """A document of `documents` whose tenants, mails, filters and gates have more in them."""
    document = draw(documents())
    tenant_ids = [tenant["id"] for tenant in document["tenants"]]
    for tenant in document["tenants"]:
        tenant["verified_domains"] = draw(domain_lists())
        list_of = st.sampled_from(["allow", "block"])
        tenant["invitation_domains"] = draw(
            st.one_of(st.none(), st.builds(lambda name, some: {name: some}, list_of, domain_lists()))
        )
        if draw(st.sampled_from([False, False, True])):
            tenant["cloud"] = draw(st.sampled_from(["commercial", "usgov", "china"]))
    members = draw(st.one_of(st.none(), st.lists(st.sampled_from(tenant_ids), max_size=4, unique=True)))
    if members is not None:
        document["multi_tenant_organization"] = {"name": "Group", "tenants": members}
    for user in document.get("users", []):
        if draw(st.booleans()):
            user["mail"] = draw(st.sampled_from(MAILS))
    for arrow in document.get("arrows", []):
        if draw(st.booleans()):
            arrow["scope"] = {**arrow.get("scope", {}), "filters": draw(odd_filters())}
        without_effect = ("inbound_b2b_allowed", "inbound_group_sync_allowed")
        more = {name: draw(st.sampled_from([True, False, None])) for name in without_effect}
        arrow["gates"] = {**arrow.get("gates", {}), **more}
    return document
