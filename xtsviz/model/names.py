"""Ids from names: what a person calls a tenant, and what the design calls it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

NAME_LIMIT = 256
_SLUG_LIMIT = 64


def slug(name: str) -> str:
    """A name as lower-case ASCII words joined by hyphens; empty if nothing of it can be written so.

    >>> slug("Northwind Traders"), slug("Tenant 01"), slug("Müller & Söhne"), slug("日本")
    ('northwind-traders', 'tenant-01', 'muller-sohne', '')
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_SLUG_LIMIT].strip("-")


def slugs(names: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """An id for each name, unique among themselves and the ids already taken.

    A name without a Latin letter or digit becomes ``tenant-N``, N being its place (1-based) after the taken ones.

    >>> slugs(["Contoso", "Contoso", "東京"])
    ['contoso', 'contoso-2', 'tenant-3']
    """
    seen = set(taken)
    ids: list[str] = []
    counters: dict[str, int] = {}
    for place, name in enumerate(names, start=len(seen) + 1):
        wanted = slug(name) or f"tenant-{place}"
        if wanted in seen:
            # A counter for each base keeps ten thousand equal names linear.
            number = counters.get(wanted, 2)
            while f"{wanted}-{number}" in seen:
                number += 1
            counters[wanted] = number + 1
            wanted = f"{wanted}-{number}"
        seen.add(wanted)
        ids.append(wanted)
    return ids


def arrow_id(source: object, target: object, taken: Collection[str]) -> str:
    """The id of a new arrow: ``source->target``, then ``source->target#2`` and so on."""
    base = f"{source}->{target}"
    if base not in taken:
        return base
    number = 2
    while f"{base}#{number}" in taken:
        number += 1
    return f"{base}#{number}"
