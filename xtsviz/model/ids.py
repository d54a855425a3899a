"""Ids of tenants, made from their names, and ids of arrows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from xtsviz.errors import safe_text

NAME_LIMIT = 256
_SLUG_LIMIT = 64


def slug(name: str) -> str:
    """A name as lower-case ASCII words joined by hyphens; empty if it has no Latin letter and no digit.

    >>> slug("Northwind Traders"), slug("Tenant 01"), slug("Müller & Söhne"), slug("日本")
    ('northwind-traders', 'tenant-01', 'muller-sohne', '')
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_SLUG_LIMIT].strip("-")


class NumberedIds:
    """Free ids of the form ``base``, ``base#2``, ``base#3`` and so on.

    Args:
        taken: ids that are in use.
        sign: the text before the number.
    """

    def __init__(self, taken: Iterable[str], sign: str) -> None:
        self.taken = set(taken)
        self._sign = sign
        self._next: dict[str, int] = {}

    def free(self, base: str) -> str:
        """The first free id of this form. It stays free until somebody adds it to ``taken``."""
        if base not in self.taken:
            return base
        # An id in use never becomes free, so each search continues where the previous one ended.
        number = self._next.get(base, 2)
        while f"{base}{self._sign}{number}" in self.taken:
            number += 1
        self._next[base] = number
        return f"{base}{self._sign}{number}"


class TenantIds(NumberedIds):
    """Ids for the names of new tenants, one after another; see `slugs`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        super().__init__(taken, "-")

    def of(self, name: str) -> str:
        """The id of the next tenant, which has this name."""
        return self.free(slug(name) or f"tenant-{len(self.taken) + 1}")


def slugs(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """An id for each name. All are different from each other and from the ids in use.

    A name without a Latin letter or digit becomes ``tenant-N``. N counts from 1, ids in use first.

    >>> slugs(["Contoso", "Contoso", "東京"])
    ['contoso', 'contoso-2', 'tenant-3']
    """
    made = TenantIds(taken)
    ids: list[str] = []
    for name in names:
        ids.append(made.of(name))
        made.taken.add(ids[-1])
    return ids


class ArrowIds(NumberedIds):
    """Ids for new arrows, one after another: ``source->target``, then ``source->target#2`` and so on."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        super().__init__(taken, "#")

    def of(self, source: object, target: object) -> str:
        """The id of the next arrow of a pair."""
        return self.free(f"{safe_text(source)}->{safe_text(target)}")


def arrow_id(source: object, target: object, taken: Collection[str]) -> str:
    """The id of one new arrow: ``source->target``, then ``source->target#2`` and so on."""
    base = f"{source}->{target}"
    return base if base not in taken else ArrowIds(taken).of(source, target)
