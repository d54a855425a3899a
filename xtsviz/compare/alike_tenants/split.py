"""How good a split of the tenants into groups is: its rules, its exceptions, and who does not belong to a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xtsviz.compare.alike_tenants.forms import NO_ARROW
from xtsviz.compare.alike_tenants.twins import Quotient

MOST_DIFFERENT = 10
"""A tenant belongs to a group while at most one of so many of its arrows to or from any group differs from the rule."""

Split = tuple[int, ...]
"""The group of each class. Groups are numbered in the order of their first classes."""


@dataclass(frozen=True)
class Score:
    """What a split costs.

    Attributes:
        split: the group of each class.
        total: the number of groups and exceptions.
        misfits: the classes whose tenants do not belong to their group, each with what they have to and from the groups
            where too much differs.
    """

    split: Split
    total: int
    misfits: dict[int, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)

    def better_than(self, other: Score | None) -> bool:
        """True if it costs less, or the same and the first tenant whose group differs is in an earlier group."""
        return other is None or (self.total, self.split) < (other.total, other.split)


def numbered(keys: Sequence[object]) -> Split:
    """The split in which the classes with the same key are a group."""
    groups: dict[object, int] = {}
    return tuple([groups.setdefault(key, len(groups)) for key in keys])


def rule_of(counts: dict[int, int], pairs: int) -> int:
    """What most of the pairs have; of equals, the first code. Pairs without an arrow come last.

    Args:
        counts: by code, the number of pairs that have it. Pairs without an arrow are left out.
        pairs: the number of all pairs.
    """
    if len(counts) == 1:
        ((only, number),) = counts.items()
        return only if number * 2 >= pairs else NO_ARROW
    best, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return best if most >= pairs - sum(counts.values()) else NO_ARROW


def score(design: Quotient, split: Split) -> Score:
    """The score of a split."""
    codes, sizes = design.codes, design.sizes
    members = [0] * (max(split, default=-1) + 1)
    for one, group in enumerate(split):
        members[group] += sizes[one]
    # One number for two groups and a code is counted faster than a tuple.
    groups, kinds = len(members), len(codes.forms_by_code)
    flat: dict[int, int] = {}
    for one, row in enumerate(design.out):
        start, size = split[one] * groups, sizes[one]
        for other, code in row.items():
            key = (start + split[other]) * kinds + code
            flat[key] = flat.get(key, 0) + size * (sizes[other] - (one == other))
    counts: dict[tuple[int, int], dict[int, int]] = {}
    for key, count in flat.items():
        both, code = divmod(key, kinds)
        counts.setdefault(divmod(both, groups), {})[code] = count
    rules: dict[tuple[int, int], int] = {}
    exceptions = 0
    doubtful: set[tuple[int, int]] = set()
    for (source, target), found in counts.items():
        pairs = members[source] * (members[target] - (source == target))
        rule = rules[source, target] = rule_of(found, pairs)
        if found.get(rule) == pairs:
            continue
        different = (pairs - sum(found.values())) * codes.count(rule)
        different += sum(count * codes.differences(rule, code) for code, count in found.items())
        if different:
            exceptions += different
            doubtful |= {(source, target), (target, source)}
    total = len(members) + exceptions
    return Score(split, total, dict(_misfits(design, split, members, rules, doubtful)) if doubtful else {})


def _misfits(
    design: Quotient,
    split: Split,
    members: list[int],
    rules: dict[tuple[int, int], int],
    doubtful: set[tuple[int, int]],
) -> Iterator[tuple[int, tuple[tuple[int, int, int], ...]]]:
    codes, sizes = design.codes, design.sizes
    concerned = {group for group, _ in doubtful}
    ruled: defaultdict[int, set[int]] = defaultdict(set)
    for group, other in doubtful:
        if rules.get((group, other)) or rules.get((other, group)):
            ruled[group].add(other)
    for one, group in enumerate(split):
        if sizes[one] == members[group] or group not in concerned:
            continue  # a whole group of twins belongs to itself
        rows: list[dict[int, dict[int, int]]] = []
        for row in (design.out[one], design.into[one]):
            to_group: dict[int, dict[int, int]] = {}
            for partner, code in row.items():
                if (group, split[partner]) in doubtful:
                    found = to_group.setdefault(split[partner], {})
                    found[code] = found.get(code, 0) + sizes[partner] - (one == partner)
            rows.append(to_group)
        wrong = []
        for other in sorted(ruled[group].union(*rows)):
            pairs = members[other] - (group == other)
            arrows = different = 0
            for found, rule in (
                (rows[0].get(other, {}), rules.get((group, other), NO_ARROW)),
                (rows[1].get(other, {}), rules.get((other, group), NO_ARROW)),
            ):
                wanted = codes.count(rule)
                missing = (pairs - sum(found.values())) * wanted
                arrows += missing + sum(n * max(wanted, codes.count(code)) for code, n in found.items())
                different += missing + sum(n * codes.differences(rule, code) for code, n in found.items())
            if different * MOST_DIFFERENT > arrows:
                out, into = (rule_of(f, pairs) if (f := row.get(other)) else NO_ARROW for row in rows)
                wrong.append((other, out, into))
        if wrong:
            yield one, tuple(wrong)
