"""Finds the home user of an external by its user principal name.

In another tenant, ``alice@contoso.com`` is ``alice_contoso.com#EXT#@fabrikam.onmicrosoft.com``.
The local part may contain ``_`` too, so the name is decoded with the known domains of the tenants.
Source: Microsoft Entra "Properties of a B2B collaboration user", and the known issues of provisioning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from xtsviz.io.delimited import as_text
from xtsviz.model.credentials import is_internal
from xtsviz.model.topology import Tenant

EXT_MARK = "#EXT#"
DomainClaims = Mapping[str, tuple[str, ...]]


def domains_of(tenant: Tenant) -> frozenset[str]:
    """The domains that a tenant is known to own, in lower case."""
    return frozenset(name.casefold() for name in (tenant.initial_domain, *tenant.verified_domains))


def domain_claims(tenants: Iterable[Tenant]) -> dict[str, tuple[str, ...]]:
    """The ids of the tenants that own each domain by their own data, in the order of the tenants."""
    tenants_by_domain: dict[str, list[str]] = {}
    for tenant in tenants:
        for domain in domains_of(tenant):
            tenants_by_domain.setdefault(domain, []).append(tenant.id)
    return {domain: tuple(ids) for domain, ids in tenants_by_domain.items()}


def find_homes(externals: pd.DataFrame, tenants: Iterable[Tenant], users: pd.DataFrame) -> pd.DataFrame:
    """The home tenant and home user of externals, by their user principal names.

    The home of an external is always another tenant. So a domain belongs to the only other tenant that claims it, and a
    user principal name to the only user in another tenant who has it. All externals are handled together: the time
    grows with externals, users and tenants, not with their products.

    Args:
        externals: one row per external, with the columns ``tenant`` (id of the tenant where it is an external) and
            ``user_principal_name``; some names may be missing.
        tenants: the possible home tenants.
        users: the users of those tenants, with the directory's columns ``id``, ``tenant``, ``credentials``
            and ``user_principal_name``.

    Returns:
        A frame with the index of `externals` and the columns ``home_user`` and ``home_tenant`` (ids).
        The user is missing if the tenant is known but has no such user; both are missing if no domain fits.
    """
    claims = domain_claims(tenants)
    # pandas' own text type, because `.str` fails on other columns if all cells are missing.
    upn = externals["user_principal_name"].astype("string").str.casefold()
    encoded = upn.str.split(EXT_MARK.casefold(), n=1).str[0].astype("string")
    encoded = encoded.where(upn.str.contains(EXT_MARK.casefold(), regex=False, na=False))
    lookups = pd.DataFrame(
        {
            "name": encoded.array,
            "domain": _claimed_domains(encoded, claims).array,
            "tenant": externals["tenant"].astype("string").array,
        }
    )
    owner = _sole_claimants(lookups["domain"], claims)
    owner = owner.mask(owner == lookups["tenant"])
    owner = owner.fillna(_left_join(lookups, _other_claimants(claims), ["domain", "tenant"])["other"])
    home_users = _home_users(lookups, users, claims)
    # A user's own domain belongs to the tenant even if the document does not list it.
    tenant = owner.fillna(home_users["tenant"].astype("string"))
    homes = pd.DataFrame({"home_user": as_text(home_users["id"]), "home_tenant": as_text(tenant)})
    return homes.set_axis(externals.index, axis=0)


def _sole_claimants(domains: Any, claims: Mapping[str, tuple[str, ...]]) -> Any:
    """For each domain the tenant that claims it, if only one does."""
    return domains.map({name: ids[0] for name, ids in claims.items() if len(ids) == 1}).astype("string")


def _other_claimants(claims: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The domains that two tenants claim: one row for each of the two, with the ``other`` one."""
    rows = [
        (name, one, other) for name, ids in claims.items() if len(ids) == 2 for one, other in (ids, ids[::-1])
    ]
    return pd.DataFrame(rows, columns=["domain", "tenant", "other"], dtype="string")


def _claimed_domains(encoded: Any, claims: DomainClaims) -> Any:
    """The domain at the end of each encoded name, if a tenant claims it."""
    domains = encoded.str.rsplit("_", n=1).str[-1].astype("string")
    domains = domains.where(domains.isin(list(claims)))
    # Host names have no underscore, but a document may contain one.
    for count in sorted({name.count("_") for name in claims} - {0}):
        parts = encoded.str.rsplit("_", n=count + 1)
        tail = parts.str[1:].str.join("_").where(parts.str.len() == count + 2).astype("string")
        domains = tail.where(tail.isin(list(claims))).fillna(domains)
    return domains


def _home_users(
    lookups: pd.DataFrame, users: pd.DataFrame, claims: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """The ``id`` and ``tenant`` of the only certain user in another tenant who has the encoded name.

    A user is certain if the user is internal and the domain of the name belongs to no other tenant. This depends on the
    tenant of the lookup, because its own claims do not count. So users are counted in two steps: a count by name that
    is right for most tenants, and a correction by name and tenant for the exceptions.
    """
    internal: pd.DataFrame = users[is_internal(users["credentials"]) & users["user_principal_name"].notna()]
    upn = internal["user_principal_name"].astype("string").str.casefold()
    name = upn.str.replace("@", "_", regex=False)
    needed = name.isin(lookups["name"].dropna().unique())
    internal = internal[needed].reset_index(drop=True)
    upn, name = upn[needed].reset_index(drop=True), name[needed].reset_index(drop=True)
    domain = upn.str.rsplit("@", n=1).str[-1].astype("string")
    candidates = pd.DataFrame(
        {
            "name": name,
            "tenant": internal["tenant"].astype("string"),
            "position": internal.index,
            "n": 1,
        }
    )
    sole_claimant = _sole_claimants(domain, claims)
    certain = (sole_claimant.isna() | (sole_claimant == candidates["tenant"])).fillna(value=True).astype(bool)
    usual = candidates[certain]
    # A user does not count in lookups of their own tenant. A domain that only the tenant of the lookup claims is free.
    in_own_tenant = usual.assign(n=-1)
    seen_by_claimant = candidates[~certain].assign(tenant=sole_claimant[~certain])
    # If two tenants claim a domain, only the other claim counts for each of them.
    two_claimants = candidates.assign(domain=domain).merge(
        _other_claimants(claims), on="domain", suffixes=("", "_asking")
    )
    two_claimants = two_claimants[
        (two_claimants["tenant"] != two_claimants["tenant_asking"])
        & (two_claimants["tenant"] != two_claimants["other"])
    ]
    two_claimants = two_claimants.assign(n=-1, tenant=two_claimants["tenant_asking"])[list(candidates)]
    exceptions = pd.concat([in_own_tenant, seen_by_claimant, two_claimants], ignore_index=True)
    exceptions["position"] *= exceptions["n"]
    counts = _count_matches(lookups, usual, ["name"]) + _count_matches(
        lookups, exceptions, ["name", "tenant"]
    )
    # If one user is left, the sum of the positions is the position of that user.
    position = counts["position"].where((counts["n"] == 1) & lookups["name"].notna(), -1)
    return internal[["id", "tenant"]].reindex(position.to_numpy()).reset_index(drop=True)


def _count_matches(lookups: pd.DataFrame, candidates: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    sums = candidates.groupby(by, as_index=False)[["n", "position"]].sum()
    return _left_join(lookups, sums, by)[["n", "position"]].fillna(0).astype("int64")


def _left_join(lookups: pd.DataFrame, table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return lookups[by].merge(table, on=by, how="left")
