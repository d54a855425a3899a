"""Ids from names: what a person calls a tenant, and what the design calls it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from xtsviz.errors import shown

NAME_LIMIT = 256
_SLUG_LIMIT = 64


def slug(name: str) -> str:
    """A name as lower-case ASCII words joined by hyphens; empty if nothing of it can be written so.

    >>> slug("Northwind Traders"), slug("Tenant 01"), slug("Müller & Söhne"), slug("日本")
    ('northwind-traders', 'tenant-01', 'muller-sohne', '')
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_SLUG_LIMIT].strip("-")


class Numbers:
    """Free ids of the form ``base``, ``base#2``, ``base#3``, …; as quick for the last as for the first.

    Args:
        taken: ids that are given away.
        sign: what stands before the number.
    """

    def __init__(self, taken: Iterable[str], sign: str) -> None:
        self.taken = set(taken)
        self._sign = sign
        self._next: dict[str, int] = {}

    def free(self, base: str) -> str:
        """The first id of this form that is free; it still is afterwards."""
        if base not in self.taken:
            return base
        # Ids are never given back, so each search goes on where the one before it ended.
        number = self._next.get(base, 2)
        while f"{base}{self._sign}{number}" in self.taken:
            number += 1
        self._next[base] = number
        return f"{base}{self._sign}{number}"


class Slugs(Numbers):
    """Ids for names of tenants, one after the other; see `slugs`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        super().__init__(taken, "-")

    def of(self, name: str) -> str:
        """The id that a name gets as the next one."""
        return self.free(slug(name) or f"tenant-{len(self.taken) + 1}")


def slugs(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """An id for each name, unique among themselves and the ids already taken.

    A name without a Latin letter or digit becomes ``tenant-N``, N being its place (1-based) after the taken ones.

    >>> slugs(["Contoso", "Contoso", "東京"])
    ['contoso', 'contoso-2', 'tenant-3']
    """
    made = Slugs(taken)
    ids: list[str] = []
    for name in names:
        ids.append(made.of(name))
        made.taken.add(ids[-1])
    return ids


class ArrowIds(Numbers):
    """Ids for new arrows, one after the other: ``source->target``, then ``source->target#2`` and so on."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        super().__init__(taken, "#")

    def of(self, source: object, target: object) -> str:
        """The id that the next arrow of a pair gets."""
        return self.free(f"{shown(source)}->{shown(target)}")


def arrow_id(source: object, target: object, taken: Collection[str]) -> str:
    """The id of one new arrow: ``source->target``, then ``source->target#2`` and so on."""
    base = f"{source}->{target}"
    return base if base not in taken else ArrowIds(taken).of(source, target)
