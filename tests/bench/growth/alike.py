"""Groups of alike tenants."""

from math import isqrt

import xtsviz as xts
from tests.bench.growth.case import Case, Work, document
from tests.bench.growth.flow import one_pair, own_assigned, own_filters, ring


def grouped(design: xts.Design) -> Work:
    def group() -> object:
        found = xts.alike(design)
        return found.sentences, found.arrows()

    return group


def mesh(arrows: int, missing_every: int = 0) -> xts.Design:
    """A full mesh with so many arrows; each so-many-th is missing."""
    size = isqrt(arrows) + 1
    pairs = [(n, m) for n in range(size) for m in range(size) if n != m]
    if missing_every:
        pairs = [pair for place, pair in enumerate(pairs, start=1) if place % missing_every]
    return document(
        tenants=[{"id": f"t{n}"} for n in range(size)],
        arrows=[{"source": f"t{n}", "target": f"t{m}"} for n, m in pairs],
    )


CASES = [
    Case("alike: tenants in a ring", lambda n: grouped(ring(n)), 10_000),
    Case("alike: arrows of a mesh", lambda n: grouped(mesh(n)), 60_000),
    Case("alike: arrows of a mesh with exceptions", lambda n: grouped(mesh(n, missing_every=1_001)), 30_000),
    Case(
        "alike: arrows of a mesh with many exceptions", lambda n: grouped(mesh(n, missing_every=37)), 20_000
    ),
    # No two arrows are alike: so many objects no longer fit into the caches of a machine.
    Case("alike: own filters", lambda n: grouped(own_filters(n)), 20_000, limit=2.7),
    Case("alike: own assigned users", lambda n: grouped(own_assigned(n)), 50_000),
    Case("alike: arrows of one pair", lambda n: grouped(one_pair(n)), 50_000),
]
