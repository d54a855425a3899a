"""Finds the home user of an external that came from a list of users: by mail first, then by user principal name.

In another tenant, ``alice@contoso.com`` is ``alice_contoso.com#EXT#@fabrikam.onmicrosoft.com``. The name of an invited
guest is often made of the mail of the home user. The local part may contain ``_`` too, so the name is decoded with the
known domains of the tenants.

Sources, in `xtsviz.sources`: ``USER_PROPERTIES`` (identities of externals), ``KNOWN_ISSUES`` and ``CONFIGURE`` (their
names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from xtsviz.model.domains import DomainClaims

EXT_MARK = "#EXT#"
_MARK = EXT_MARK.casefold()
EXTERNAL_ISSUER = "externalazuread"
"""The issuer of an external who signs in with an Entra account of another organization."""
_OTHER_PROVIDERS = frozenset(
    {"google.com", "facebook.com", "apple.com", "linkedin.com", "amazon.com", "twitter.com", "github.com"}
    | {"live.com", "outlook.com", "hotmail.com", "msn.com"}
)
"""Issuers that look like the domain of an Entra tenant and are none."""
_DOMAIN = re.compile(r"[^\s/:@.]+(\.[^\s/:@.]+)+")


class External(NamedTuple):
    """What a list says of an external. Missing texts are None."""

    id: str
    tenant: str
    user_principal_name: str | None
    mail: str | None
    issuer: str | None


class Person(NamedTuple):
    """An internal user of any tenant. Missing texts are None."""

    id: str
    tenant: str
    user_principal_name: str | None
    mail: str | None


class HomeMatch(NamedTuple):
    """Who an external stands for.

    Attributes:
        external: the id of the external.
        tenant: the tenant where it is an external.
        by_mail: the only user elsewhere with its mail, or None.
        by_upn: the only user elsewhere from whose user principal name or mail its name is made, or None.
        came_from: the tenant that its issuer or its name tells, or None.
    """

    external: str
    tenant: str
    by_mail: str | None
    by_upn: str | None
    came_from: str | None

    @property
    def home_user(self) -> str | None:
        """The home user: the mail counts first."""
        return self.by_mail if self.by_mail is not None else self.by_upn

    @property
    def home_tenant(self) -> str | None:
        """The home tenant, if no home user says it."""
        return self.came_from if self.home_user is None else None


def is_other_account(issuer: str | None, claims: DomainClaims) -> bool:
    """True if an issuer is another kind of account than one of an Entra tenant.

    Such issuers are ``MicrosoftAccount``, ``mail`` (one-time passcode), ``phone``, ``google.com``, ``facebook.com`` and
    the address of a SAML provider. A domain that is no known provider can be that of an Entra tenant.
    """
    if not issuer or not (name := issuer.strip().casefold()) or name == EXTERNAL_ISSUER or name in claims:
        return False
    return name in _OTHER_PROVIDERS or not _DOMAIN.fullmatch(name)


def find_homes(
    externals: Iterable[External], people: Iterable[Person], claims: DomainClaims
) -> list[HomeMatch]:
    """Who each external stands for, in the order of the externals.

    The home of an external is always another tenant. The time grows with externals and people, not with their product.

    Args:
        externals: externals from lists.
        people: the internal users of all tenants.
        claims: see `xtsviz.model.domains.domain_claims`.
    """
    domains = _Domains(claims)
    asked: list[tuple[External, str | None, str | None, str | None]] = []
    mails: set[str] = set()
    names: set[str] = set()
    for external in externals:
        if is_other_account(external.issuer, claims):
            asked.append((external, None, None, None))
            continue
        mail = _without_case(external.mail)
        name = _encoded_name(external.user_principal_name)
        asked.append((external, mail, name, domains.home_tenant(external, name)))
        if mail is not None:
            mails.add(mail)
        if name is not None:
            names.add(name)
    by_mail, by_upn, by_name_of_mail = _Index(), _Index(), _Index()
    for person in people:
        if person.mail:
            text = person.mail.casefold()
            if text in mails:
                by_mail.add(text, person)
            if (text := text.replace("@", "_")) in names:
                by_name_of_mail.add(text, person)
        if person.user_principal_name:
            text = person.user_principal_name.casefold().replace("@", "_")
            if text in names:
                by_upn.add(text, person)
    found = []
    for external, mail, name, home in asked:
        where = external.tenant
        _, same_mail = by_mail.elsewhere(mail, where, home)
        number, same_name = by_upn.elsewhere(name, where, home)
        if not number:
            _, same_name = by_name_of_mail.elsewhere(name, where, home)
        found.append(HomeMatch(external.id, where, same_mail, same_name, home))
    return found


def _without_case(text: str | None) -> str | None:
    return text.casefold() if text else None


def _encoded_name(upn: str | None) -> str | None:
    """The part of an external's user principal name that tells the name at home, without case."""
    name, mark, _ = (upn or "").casefold().partition(_MARK)
    return name if mark and name else None


