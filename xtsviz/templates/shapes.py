"""The shapes behind the templates, without tenants: who is connected with whom, by place in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from math import isqrt
from typing import Literal, TypeAlias

Links: TypeAlias = list[tuple[int, int]]

MAX_ARROWS = 20_000
"""Arrows of one design from a template: nobody could run more, and each edit would take seconds."""

MAX_TENANTS = 1_000
"""Tenants of one design from a template. Bigger estates are read from a document or from exports."""


@dataclass(frozen=True)
class Shape:
    """How many tenants stand in which relation.

    Attributes:
        title: what people call it.
        function: what code calls it: a function of ``xts.templates``.
        form: how it is drawn.
        arrows: for n tenants, the (source, target) of each arrow as places from 0, in order.
        requests: for n tenants, (resource, partner) where access is asked for instead of synchronized.
        formula: the number of arrows as text, with n for the number of tenants.
        arrow_count: the same as a function.
        min_tenants, max_tenants: for which n it makes sense.
    """

    title: str
    function: str
    form: Literal["fan-out", "fan-in", "circle"]
    arrows: Callable[[int], Links]
    formula: str
    arrow_count: Callable[[int], int]
    requests: Callable[[int], Links] = lambda _: []
    min_tenants: int = 2
    max_tenants: int = MAX_TENANTS


def _out(n: int) -> Links:
    return [(0, other) for other in range(1, n)]


def _in(n: int) -> Links:
    return [(other, 0) for other in range(1, n)]


def _every_pair(n: int) -> Links:
    return list(permutations(range(n), 2))


def _neighbours(n: int) -> Links:
    return [pair for one in range(n - 1) for pair in ((one, one + 1), (one + 1, one))]


ONE_TO_ONE = Shape(
    title="Single source with a single target",
    function="single_source_single_target",
    form="fan-out",
    arrows=_out,
    formula="1",
    arrow_count=lambda _: 1,
    max_tenants=2,
)
USER_HUB = Shape(
    title="Single source with multiple targets (user hub)",
    function="user_hub",
    form="fan-out",
    arrows=_out,
    formula="n − 1",
    arrow_count=lambda n: n - 1,
)
APPLICATION_HUB = Shape(
    title="Multiple sources with a single target (application hub)",
    function="application_hub",
    form="fan-in",
    arrows=_in,
    formula="n − 1",
    arrow_count=lambda n: n - 1,
)
FULL_MESH = Shape(
    title="Mesh peer-to-peer (full mesh)",
    function="mesh_peer_to_peer",
    form="circle",
    arrows=_every_pair,
    formula="n(n − 1)",
    arrow_count=lambda n: n * (n - 1),
    max_tenants=(1 + isqrt(1 + 4 * MAX_ARROWS)) // 2,  # the greatest n with n(n − 1) <= MAX_ARROWS
)
PARTIAL_MESH = Shape(
    title="Partial mesh",
    function="partial_mesh",
    form="circle",
    arrows=_neighbours,
    formula="2(n − 1)",
    arrow_count=lambda n: 2 * (n - 1),
)
JUST_IN_TIME = Shape(
    title="Just-in-time (connected organizations)",
    function="just_in_time",
    form="fan-in",
    arrows=lambda _: [],
    requests=_out,
    formula="0",
    arrow_count=lambda _: 0,
)
