"""What each text of some designs becomes: one map for each kind of text, the same for all these designs."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xtsviz.model.domains import domains_of
from xtsviz.model.home_matches import is_other_account
from xtsviz.model.home_users import ISSUER
from xtsviz.model.ids import slug
from xtsviz.model.topology import Topology
from xtsviz.model.vocabulary import USER_FIELDS
from xtsviz.pseudonyms.addresses import Addresses
from xtsviz.pseudonyms.invent import Inventor, TextMap
from xtsviz.pseudonyms.known_words import (
    KEPT_FLOWS,
    KEPT_ISSUERS,
    KEPT_OPERATORS,
    KEPT_VALUES,
    is_known_attribute,
)
from xtsviz.pseudonyms.original_texts import Columns, texts_of_topology, texts_of_users

_ADDRESS = re.compile(r"[^\s@;,]+@[^\s@;,]+")
_DOMAIN = re.compile(r"[^\s/:@.]+(?:\.[^\s/:@.]+)+")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERED = {
    "note": "note",
    "message": "note",
    "division": "division",
    "organization": "organization",
    "access_package": "access package",
    "snapshot": "snapshot",
    "operator": "operator",
    "flow": "flow",
    "about": "list",
    "list_name": "list",
}
"""Kinds whose texts become a word with a number."""
_POOL_OF_ATTRIBUTE = {
    "department": "department",
    "jobTitle": "jobTitle",
    "city": "city",
    "state": "city",
    "officeLocation": "city",
    "country": "country",
    "usageLocation": "country",
    "companyName": "company",
}


class Names:
    """The maps, each under the kind of its texts.

    Args:
        topologies: of the designs; the first one has the names that read best.
        tables: the users of the designs.
        seed: another seed gives other names.

    Attributes:
        maps: by kind.
        addresses: the maps of domains and addresses.
        inventor: makes what is new.
    """

    def __init__(self, topologies: Sequence[Topology], tables: Sequence[Columns], seed: int) -> None:
        texts = (
            *(text for topology in topologies for text in texts_of_topology(topology)),
            *(text for columns in tables for text in texts_of_users(columns)),
        )
        self.inventor = Inventor(seed, texts)
        # In the order in which they are needed, so that no number or id can be tried out.
        self._numbers = self.inventor.random("numbers")
        self._words: dict[tuple[str, str], str] = {}
        make: dict[str, Callable[[str, int], str]] = {
            "tenant": self._new_tenant,
            "tenant_name": lambda _text, _attempt: self.inventor.next("company"),
            "arrow": lambda _text, _attempt: slug(self.inventor.next("arrow")),
            "person": self._new_person,
            "group_name": lambda _text, _attempt: self.inventor.next("group"),
            "attribute": self._new_attribute,
            "issuer": self._new_issuer,
            "design": lambda _text, attempt: (
                f"Design with invented names{f' {attempt + 1}' if attempt else ''}"
            ),
            "tenant_id": self._new_tenant_id,
            "rule": lambda _text, _attempt: f"user.{self.inventor.next('customAttribute')} -eq true",
            "expression": lambda _text, _attempt: f"[{self.inventor.next('customAttribute')}]",
        }
        for kind, word in _NUMBERED.items():
            make[kind] = lambda _text, _attempt, word=word: self.inventor.next(word)  # type: ignore[misc]
        self.maps: dict[str, TextMap] = {kind: TextMap(one) for kind, one in make.items()}
        self.maps["user"], self.maps["group"] = TextMap(_never), TextMap(_never)
        self._hint = ""
        self.maps["value"] = TextMap(self._new_value)
        self._ids("user", (id for columns in tables for id in columns["id"]))
        self._ids("group", (group.id for topology in topologies for group in topology.groups))
        tenants = [tenant for topology in topologies for tenant in topology.tenants]
        self._tenant_names: dict[str, str] = {}
        for tenant in tenants:
            self._tenant_names.setdefault(tenant.id, self.text("tenant_name", tenant.name))
            self.text("tenant", tenant.id)
        self._owners = owners = dict[str, str]()
        for tenant in tenants:
            for domain in sorted(domains_of(tenant)):
                owners.setdefault(domain, self._tenant_names[tenant.id])
        self.addresses = Addresses(self.inventor, owners)
        self.maps["domain"], self.maps["address"] = self.addresses.domain, self.addresses.whole
        for tenant in tenants:
            for domain in (tenant.initial_domain, *tenant.verified_domains):
                self.text("domain", domain)
        for columns in tables:
            self._read_people(columns)

    def text(self, kind: str, text: str) -> str:
        """What a text of a kind becomes; an empty one stays empty."""
        if (
            not text
            or (kind == "operator" and text in KEPT_OPERATORS)
            or (kind == "flow" and text in KEPT_FLOWS)
        ):
            return text
        if kind == "attribute" and is_known_attribute(text):
            return text
        if kind == "issuer" and self._is_kept_issuer(text.strip().casefold()):
            return text
        return self.maps[kind](text)

    def value(self, value: Any, attribute: str) -> Any:
        """What a value of an attribute (by its Graph name) becomes. A whole number stays one, true and false stay."""
        if value is None or isinstance(value, bool):
            return value
        text = str(value)
        if attribute in ("mail", "userPrincipalName"):
            return self.text("address", text)
        if attribute == "displayName":
            return self.text("person", text)
        if attribute == ISSUER:
            return self.text("issuer", text)
        if text in KEPT_VALUES or text.casefold() in ("true", "false"):
            return value
        self._hint = attribute
        made = self.maps["value"](text)
        return int(made) if isinstance(value, int) else made

    def _ids(self, kind: str, ids: Iterable[str]) -> None:
        """In an order that sorting keeps: the first by id counts in some rules."""
        listed = sorted(set(ids))
        for one, made in zip(listed, self.inventor.ids(kind, len(listed)) if listed else (), strict=True):
            self.maps[kind].put(one, made)

    def _read_people(self, columns: Columns) -> None:
        names = columns["display_name"]
        for name, id in zip(names, columns["id"], strict=True):
            if name and name != id:
                self.text("person", name)
        self.addresses.read(
            address for column in ("user_principal_name", "mail") for address in columns[column] if address
        )
        for column in ("mail", "user_principal_name"):
            for name, id, address in zip(names, columns["id"], columns[column], strict=True):
                if name and address and name != id:
                    self.addresses.suggested.setdefault(
                        self.addresses.local_of(address), self.text("person", name)
                    )
        for column in ("mail", "user_principal_name"):
            for address in columns[column]:
                if address:
                    self.text("address", address)
        for column in sorted(columns.keys() - set(USER_FIELDS)):
            for value in columns[column]:
                self.value(value, column)

    def _new_tenant(self, id: str, attempt: int) -> str:
        stem = (
            slug(self._tenant_names[id]) if id in self._tenant_names else slug(self.inventor.next("company"))
        )
        return f"{stem}-{attempt + 1}" if attempt else stem

    def _new_person(self, text: str, attempt: int) -> str:
        first, *rest = _LETTERS.findall(text) or [text]
        if len(rest) > 1:
            rest = [rest[0], rest[-1]]
        names = [self._word("first", first), *(self._word("last", word) for word in rest or [f"{text} "])]
        return " ".join([*names, *(self.inventor.next("last") for _ in range(min(attempt, 1)))])

    def _word(self, kind: str, word: str) -> str:
        key = (kind, word.casefold())
        if key not in self._words:
            self._words[key] = self.inventor.next(kind)
        return self._words[key]

    def _new_attribute(self, text: str, _attempt: int) -> str:
        made = self.inventor.next("customAttribute")
        return f"{made}DateTime" if text.casefold().endswith("datetime") else made

    def _is_kept_issuer(self, issuer: str) -> bool:
        if issuer in self._owners:
            return False
        is_provider = bool(_DOMAIN.fullmatch(issuer)) and is_other_account(issuer, {})
        return is_provider or issuer in KEPT_ISSUERS

    def _new_issuer(self, text: str, attempt: int) -> str:
        name = text.strip()
        if _DOMAIN.fullmatch(name):
            return self.addresses.domain(name) if not attempt else f"issuer {attempt}"
        return self.inventor.next("issuer name")

    def _new_tenant_id(self, _text: str, _attempt: int) -> str:
        return str(uuid.UUID(int=self._numbers.getrandbits(128), version=4))

    def _new_value(self, text: str, attempt: int) -> str:
        attribute = self._hint
        if not attempt:
            if _WHOLE_NUMBER.fullmatch(text):
                return self._new_number(text)
            for kind in ("person", "tenant_name", "domain"):
                if text in self.maps[kind]:
                    return self.maps[kind](text)
            if _ADDRESS.fullmatch(text):
                return self.text("address", text)
            if attribute == "givenName":
                return " ".join(self._word("first", word) for word in text.split())
            if attribute == "surname":
                return " ".join(self._word("last", word) for word in text.split())
            if attribute in ("mailNickname", "onPremisesSamAccountName"):
                return self.addresses.local(text)
        elif _WHOLE_NUMBER.fullmatch(text):
            return self._new_number(text)
        return self.inventor.next(_POOL_OF_ATTRIBUTE.get(attribute, "value"))

    def _new_number(self, text: str) -> str:
        digits = max(len(text), 4)
        while True:
            made = str(self._numbers.randrange(10 ** (digits - 1), min(10**digits, 2**63)))
            if self.inventor.is_fresh(made):
                return made


def _never(text: str, _attempt: int) -> str:
    raise AssertionError(f"an id without a user or group: {text[:40]}")
