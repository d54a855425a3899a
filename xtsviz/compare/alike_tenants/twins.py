"""Twins: tenants whose arrows are exactly alike. A design with few kinds of tenants becomes a small one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from random import Random

from xtsviz.compare.alike_tenants.forms import NO_ARROW, PairCodes

_BITS = 61


@dataclass(frozen=True)
class Quotient:
    """A design in which all tenants of a class count as one; the classes are in the order of their first tenants.

    Attributes:
        codes: the codes of the design.
        class_of: the class of each tenant.
        sizes: the number of tenants in each class.
        out: for each class, the code of a pair from it to each class to which it has an arrow. A class with several
            tenants has itself among them, for its pairs within.
        into: the same for the pairs to it.
    """

    codes: PairCodes
    class_of: list[int]
    sizes: list[int]
    out: list[dict[int, int]]
    into: list[dict[int, int]]

    @cached_property
    def degrees(self) -> list[int]:
        """The number of arrows that start or end at one tenant of each class."""
        count = self.codes.count
        return [
            sum(
                (self.sizes[other] - (other == one)) * count(code)
                for row in (self.out[one], self.into[one])
                for other, code in row.items()
            )
            for one in range(len(self.sizes))
        ]

    def work(self) -> int:
        """How much there is to look at when all classes are looked at once."""
        return len(self.sizes) + sum(map(len, self.out))


def twin_classes(codes: PairCodes) -> list[int]:
    """The class of each tenant. Two tenants are twins if each could take the place of the other.

    Their arrows from and to every third tenant are alike, and so are the arrows between the two in both directions.
    Then all pairs within a class are alike. A sum of random numbers stands for all arrows of a tenant, so that the time
    is linear in the arrows. Two different sets of arrows with the same sum are as good as impossible; they would make
    the split worse, but nothing wrong, since what differs is listed.
    """
    number = Random(0).getrandbits  # noqa: S311 - no secret; each call must find the same groups
    tenants = range(len(codes.tenants))
    as_target, as_source = ([number(_BITS) for _ in tenants] for _ in range(2))
    of_code = [number(_BITS) for _ in codes.forms_by_code]
    sums = [0] * len(tenants)
    mutual: dict[int, set[int]] = {}
    for source, row in enumerate(codes.rows):
        as_this_source, total = as_source[source], 0
        for target, code in row.items():
            weight = of_code[code]
            total += as_target[target] * weight
            sums[target] += as_this_source * weight
            if codes.rows[target].get(source) == code:
                mutual.setdefault(source, set()).add(code)
        sums[source] += total
    # With itself as a partner, a tenant has the same partners as its twins, whatever joins them.
    alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for one in tenants:
        alike[NO_ARROW, sums[one]].append(one)
        for code in mutual.get(one, ()):
            alike[code, sums[one] + (as_target[one] + as_source[one]) * of_code[code]].append(one)
    first = list(tenants)
    for twins in alike.values():
        if len(twins) > 1:
            for one in twins:
                first[one] = twins[0]
    classes: dict[int, int] = {}
    return [classes.setdefault(one, len(classes)) for one in first]


def quotient(codes: PairCodes) -> Quotient:
    """The design with one tenant for each class of twins."""
    class_of = twin_classes(codes)
    members: list[list[int]] = []
    for one, own_class in enumerate(class_of):
        if own_class == len(members):
            members.append([])
        members[own_class].append(one)
    # The first tenant stands for its class; within the class, the first and the second.
    stands = {tenants[0]: own_class for own_class, tenants in enumerate(members)}
    out: list[dict[int, int]] = []
    into: list[dict[int, int]] = [{} for _ in members]
    for own_class, tenants in enumerate(members):
        row = codes.rows[tenants[0]]
        found = {stands[target]: code for target, code in row.items() if target in stands}
        if len(tenants) > 1 and (code := row.get(tenants[1], NO_ARROW)):
            found[own_class] = code
        out.append(found)
        for other, code in found.items():
            into[other][own_class] = code
    return Quotient(codes, class_of, [len(tenants) for tenants in members], out, into)
