"""Whose list is it? The domains in a list of users tell the tenant that it belongs to.

The strongest sign is the initial domain: internal users sign in at it, and the names of externals end with it
(``adele_contoso.com#EXT#@fabrikam.onmicrosoft.com``). The domains of the internal users' own sign-in names come
next; a tenant has verified them. Sources: `xtsviz.sources.USER_PROPERTIES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from xtsviz.errors import quoted
from xtsviz.model.credentials import is_external
from xtsviz.model.domains import DomainClaims, domain_of
from xtsviz.model.home_matches import EXT_MARK
from xtsviz.model.ids import NAME_LIMIT

ISSUER = "identityIssuer"
_INITIAL_ENDINGS = {".onmicrosoft.com": "commercial", ".onmicrosoft.us": "usgov", ".onmschina.cn": "china"}
"""How initial domains end, with the cloud that they are in."""


@dataclass(frozen=True)
class ListDomains:
    """What a list says about the tenant that it comes from.

    Attributes:
        initial: initial domains of the tenant, the most frequent first.
        own: how many internal users have a sign-in name at each domain, the most frequent first; without initial
            domains.
        internal: the number of internal users with a sign-in name.
        other_mail: True if an internal user has a mail address at another domain than those.
        company: the company that most internal users work for, if there is one.
    """

    initial: tuple[str, ...]
    own: Mapping[str, int]
    internal: int
    other_mail: bool
    company: str | None

    @property
    def signs(self) -> Mapping[str, int]:
        """The domains that tell the tenant, with the number of their internal users."""
        return {**dict.fromkeys(self.initial, 0), **self.own}

    @property
    def main(self) -> str | None:
        """The domain by which people know the tenant."""
        return next(iter([*self.own, *self.initial]), None)

    @property
    def key(self) -> str | None:
        """The domain that is the same for all lists of one tenant."""
        return next(iter([*self.initial, *self.own]), None)

    @property
    def cloud(self) -> str:
        """The cloud that the initial domain tells."""
        endings = (end for end in _INITIAL_ENDINGS if self.initial and self.initial[0].endswith(end))
        return _INITIAL_ENDINGS[next(endings, ".onmicrosoft.com")]


@dataclass(frozen=True)
class Owner:
    """The tenant of a list, or the tenants that may be.

    Attributes:
        tenant: its id; None if that is not clear, or if it is a new tenant.
        candidates: ids of the tenants that a person has to choose from.
        why: why it is not clear, as a sentence.
    """

    tenant: str | None = None
    candidates: tuple[str, ...] = ()
    why: str = ""


def list_domains(users: pd.DataFrame) -> ListDomains:
    """What a list (the users of `xtsviz.io.lists.reading.read_list`) says about the tenant that it comes from."""
    external = is_external(users["credentials"])
    names = users["user_principal_name"]
    initial = Counter(
        domain
        for name in names[external].dropna()
        if EXT_MARK.casefold() in name.casefold() and (domain := domain_of(name)) and _is_initial(domain)
    )
    if ISSUER in users:
        given = users[ISSUER][~external].dropna().astype(str).str.strip().str.casefold()
        initial.update(domain for domain in given if _is_initial(domain))
    signed_in = Counter(filter(None, map(domain_of, names[~external].dropna())))
    initial.update({domain: number for domain, number in signed_in.items() if _is_initial(domain)})
    own = {domain: number for domain, number in _ranked(signed_in) if not _is_initial(domain)}
    mails = {domain_of(mail) for mail in users["mail"][~external].dropna()}
    return ListDomains(
        tuple(domain for domain, _ in _ranked(initial)),
        own,
        signed_in.total(),
        bool(mails - {None, *own, *initial}),
        _company(users[~external]),
    )


def find_owner(found: ListDomains, claims: DomainClaims, unknown: Mapping[str, Collection[str]]) -> Owner:
    """The tenant of a list by its domains.

    Args:
        found: what the list says.
        claims: the ids of the tenants that have each domain.
        unknown: the tenants (ids) whose domains are not known, so that any list may be theirs; each with the words by
            which it may be known, such as ``contoso`` for ``contoso.com``.

    Returns:
        The tenant; or the tenants that it may be; or neither, which means that it is a new tenant.
    """
    by_initial = {tenant for domain in found.initial[:1] for tenant in claims.get(domain, ())}
    votes: Counter[str] = Counter()
    for domain, number in found.own.items():
        votes.update(dict.fromkeys(claims.get(domain, ()), number))
    most = max(votes.values(), default=0)
    by_names = {tenant for tenant, number in votes.items() if number == most}
    clear = by_names if most * 2 > sum(found.own.values()) else set()
    agreed = by_initial & clear if by_initial and clear else by_initial or clear
    if len(agreed) == 1:
        return Owner(next(iter(agreed)))
    candidates = tuple(sorted(agreed or by_initial | set(votes)))
    if candidates:
        return Owner(None, candidates, _why(found, claims, candidates))
    labels = {domain.partition(".")[0] for domain in found.signs}
    named = [tenant for tenant, words in unknown.items() if not labels.isdisjoint(words)]
    if len(named) == 1:
        return Owner(named[0])
    if unknown:
        no_domain = "No sign-in name in it has a domain"
        why = f"No tenant of the design has the domain {quoted(found.main)}" if found.main else no_domain
        return Owner(None, tuple(named or unknown), why)
    return Owner()


def new_tenant_name(found: ListDomains, file: str) -> str:
    """A name for the tenant of a list: of its company, of its main domain, or of the file."""
    if found.company:
        return found.company
    label = (found.main or file.rpartition("/")[2]).partition(".")[0]
    name = label.replace("-", " ").replace("_", " ").strip() or "Tenant"
    return (name if name[:1].isupper() else name.title())[:NAME_LIMIT]


def _why(found: ListDomains, claims: DomainClaims, candidates: Sequence[str]) -> str:
    shared = [domain for domain in found.signs if len(claims.get(domain, ())) > 1]
    if shared:
        return f"The domain {quoted(shared[0])} belongs to {len(claims[shared[0]]):,} tenants of the design"
    if len(candidates) > 1:
        return f"Its sign-in names have domains of {len(candidates):,} tenants of the design"
    return "Only a part of its sign-in names has a domain of that tenant"


def _is_initial(domain: str) -> bool:
    return domain.endswith(tuple(_INITIAL_ENDINGS)) and not domain.startswith(".")


def _ranked(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    # By name where the numbers are equal, so that the order of the rows does not matter.
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _company(internal: pd.DataFrame) -> str | None:
    if "companyName" not in internal:
        return None
    names = internal["companyName"].dropna().astype(str).str.strip()
    ranked = list(_ranked(Counter(name for name in names if 0 < len(name) <= NAME_LIMIT)))
    return ranked[0][0] if ranked and ranked[0][1] * 2 > len(internal) else None
