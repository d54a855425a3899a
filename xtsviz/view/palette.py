"""Which colour of the palette each tenant has, while a person adds and removes tenants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Palette = Mapping[str, int]
"""By tenant (id) its place in the palette, from 0. Tenants that are not in the design any more come last."""


def palette_for(tenants: Iterable[str], before: Palette) -> dict[str, int]:
    """The palette for these tenants, in the order of the design.

    A tenant keeps its place. One that is new takes the lowest place that no other of these tenants has; one that was
    removed keeps its place in mind, and has it again when it comes back, unless another one took it.

    >>> palette_for(["a", "b", "c"], {})
    {'a': 0, 'b': 1, 'c': 2}
    >>> palette_for(["c", "d"], {"a": 0, "b": 1, "c": 2})
    {'c': 2, 'd': 0, 'a': 0, 'b': 1}
    """
    there = dict.fromkeys(tenants)
    kept: dict[str, int] = {}
    taken: set[int] = set()
    for tenant, place in before.items():  # those that were in the design last come first
        if tenant in there and place not in taken:
            kept[tenant] = place
            taken.add(place)
    found: dict[str, int] = {}
    lowest = 0
    for tenant in there:
        if tenant not in kept:
            while lowest in taken:
                lowest += 1
            taken.add(lowest)
        found[tenant] = kept.get(tenant, lowest)
    return {**found, **{tenant: place for tenant, place in before.items() if tenant not in there}}
