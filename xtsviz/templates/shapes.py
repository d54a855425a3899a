"""The shapes of the templates: which tenants have arrows between them, by index in the list of tenants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from math import isqrt
from typing import Literal, TypeAlias

Pairs: TypeAlias = list[tuple[int, int]]

MAX_ARROWS = 20_000
"""The limit for the arrows of a template. With more, each edit would take seconds."""

MAX_TENANTS = 1_000
"""The limit for the tenants of a template. Bigger designs come from a document or from exports."""


@dataclass(frozen=True)
class Shape:
    """The arrows between n tenants, in one shape.

    Attributes:
        title: its name for people.
        function: its function in ``xts.templates``.
        form: the form of its picture.
        arrows: for n tenants, the (source, target) of each arrow as 0-based indexes, in order.
        requests: for n tenants, the (resource, partner) pairs where people request access, without synchronization.
        formula: the number of arrows as text, with n for the number of tenants.
        arrow_count: the same as a function.
        min_tenants, max_tenants: the possible numbers of tenants.
    """

    title: str
    function: str
    form: Literal["fan-out", "fan-in", "circle"]
    arrows: Callable[[int], Pairs]
    formula: str
    arrow_count: Callable[[int], int]
    requests: Callable[[int], Pairs] = lambda _: []
    min_tenants: int = 2
    max_tenants: int = MAX_TENANTS


def _from_first(n: int) -> Pairs:
    return [(0, other) for other in range(1, n)]


def _to_first(n: int) -> Pairs:
    return [(other, 0) for other in range(1, n)]


def _all_pairs(n: int) -> Pairs:
    return list(permutations(range(n), 2))


def _neighbours(n: int) -> Pairs:
    return [pair for first in range(n - 1) for pair in ((first, first + 1), (first + 1, first))]


ONE_TO_ONE = Shape(
    title="Single source with a single target",
    function="single_source_single_target",
    form="fan-out",
    arrows=_from_first,
    formula="1",
    arrow_count=lambda _: 1,
    max_tenants=2,
)
USER_HUB = Shape(
    title="Single source with multiple targets (user hub)",
    function="user_hub",
    form="fan-out",
    arrows=_from_first,
    formula="n − 1",
    arrow_count=lambda n: n - 1,
)
APPLICATION_HUB = Shape(
    title="Multiple sources with a single target (application hub)",
    function="application_hub",
    form="fan-in",
    arrows=_to_first,
    formula="n − 1",
    arrow_count=lambda n: n - 1,
)
FULL_MESH = Shape(
    title="Mesh peer-to-peer (full mesh)",
    function="mesh_peer_to_peer",
    form="circle",
    arrows=_all_pairs,
    formula="n(n − 1)",
    arrow_count=lambda n: n * (n - 1),
    max_tenants=(1 + isqrt(1 + 4 * MAX_ARROWS)) // 2,  # the largest n with n(n − 1) <= MAX_ARROWS
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
    requests=_from_first,
    formula="0",
    arrow_count=lambda _: 0,
)
