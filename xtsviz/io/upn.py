"""Who an external is at home, read from its user principal name.

In the tenant that it visits, ``alice@contoso.com`` is ``alice_contoso.com#EXT#@fabrikam.onmicrosoft.com``.
The local part may hold ``_`` too, so the name is decoded against the domains of the tenants at hand.
Source: Microsoft Entra "Properties of a B2B collaboration user", and the known issues of provisioning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from xtsviz.io.delimited import as_text
from xtsviz.model.topology import Tenant

MARK = "#EXT#"


def domains_of(tenant: Tenant) -> frozenset[str]:
    """The domains that a tenant is known to own, in lower case."""
    return frozenset(name.casefold() for name in (tenant.initial_domain, *tenant.verified_domains))


def homes(principal_names: pd.Series[str], tenants: Iterable[Tenant], users: pd.DataFrame) -> pd.DataFrame:
    """The home tenant and home user of externals, by their user principal names.

    Args:
        principal_names: of the externals, as they are in the tenant that they visit; some may be missing.
        tenants: the tenants at hand that they may come from.
        users: the users of those tenants, with the directory's columns ``id``, ``tenant``, ``credentials``
            and ``user_principal_name``.

    Returns:
        A frame with the index of `principal_names` and the columns ``home_user`` and ``home_tenant`` (ids).
        The user is missing where the tenant is known but has no such user; both are where no domain fits.
    """
    # pandas' own text type here: `.str` fails on other columns that are missing throughout.
    lower = principal_names.astype("string").str.casefold()
    encoded = lower.str.split(MARK.casefold(), n=1).str[0].astype("string")
    encoded = encoded.where(lower.str.contains(MARK.casefold(), regex=False, na=False))
    owners = _owners(tenants)
    tenant = _tenants_by_suffix(encoded, owners)
    known = _encoded_users(users, owners)
    home_user = as_text(encoded.map(known["id"]))
    # A user's own domain belongs to the tenant even where the document does not list it.
    found = as_text(tenant.fillna(encoded.map(known["tenant"]).astype("string")))
    return pd.DataFrame({"home_user": home_user, "home_tenant": found})


def _owners(tenants: Iterable[Tenant]) -> Mapping[str, str | None]:
    """The tenant id of each domain; None for a domain that two tenants claim."""
    owners: dict[str, str | None] = {}
    for tenant in tenants:
        for domain in domains_of(tenant):
            owners[domain] = None if domain in owners else tenant.id
    return owners


def _tenants_by_suffix(encoded: pd.Series[str], owners: Mapping[str, str | None]) -> pd.Series[str]:
    tenant = encoded.str.rsplit("_", n=1).str[-1].map(owners).astype("string")
    for name, owner in owners.items():
        if "_" in name:  # no host name has one, but a document may say so
            tenant = tenant.mask(encoded.str.endswith(f"_{name}", na=False), owner)
    return tenant


def _encoded_users(users: pd.DataFrame, owners: Mapping[str, str | None]) -> pd.DataFrame:
    """Internal users by the part before the mark that their externals have elsewhere; certain ones only."""
    own = users[(users["credentials"] == "internal") & users["user_principal_name"].notna()]
    name = own["user_principal_name"].astype("string").str.casefold()
    owner = name.str.rsplit("@", n=1).str[-1].map(owners).astype("string")
    # Who has a name in a domain of another tenant is not the one meant.
    certain = own.loc[owner.isna() | (owner == own["tenant"]).fillna(False), ["id", "tenant"]]
    certain.index = pd.Index(name.loc[certain.index].str.replace("@", "_", regex=False))
    return certain[~certain.index.duplicated(keep=False)]
