"""Groups of alike tenants: nothing of the arrows is lost, everybody belongs to their group, and no split costs less."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.strategies import documents

KINDS: dict[str, dict[str, Any]] = {
    "M": {},
    "G": {"user_type": "Guest"},
    "F": {"scope": {"filters": [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]}},
    "C": {"gates": {"inbound_auto_redeem": False}},
}
"""Arrows by a letter; a pair of tenants is a text of such letters, one for each of its arrows."""

Pairs = dict[tuple[int, int], str]


def design_of(tenants: int, pairs: Pairs) -> xts.Design:
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": f"t{n}"} for n in range(tenants)],
            "arrows": [
                {"source": f"t{source}", "target": f"t{target}", **KINDS[kind]}
                for (source, target), kinds in pairs.items()
                for kind in kinds
            ],
        }
    )


@st.composite
def nearly_alike(draw: st.DrawFn, most: int = 6) -> tuple[int, Pairs]:
    """One or two groups with a rule between each, and a few pairs that differ."""
    tenants = draw(st.integers(1, most))
    groups = [draw(st.integers(0, 1)) for _ in range(tenants)]
    rule = st.sampled_from(["M", "M", "MG", "MGMG", "MMMMMM", "G", ""])
    rules = {both: draw(rule) for both in product((0, 1), repeat=2)}
    pairs = {
        (source, target): rules[groups[source], groups[target]]
        for source, target in product(range(tenants), repeat=2)
        if source != target
    }
    if pairs:
        for pair in draw(st.lists(st.sampled_from(sorted(pairs)), max_size=4)):
            kinds = pairs[pair]
            pairs[pair] = draw(st.sampled_from([kinds[1:], kinds[:-1], kinds + "F", "C" + kinds[1:], ""]))
    return tenants, pairs


def partitions(number: int) -> Iterator[list[int]]:
    """Every split of so many tenants, as the group of each; an earlier tenant has an earlier group first."""

    def continued(split: list[int]) -> Iterator[list[int]]:
        if len(split) == number:
            yield split
            return
        for group in range(max(split, default=-1) + 2):
            yield from continued([*split, group])

    return continued([])


def different(one: str, other: str) -> int:
    """How many arrows of a pair differ, after what is the same from the start and from the end."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other))


def cost(tenants: int, pairs: Pairs, split: list[int]) -> int | None:
    """Groups and exceptions of a split; None if a tenant does not belong to its group."""
    rules = {}
    for source, target in product(range(tenants), repeat=2):
        found = [
            kinds for (s, t), kinds in pairs.items() if (split[s], split[t]) == (split[source], split[target])
        ]
        if found:
            most = Counter(found).most_common()[0][1]
            equals = [kinds for kinds in found if found.count(kinds) == most]
            rules[split[source], split[target]] = min(equals, key=order_of(pairs))
    exceptions = 0
    wrong: Counter[tuple[int, int]] = Counter()
    arrows: Counter[tuple[int, int]] = Counter()
    for (source, target), kinds in pairs.items():
        rule = rules[split[source], split[target]]
        differs = different(rule, kinds)
        exceptions += differs
        for one, other in ((source, target), (target, source)):
            wrong[one, split[other]] += differs
            arrows[one, split[other]] += max(len(rule), len(kinds))
    if any(wrong[key] * 10 > arrows[key] for key in wrong):
        return None
    return len(set(split)) + exceptions


def order_of(pairs: Pairs) -> Any:
    """Of equals, what is the rule: one arrow in the order of the document, then several arrows, then none."""
    single = list(dict.fromkeys(kind for kinds in pairs.values() for kind in kinds))
    several = [kinds for kinds in dict.fromkeys(pairs.values()) if len(kinds) > 1]
    places = {kinds: place for place, kinds in enumerate([*single, *several, ""])}
    return places.__getitem__


@given(nearly_alike())
@examples(300)
def test_no_split_costs_less(given_pairs: tuple[int, Pairs]) -> None:
    tenants, pairs = given_pairs
    found = xts.alike(design_of(tenants, pairs))
    costs = [(value, split) for split in partitions(tenants) if (value := cost(tenants, pairs, split))]
    number = {tenant: place for place, group in enumerate(found.groups) for tenant in group.tenants}
    assert (len(found.groups) + len(found.exceptions), [number[f"t{n}"] for n in range(tenants)]) == min(
        costs
    )


def check(design: xts.Design, found: xts.Alike) -> None:
    """Every tenant is in one group, and every arrow with all its fields comes back."""
    assert sorted(t for group in found.groups for t in group.tenants) == sorted(t.id for t in design.tenants)
    assert found.arrows() == tuple(arrow.id for arrow in design.arrows)
    assert found.rebuilt() == design.arrows
    assert [len(found.arrows(relation)) for relation in found.relations] == [r.count for r in found.relations]
    assert sum(relation.count for relation in found.relations) == len(design.arrows)
    for exception in found.exceptions:
        if exception.kind == "missing":
            assert exception.arrow is None
        else:
            assert exception.arrow is not None
            assert design.arrow(exception.arrow) == exception.record
    assert all(found.sentences)


@given(documents(), st.data())
@examples(150)
def test_every_arrow_comes_back(document: dict[str, Any], data: st.DataObject) -> None:
    for tenant in document["tenants"]:
        tenant["division"] = data.draw(st.sampled_from([None, "", "North", "<b>South</b>"]))
    for arrow in document.get("arrows", []):
        arrow["note"] = data.draw(st.sampled_from([None, None, "why"]))
    before = copy.deepcopy(document)
    design = xts.Design.from_document(document)
    check(design, xts.alike(design))
    check(design, xts.alike(design, by="division"))
    apart = data.draw(st.lists(st.sampled_from([tenant.id for tenant in design.tenants]), max_size=2))
    check(design, xts.alike(design, apart=apart))
    assert design == xts.Design.from_document(before)
    assert xts.alike(design).sentences == xts.alike(xts.Design.from_document(before)).sentences


@given(nearly_alike(most=24))
@examples(100)
def test_every_tenant_belongs_to_its_group(given_pairs: tuple[int, Pairs]) -> None:
    tenants, pairs = given_pairs
    design = design_of(tenants, pairs)
    found = xts.alike(design)
    check(design, found)
    number = {tenant: place for place, group in enumerate(found.groups) for tenant in group.tenants}
    split = [number[f"t{n}"] for n in range(tenants)]
    assert cost(tenants, pairs, split) == len(found.groups) + len(found.exceptions)
