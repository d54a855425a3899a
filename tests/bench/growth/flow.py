"""Flow: who appears where."""

import xtsviz as xts
from tests.bench.growth.case import Case, Work, document


def star(size: int) -> Work:
    """A hub that sends its users to `size` tenants."""
    spokes = [f"t{n}" for n in range(size)]
    design = document(
        tenants=[{"id": "hub"}, *({"id": spoke} for spoke in spokes)],
        arrows=[{"id": f"a{spoke}", "source": "hub", "target": spoke} for spoke in spokes],
        users=[{"id": f"u{n}", "tenant": "hub"} for n in range(5)],
    )
    return lambda: xts.user_flow(design).presence


CASES = [
    Case("presence: a hub and many tenants", star, 12_000),
]
