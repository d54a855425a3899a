"""From a split of the tenants to its groups, relations and exceptions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xtsviz.compare.alike_tenants.forms import NO_ARROW, PairCodes, same_ends
from xtsviz.compare.alike_tenants.relations import ArrowException, Relation, TenantGroup, group_sentence
from xtsviz.compare.alike_tenants.split import rule_of
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.display_text import isolated

GroupPair = tuple[int, int]


class SplitGroup(NamedTuple):
    """One group of a split: its tenants, as numbers in the order of the document, and its division."""

    tenants: list[int]
    division: str | None = None


def describe(
    design: Design, codes: PairCodes, split: Sequence[SplitGroup]
) -> tuple[tuple[TenantGroup, ...], tuple[Relation, ...]]:
    """The groups of a split and the relations that have arrows or exceptions, in the order of the groups."""
    names = DisplayNames(design)
    group_of = [0] * len(codes.tenants)
    for number, (tenants, _) in enumerate(split):
        for one in tenants:
            group_of[one] = number
    rules, odd_pairs = _rules(codes, split, group_of)
    exceptions: defaultdict[GroupPair, list[ArrowException]] = defaultdict(list)
    for pair in odd_pairs:
        both = group_of[pair[0]], group_of[pair[1]]
        exceptions[both] += _pair_exceptions(design, codes, names, pair, rules[both])
    samples = {
        pair: tuple([codes.samples[form] for form in codes.forms_by_code[rule]])
        for pair, rule in rules.items()
    }
    groups: list[TenantGroup] = []
    for number, (label, (tenants, division)) in enumerate(
        zip(_labels(codes, names, split), split, strict=True)
    ):
        own = number, number
        sentence = group_sentence(label, len(tenants), samples.get(own, ()), exceptions.get(own, ()))
        ids = tuple([codes.tenants[one] for one in tenants])
        groups.append(TenantGroup(ids, label, division, sentence))
    relations = [
        Relation(groups[pair[0]], groups[pair[1]], samples[pair], tuple(exceptions.get(pair, ())))
        for pair in sorted(rules)
    ]
    return tuple(groups), tuple(relations)


def _rules(
    codes: PairCodes, split: Sequence[SplitGroup], group_of: Sequence[int]
) -> tuple[dict[GroupPair, int], list[tuple[int, int]]]:
    """The rule of each pair of groups between which there is an arrow, and the pairs of tenants that differ, sorted."""
    # One number for two groups and a code is counted faster than a tuple.
    groups, kinds = len(split), len(codes.forms_by_code)
    flat: dict[int, int] = {}
    for source, row in enumerate(codes.rows):
        start = group_of[source] * groups
        for target, code in row.items():
            key = (start + group_of[target]) * kinds + code
            flat[key] = flat.get(key, 0) + 1
    found: dict[GroupPair, dict[int, int]] = {}
    for key, count in flat.items():
        both, code = divmod(key, kinds)
        found.setdefault(divmod(both, groups), {})[code] = count
    rules: dict[GroupPair, int] = {}
    uneven: set[GroupPair] = set()
    odd: list[tuple[int, int]] = []
    for pair, counts in found.items():
        sources, targets = split[pair[0]].tenants, split[pair[1]].tenants
        pairs = len(sources) * (len(targets) - (pair[0] == pair[1]))
        rule = rules[pair] = rule_of(counts, pairs)
        if counts.get(rule) != pairs:
            uneven.add(pair)
            if rule != NO_ARROW and sum(counts.values()) < pairs:
                # At least half of the pairs have an arrow, so there are not many more pairs than arrows.
                for source in sources:
                    row = codes.rows[source]
                    odd += [(source, target) for target in targets if target not in row and source != target]
    for source in sorted({source for group, _ in uneven for source in split[group].tenants}):
        group = group_of[source]
        for target, code in codes.rows[source].items():
            pair = group, group_of[target]
            if code != rules[pair]:
                odd.append((source, target))
    return rules, sorted(odd)


def _pair_exceptions(
    design: Design, codes: PairCodes, names: DisplayNames, pair: tuple[int, int], rule: int
) -> Iterator[ArrowException]:
    """One exception for each arrow of a pair of tenants that is missing, different or additional.

    The arrows of a pair run in order. What is the same from the start or from the end is no exception; the others are
    compared one by one.
    """
    source, target = codes.tenants[pair[0]], codes.tenants[pair[1]]
    wanted, there = codes.forms_by_code[rule], codes.forms_by_code[codes.rows[pair[0]].get(pair[1], NO_ARROW)]
    start, end = same_ends(wanted, there)
    ids = (codes.arrow_id(source, target, place) for place in range(len(there)))
    arrows = [design.topology.arrow_by_id[name] for name in ids]
    both = f"{names.tenant(source)} → {names.tenant(target)}"
    for place in range(start, max(len(wanted), len(there)) - end):
        if place >= len(there) - end:
            yield ArrowException("missing", source, target, None, None, place, (), both, not arrows)
        elif place >= len(wanted) - end:
            arrow, after = arrows[place], len(wanted) - end
            yield ArrowException("additional", source, target, arrow.id, arrow, after, (), both, False)
        else:
            arrow, fields = arrows[place], codes.different_fields(wanted[place], there[place])
            yield ArrowException("different", source, target, arrow.id, arrow, place, fields, both, False)


def _labels(codes: PairCodes, names: DisplayNames, split: Sequence[SplitGroup]) -> Iterator[str]:
    """Who the tenants of each group are. Groups of the same size are told apart by their first tenants."""
    sizes = Counter(len(group.tenants) for group in split if not group.division)
    for tenants, division in split:
        first, size = names.tenant(codes.tenants[tenants[0]]), len(tenants)
        if size == 1:
            yield first
        elif division:
            yield f"{size} tenants of {isolated(division)}"
        elif sizes[size] == 1:
            yield f"{size} tenants"
        else:
            others = "others" if size > 2 else names.tenant(codes.tenants[tenants[1]])
            yield f"{size} tenants ({first} and {others})"
