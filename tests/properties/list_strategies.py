"""Hypothesis strategies for tenants with domains and people as lists show them: shared mails, cases, duplicates."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Doc = dict[str, Any]

TENANT_IDS = ["t1", "t2", "t3", "t4"]
DOMAINS = ["a.com", "b.com", "eu.a.com", "x_y.com", "T1.onmicrosoft.com"]
FREE_DOMAINS = ["none.org", "y.com"]
LOCALS = ["al", "zo_e", "al_x"]
ISSUERS = [None, None, "ExternalAzureAD", "externalazuread", "t2.onmicrosoft.com", "A.com", "adatum.com"]
ISSUERS += ["mail", "MicrosoftAccount", "google.com", "Facebook.com"]

addresses = st.builds(
    lambda local, domain, change: change(f"{local}@{domain}"),
    st.sampled_from(LOCALS),
    st.sampled_from([*DOMAINS, *DOMAINS, *FREE_DOMAINS]),
    st.sampled_from([str, str, str.upper, str.title]),
)
domain_lists = st.lists(st.sampled_from(DOMAINS), max_size=2, unique=True)


def names_of_externals(where: str) -> st.SearchStrategy[str | None]:
    suffix = st.sampled_from([f"#EXT#@{where}.onmicrosoft.com", f"#ext#@{where}.onmicrosoft.com"])
    made = st.builds(lambda address, end: address.replace("@", "_") + end, addresses, suffix)
    return st.one_of(made, made, made, addresses, st.none())


@st.composite
def internals(draw: st.DrawFn, id: str, tenants: list[str]) -> Doc:
    upn = draw(st.one_of(addresses, st.none()))
    mail = draw(st.one_of(addresses, st.just(upn), st.none()))
    return {"id": id, "tenant": draw(st.sampled_from(tenants)), "user_principal_name": upn, "mail": mail}


@st.composite
def externals(draw: st.DrawFn, id: str, tenants: list[str]) -> Doc:
    where = draw(st.sampled_from(tenants))
    issuer = draw(st.sampled_from(ISSUERS))
    return {
        "id": id,
        "tenant": where,
        "user_principal_name": draw(names_of_externals(where)),
        "mail": draw(st.one_of(addresses, addresses, st.none())),
        "credentials": "external",
        "user_type": "Guest",
        "home_user_from": "list",
        "external_user_state": draw(st.sampled_from([None, "Accepted", "PendingAcceptance"])),
        "attributes": {"identityIssuer": issuer} if issuer else {},
    }


@st.composite
def listed_documents(draw: st.DrawFn) -> Doc:
    """A document of 2 to 4 tenants whose people came from lists, with nobody's home user worked out yet."""
    tenants = TENANT_IDS[: draw(st.integers(2, 4))]
    people = [draw(internals(f"u{n}", tenants)) for n in range(draw(st.integers(0, 7)))]
    guests = [draw(externals(f"x{n}", tenants)) for n in range(draw(st.integers(1, 6)))]
    # Often an external is meant for somebody: its name or its mail is theirs.
    for guest in guests:
        if people and draw(st.booleans()):
            person = draw(st.sampled_from(people))
            address = person[draw(st.sampled_from(["user_principal_name", "mail"]))]
            if address and draw(st.booleans()):
                guest["user_principal_name"] = address.replace("@", "_") + "#EXT#@x.onmicrosoft.com"
            if person["mail"] and draw(st.booleans()):
                guest["mail"] = draw(st.sampled_from([str, str.lower]))(person["mail"])
    return {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": tenant, "verified_domains": draw(domain_lists)} for tenant in tenants],
        "users": [*people, *guests],
    }


def edits_of_lists() -> st.SearchStrategy[list[tuple[str, int, Any]]]:
    """Edits that change people and domains: what, of whom (a number), and with which value."""
    which = st.integers(0, 9)
    one = st.one_of(
        st.tuples(st.just("domains"), which, domain_lists),
        st.tuples(st.just("initial"), which, st.sampled_from(["a.com", "t2.onmicrosoft.com"])),
        st.tuples(st.just("leave"), which, st.none()),
        st.tuples(st.just("join"), which, st.tuples(addresses, addresses)),
        st.tuples(st.just("found"), which, domain_lists),
        st.tuples(st.just("close"), which, st.none()),
    )
    return st.lists(one, min_size=1, max_size=5)
