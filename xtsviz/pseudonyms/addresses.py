"""Invented domains, mail addresses and user principal names that tell the same as the original ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xtsviz.model.home_matches import EXT_MARK
from xtsviz.model.ids import slug
from xtsviz.pseudonyms.invent import Inventor, TextMap
from xtsviz.pseudonyms.known_words import ONMICROSOFT
from xtsviz.templates.sample_names import COMPANIES

_MARK = EXT_MARK.casefold()
_FICTIONAL = frozenset(slug(name).replace("-", "") for name in COMPANIES)


class Addresses:
    """Invents domains and addresses. Whose domain it is, and who is meant by a name with ``#EXT#``, stays readable.

    Args:
        inventor: makes names.
        owners: for each domain without case, the invented name of the tenant that has it.

    Attributes:
        domain: maps domains.
        local: maps what stands before an ``@``.
        whole: maps addresses and user principal names.
        suggested: for texts before an ``@`` without case, the invented name of the person who has them.
    """

    def __init__(self, inventor: Inventor, owners: Mapping[str, str]) -> None:
        self._inventor = inventor
        self._owners = owners
        self.suggested: dict[str, str] = {}
        self.domain = TextMap(self._new_domain)
        self.local = TextMap(self._new_local)
        self.whole = TextMap(self._new_address)
        self._encoded: dict[str, str] = {}

    def read(self, addresses: Iterable[str]) -> None:
        """Know these addresses before others: a name with ``#EXT#`` may be made of one of them."""
        for address in addresses:
            if "@" in address and _MARK not in address.casefold():
                self._encoded.setdefault(address.casefold().replace("@", "_"), address)

    def local_of(self, address: str) -> str:
        """What stands before the ``@`` of an address, or in a name with ``#EXT#`` what stood there at home."""
        name, mark, _ = address.casefold().partition(_MARK)
        if mark:
            home = self._encoded.get(name)
            return home.casefold().rpartition("@")[0] if home else name.rpartition("_")[0] or name
        return address.casefold().rpartition("@")[0] or address.casefold()

    def _new_address(self, text: str, attempt: int) -> str:
        place = text.casefold().find(_MARK)
        if place >= 0 and len(text.casefold()) == len(text):
            name = self._encoded_name(text[:place])
            end = text[place + len(_MARK) :]
            domain = f"@{self._domain_of(end[1:])}" if end.startswith("@") else end and self.local(end)
            return f"{name}{attempt or ''}{text[place : place + len(_MARK)]}{domain}"
        local, at, domain = text.rpartition("@")
        if not at:
            return f"{self.local(text)}{attempt or ''}"
        return f"{self.local(local) if local else ''}{attempt or ''}@{self._domain_of(domain)}"

    def _domain_of(self, domain: str) -> str:
        return self.domain(domain) if domain else ""

    def _encoded_name(self, name: str) -> str:
        if home := self._encoded.get(name.casefold()):
            return self.whole(home).replace("@", "_")
        parts = name.split("_")
        for count in range(1, len(parts)):  # the longest known domain first
            domain = "_".join(parts[count:])
            known = domain.casefold() in self._owners or (count == len(parts) - 1 and "." in domain)
            if known:
                local = "_".join(parts[:count])
                return f"{self.local(local) if local else ''}_{self.domain(domain)}"
        return self.local(name) if name else ""

    def _new_domain(self, text: str, attempt: int) -> str:
        lowered = text.casefold()
        owner = self._owners.get(lowered)
        stem = slug(owner).replace("-", "") if owner else ""
        if not stem or not self._inventor.is_fresh(stem):
            stem = slug(self._inventor.next("company")).replace("-", "")
        number = self._number(attempt)
        end = next((end for end in ONMICROSOFT if lowered.endswith(end)), None)
        if end is None and "." in text:  # nobody can own a name that ends with .example
            end = ".com" if stem in _FICTIONAL else ".example"
        return f"{stem}{number}{end or ''}"

    def _number(self, attempt: int) -> str:
        return str(attempt + 1) if attempt else ""

    def _new_local(self, text: str, attempt: int) -> str:
        suggested = self.suggested.get(text.casefold())
        stem = ".".join(filter(None, (slug(word) for word in suggested.split()))) if suggested else ""
        if not stem or not self._inventor.is_fresh(stem):
            stem = f"{slug(self._inventor.next('first'))}.{slug(self._inventor.next('last'))}"
        return f"{stem}{self._number(attempt)}"
