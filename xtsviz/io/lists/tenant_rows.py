"""Lists of users as users of one tenant of a design.

The user type does not say whether a user is external: an external may be a member, and a guest may be internal.
A user is external if the user principal name has ``#EXT#``, or there is an invitation state or a foreign issuer.
Source: `xtsviz.sources.USER_PROPERTIES`: identities and user type are independent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from xtsviz.errors import DirectoryError, MissingDomain, Problem, quoted
from xtsviz.io.delimited import as_text
from xtsviz.io.lists import notes
from xtsviz.io.lists.fields import empty_column, stripped
from xtsviz.io.lists.notes import Note
from xtsviz.model.credentials import is_external
from xtsviz.model.domains import domains_of
from xtsviz.model.home_matches import EXTERNAL_ISSUER
from xtsviz.model.topology import Tenant
from xtsviz.model.vocabulary import USER_FIELDS


def rows_of_tenant(users: pd.DataFrame, tenant: Tenant, owners: Mapping[str, str]) -> pd.DataFrame:
    """A user list as rows of one tenant of a design, still without home users.

    Args:
        users: the users of `xtsviz.io.lists.reading.read_list`.
        tenant: the tenant of the list.
        owners: tenant ids by domain, for the domains of the design.

    Returns:
        The rows with all columns of the directory. Home users and home tenants are worked out in the design.

    Raises:
        DirectoryError: every user in the list has an issuer of another tenant, so the list belongs to that tenant.
    """
    given = stripped(users["identityIssuer"]) if "identityIssuer" in users else empty_column(users)
    issuer = given.str.casefold()
    foreign = issuer.notna() & ~issuer.isin(list(domains_of(tenant)))
    _check_owner(users, issuer.where(foreign), tenant, owners)
    external = foreign | is_external(users["credentials"])
    likely = _likely_owner(users["user_principal_name"][~external], tenant, owners)
    if likely is not None and not likely.has_own:
        raise DirectoryError([_list_of_another_tenant(likely, tenant)])
    new_columns = {
        "tenant": as_text(pd.Series(tenant.id, index=users.index)),
        "credentials": _credentials(external),
        "display_name": users["display_name"].fillna(users["id"]),
        "home_user": as_text(empty_column(users)),
        "home_user_from": as_text(pd.Series("list", index=users.index, dtype="string").where(external)),
        "home_tenant": as_text(empty_column(users)),
    }
    column_names = [*USER_FIELDS, *(name for name in users if name not in USER_FIELDS)]
    columns = {name: new_columns[name] if name in new_columns else users[name] for name in column_names}
    return pd.DataFrame(columns, index=users.index, copy=False)


def notes_of_tenant(rows: pd.DataFrame, tenant: Tenant, owners: Mapping[str, str]) -> Iterator[Note]:
    """What a list says only together with its tenant.

    Args:
        rows: the result of `rows_of_tenant`; the other arguments are the same.
    """
    external = is_external(rows["credentials"])
    if len(rows) and external.all():
        yield Note(notes.externals_only(len(rows)))
    likely = _likely_owner(rows["user_principal_name"][~external], tenant, owners)
    if likely is not None:
        yield Note(notes.mostly_of_another_tenant(likely.number, likely.total, likely.owner, likely.domain))


def _credentials(external: Any) -> Any:
    words = {True: "external", False: "internal"}
    return as_text(external.astype(bool).map(words))


def _check_owner(
    users: pd.DataFrame, foreign: pd.Series[str], tenant: Tenant, owners: Mapping[str, str]
) -> None:
    """Refuse a list if the issuer of all apparently internal users is a domain of one other tenant.

    Then it is the list of another tenant, or this tenant's initial domain in the document is wrong.
    """
    issuers = foreign[~is_external(users["credentials"])]
    distinct = issuers.dropna().unique()
    if len(issuers) < 2 or len(distinct) != 1 or issuers.isna().any():
        return
    domain = str(distinct[0])
    if domain == EXTERNAL_ISSUER or not (domain in owners or domain.endswith(".onmicrosoft.com")):
        return
    owner = f", a domain of tenant {quoted(owners[domain])}" if domain in owners else ""
    raise DirectoryError(
        [
            Problem(
                'column "identityIssuer"',
                f"everybody signs in at {quoted(domain)}{owner}, so nobody is internal to {quoted(tenant.id)}"
                f" ({', '.join(sorted(domains_of(tenant)))}); give the list to its own tenant, or add that "
                "domain to initial_domain or verified_domains of this tenant",
                None if domain in owners else MissingDomain(tenant.id, domain),
            )
        ]
    )


class _LikelyOwner(NamedTuple):
    """Another tenant that has the domains of most internal users of a list.

    Attributes:
        owner: its id.
        number: the number of users with its domains.
        total: the number of internal users.
        domain: the most frequent of its domains.
        has_own: True if other users of the list have a domain of the tenant of the list.
    """

    owner: str
    number: int
    total: int
    domain: str
    has_own: bool


def _likely_owner(upns: pd.Series[str], tenant: Tenant, owners: Mapping[str, str]) -> _LikelyOwner | None:
    """Whose list this may be, if most users have domains of other tenants of the design."""
    domains = upns.dropna().astype("string").str.casefold().str.rsplit("@", n=1).str[-1]
    counts: Counter[str] = Counter({str(name): int(n) for name, n in domains.value_counts().items()})
    own = domains_of(tenant)
    by_owner: Counter[str] = Counter()
    for domain, number in counts.items():
        if domain in owners and domain not in own:
            by_owner[owners[domain]] += number
    if len(domains) < 2 or sum(by_owner.values()) * 2 <= len(domains):
        return None
    owner, number = by_owner.most_common(1)[0]
    domain = next(name for name, _ in counts.most_common() if name not in own and owners.get(name) == owner)
    return _LikelyOwner(owner, number, len(domains), domain, any(name in counts for name in own))


def _list_of_another_tenant(likely: _LikelyOwner, tenant: Tenant) -> Problem:
    owner = quoted(likely.owner)
    return Problem(
        'column "userPrincipalName"',
        f"{likely.number:,} of {likely.total:,} internal users have a domain of tenant {owner} (such as "
        f"{quoted(likely.domain)}) and none has one of {quoted(tenant.id)} "
        f"({', '.join(sorted(domains_of(tenant)))}): this looks like the list of {owner}; give it to "
        "that tenant, or correct verified_domains",
    )
