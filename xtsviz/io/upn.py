"""Who an external is at home, read from its user principal name.

In the tenant that it visits, ``alice@contoso.com`` is ``alice_contoso.com#EXT#@fabrikam.onmicrosoft.com``.
The local part may hold ``_`` too, so the name is decoded against the domains of the tenants at hand.
Source: Microsoft Entra "Properties of a B2B collaboration user", and the known issues of provisioning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from xtsviz.io.delimited import as_text
from xtsviz.model.credentials import is_internal
from xtsviz.model.topology import Tenant

MARK = "#EXT#"
_Claims = Mapping[str, tuple[str, ...]]


def domains_of(tenant: Tenant) -> frozenset[str]:
    """The domains that a tenant is known to own, in lower case."""
    return frozenset(name.casefold() for name in (tenant.initial_domain, *tenant.verified_domains))


def claims(tenants: Iterable[Tenant]) -> dict[str, tuple[str, ...]]:
    """The ids of the tenants that claim each domain, in the order of the tenants."""
    found: dict[str, list[str]] = {}
    for tenant in tenants:
        for domain in domains_of(tenant):
            found.setdefault(domain, []).append(tenant.id)
    return {domain: tuple(ids) for domain, ids in found.items()}


def homes(externals: pd.DataFrame, tenants: Iterable[Tenant], users: pd.DataFrame) -> pd.DataFrame:
    """The home tenant and home user of externals, by their user principal names.

    The home of an external is always another tenant than the one that it visits, so a domain counts as that of the
    only other tenant that claims it, and a user principal name as that of the only user elsewhere who has it. All
    externals are answered together: the time grows with externals, users and tenants, not with their products.

    Args:
        externals: one row per external, with the columns ``tenant`` (id of the one that it visits) and
            ``user_principal_name``; some names may be missing.
        tenants: the tenants at hand that they may come from.
        users: the users of those tenants, with the directory's columns ``id``, ``tenant``, ``credentials``
            and ``user_principal_name``.

    Returns:
        A frame with the index of `externals` and the columns ``home_user`` and ``home_tenant`` (ids).
        The user is missing where the tenant is known but has no such user; both are where no domain fits.
    """
    claimed = claims(tenants)
    # pandas' own text type here: `.str` fails on other columns that are missing throughout.
    lower = externals["user_principal_name"].astype("string").str.casefold()
    encoded = lower.str.split(MARK.casefold(), n=1).str[0].astype("string")
    encoded = encoded.where(lower.str.contains(MARK.casefold(), regex=False, na=False))
    asked = pd.DataFrame(
        {
            "name": encoded.array,
            "domain": _domains(encoded, claimed).array,
            "tenant": externals["tenant"].astype("string").array,
        }
    )
    owner = _sole_owners(asked["domain"], claimed)
    owner = owner.mask(owner == asked["tenant"])
    owner = owner.fillna(_joined(asked, _shared(claimed), ["domain", "tenant"])["other"])
    known = _home_users(asked, users, claimed)
    # A user's own domain belongs to the tenant even where the document does not list it.
    tenant = owner.fillna(known["tenant"].astype("string"))
    found = pd.DataFrame({"home_user": as_text(known["id"]), "home_tenant": as_text(tenant)})
    return found.set_axis(externals.index, axis=0)


def _sole_owners(domains: Any, claimed: Mapping[str, tuple[str, ...]]) -> Any:
    """The tenants that alone claim some domains."""
    return domains.map({name: ids[0] for name, ids in claimed.items() if len(ids) == 1}).astype("string")


def _shared(claimed: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The domains that two tenants claim: for each of the two, the only ``other`` one."""
    rows = [
        (name, one, other)
        for name, ids in claimed.items()
        if len(ids) == 2
        for one, other in (ids, ids[::-1])
    ]
    return pd.DataFrame(rows, columns=["domain", "tenant", "other"], dtype="string")


def _domains(encoded: Any, claimed: _Claims) -> Any:
    """The domain at the end of each encoded name, as far as somebody claims it."""
    found = encoded.str.rsplit("_", n=1).str[-1].astype("string")
    found = found.where(found.isin(list(claimed)))
    # No host name has an underscore, but a document may say so.
    for count in sorted({name.count("_") for name in claimed} - {0}):
        parts = encoded.str.rsplit("_", n=count + 1)
        tail = parts.str[1:].str.join("_").where(parts.str.len() == count + 2).astype("string")
        found = tail.where(tail.isin(list(claimed))).fillna(found)
    return found


def _home_users(
    asked: pd.DataFrame, users: pd.DataFrame, claimed: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """The only certain user elsewhere whose name is the encoded one: ``id`` and ``tenant``.

    Certain is an internal user whose name is not in a domain of another tenant. Who is certain depends on the tenant
    that asks, since its own claims do not count. So users are counted twice: for each name as most tenants see it,
    and the difference for each name and tenant that sees it otherwise.
    """
    own: pd.DataFrame = users[is_internal(users["credentials"]) & users["user_principal_name"].notna()]
    full = own["user_principal_name"].astype("string").str.casefold()
    name = full.str.replace("@", "_", regex=False)
    needed = name.isin(asked["name"].dropna().unique())
    own = own[needed].reset_index(drop=True)
    full, name = full[needed].reset_index(drop=True), name[needed].reset_index(drop=True)
    domain = full.str.rsplit("@", n=1).str[-1].astype("string")
    seen = pd.DataFrame(
        {
            "name": name,
            "tenant": own["tenant"].astype("string"),
            "position": own.index,
            "n": 1,
        }
    )
    sole = _sole_owners(domain, claimed)
    certain = (sole.isna() | (sole == seen["tenant"])).fillna(value=True).astype(bool)
    usual = seen[certain]
    # Nobody is at home where they visit. What only the tenant that asks claims is claimed by nobody else.
    hidden = usual.assign(n=-1)
    shown = seen[~certain].assign(tenant=sole[~certain])
    # Of two tenants that claim a domain, each sees the other's claim alone.
    both = seen.assign(domain=domain).merge(_shared(claimed), on="domain", suffixes=("", "_asking"))
    both = both[(both["tenant"] != both["tenant_asking"]) & (both["tenant"] != both["other"])]
    both = both.assign(n=-1, tenant=both["tenant_asking"])[list(seen)]
    special = pd.concat([hidden, shown, both], ignore_index=True)
    special["position"] *= special["n"]
    counts = _counted(asked, usual, ["name"]) + _counted(asked, special, ["name", "tenant"])
    # Where one is left, the sum of the positions is the position of that one.
    position = counts["position"].where((counts["n"] == 1) & asked["name"].notna(), -1)
    return own[["id", "tenant"]].reindex(position.to_numpy()).reset_index(drop=True)


def _counted(asked: pd.DataFrame, seen: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    sums = seen.groupby(by, as_index=False)[["n", "position"]].sum()
    return _joined(asked, sums, by)[["n", "position"]].fillna(0).astype("int64")


def _joined(asked: pd.DataFrame, table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return asked[by].merge(table, on=by, how="left")