class _Domains:
    """The tenants that domains belong to."""

    def __init__(self, claims: DomainClaims) -> None:
        self._claims = claims
        # Host names have no underscore, but a document may contain one. The longest domain that fits counts.
        self._underscores = sorted({domain.count("_") for domain in claims} | {0}, reverse=True)
        self._owners: dict[tuple[str, str], str | None] = {}

    def home_tenant(self, external: External, name: str | None) -> str | None:
        """The other tenant that the issuer of an external tells, or else the domain in its name."""
        issuer = _without_case((external.issuer or "").strip())
        for domain in (issuer, self._domain_in(name)):
            if domain is not None and (owner := self._owner(domain, external.tenant)) is not None:
                return owner
        return None

    def _domain_in(self, name: str | None) -> str | None:
        for count in self._underscores if name else ():
            parts = (name or "").rsplit("_", count + 1)
            if len(parts) == count + 2 and (domain := "_".join(parts[1:])) in self._claims:
                return domain
        return None

    def _owner(self, domain: str, visited: str) -> str | None:
        """The only tenant that claims a domain, besides the tenant where the external is."""
        key = (domain, visited)
        if key not in self._owners:
            others = [tenant for tenant in self._claims.get(domain, ()) if tenant != visited]
            self._owners[key] = others[0] if len(others) == 1 else None
        return self._owners[key]


class _Index:
    """People by a text. Most texts have one person; for the others the people of each tenant are counted."""

    def __init__(self) -> None:
        self._sole: dict[str, Person] = {}
        self._several: dict[str, dict[str, tuple[int, str]]] = {}
        self._numbers: dict[str, int] = {}

    def add(self, text: str, person: Person) -> None:
        if text not in self._numbers:
            self._sole[text] = person
            self._numbers[text] = 1
            return
        self._numbers[text] += 1
        tenants = self._several.setdefault(text, {})
        if (first := self._sole.pop(text, None)) is not None:
            tenants[first.tenant] = (1, first.id)
        number, one = tenants.get(person.tenant, (0, person.id))
        tenants[person.tenant] = (number + 1, one)

    def elsewhere(self, text: str | None, visited: str, home: str | None) -> tuple[int, str | None]:
        """How many people outside the visited tenant have a text, and who, if it is one; or those of a known home."""
        if text is None or text not in self._numbers:
            return 0, None
        if (sole := self._sole.get(text)) is not None:
            fits = sole.tenant == home if home is not None else sole.tenant != visited
            return (1, sole.id) if fits else (0, None)
        tenants = self._several[text]
        if home is not None:
            number, one = tenants.get(home, (0, ""))
            return number, one if number == 1 else None
        number = self._numbers[text] - tenants.get(visited, (0, ""))[0]
        if number != 1:
            return number, None
        # One person is elsewhere, so at most two tenants are here.
        return 1, next(one for tenant, (_, one) in tenants.items() if tenant != visited)
