"""The search for the split with the fewest groups and exceptions.

Without exceptions the twins are the best split there is, and they are found exactly. With exceptions, all splits of the
classes of twins are compared if there are at most `MAX_CLASSES_FOR_ALL_SPLITS`. Else the search is greedy: classes
that differ little are put together, whoever does not fit is taken out, and single steps follow as long as they help.
Its work is bounded, so the time grows with the number of arrows. It never returns a split that costs more than the
twins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xtsviz.compare.alike_tenants.forms import NO_ARROW
from xtsviz.compare.alike_tenants.split import MOST_DIFFERENT, Score, Split, numbered, score
from xtsviz.compare.alike_tenants.twins import Quotient

MAX_CLASSES_FOR_ALL_SPLITS = 6
_SAMPLE = 12
"""So many arrows of a class are looked up to find classes that may be like it."""
_MAX_CANDIDATES = 16
_MAX_REFINEMENTS = 12
_ROUNDS_OF_WORK = 2
_SMALL_DESIGN = 20_000
"""The single steps may cost so many times the work of looking at the whole design, and so much work in any design."""


def best_split(design: Quotient) -> Split:
    """The group of each class."""
    classes = len(design.sizes)
    twins = best = Score(numbered(range(classes)), classes)
    nearness = Nearness(design)
    if classes <= MAX_CLASSES_FOR_ALL_SPLITS:
        for split in _all_splits(design, nearness):
            found = score(design, split)
            if not found.misfits and found.better_than(best):
                best = found
        return best.split
    tried = {twins.split}
    for tightness in (1, 2, 4):
        split = nearness.clusters(tightness)
        if tightness == 1 and split == twins.split:
            return split  # nobody is near anybody
        if split not in tried:
            tried.add(split)
            found = _fitting(design, split, twins)
            best = found if found.better_than(best) else best
    return _improved(design, nearness, best).split


class Nearness:
    """How much the arrows of two classes differ.

    Two tenants of one group each differ from its rule in at most a tenth of what the rule and they have. So two who
    differ from each other in more than a ninth of their arrows are never in one group, if a pair of tenants has at most
    two arrows. If it has more, arrows in another order can count as more differences than the way over the rule.
    """

    def __init__(self, design: Quotient) -> None:
        self._design = design
        self._spare: dict[tuple[int, int], tuple[int, int]] = {}

    @property
    def classes(self) -> range:
        """All classes."""
        return range(len(self._design.sizes))

    def near(self, one: int, other: int, tightness: int = 1) -> bool:
        """True if a tenant of each class may be in one group; a tightness of 2 allows half of the differences."""
        key = (one, other) if one < other else (other, one)
        if key not in self._spare:
            degrees = self._design.degrees
            allowed = (degrees[one] + degrees[other]) // (MOST_DIFFERENT - 1)
            self._spare[key] = allowed, self._count_down(*key, allowed)
        allowed, left = self._spare[key]
        return left >= 0 and (allowed - left) * tightness <= allowed

    def _count_down(self, one: int, other: int, allowed: int) -> int:
        """How many more differences are allowed than there are; negative if there are too many."""
        design, codes = self._design, self._design.codes
        if abs(design.degrees[one] - design.degrees[other]) > allowed:
            return -1
        sizes = design.sizes
        for rows in (design.out, design.into):
            mine, theirs = rows[one], rows[other]
            for row, compared in ((mine, theirs), (theirs, mine)):
                for partner, a in row.items():
                    b = compared.get(partner, NO_ARROW)
                    if a == b or partner in (one, other) or (row is theirs and b):
                        continue  # the same, or looked at from the other side
                    allowed -= sizes[partner] * codes.differences(a, b)
                    if allowed < 0:
                        return allowed
            # Other tenants of the two classes.
            for a, b, many in (
                (mine.get(one, NO_ARROW), theirs.get(one, NO_ARROW), sizes[one] - 1),
                (theirs.get(other, NO_ARROW), mine.get(other, NO_ARROW), sizes[other] - 1),
            ):
                allowed -= many * codes.differences(a, b) if many else 0
        return allowed

    def pairs(self, work: int) -> list[tuple[int, int]]:
        """Pairs of classes that are near each other: those that can be found with so much work."""
        leaders = _Leaders(self._design)
        found: list[tuple[int, int]] = []
        for one in self.classes:
            for other in leaders.candidates(one):
                work -= len(self._design.out[one]) + len(self._design.into[one]) + 1
                if work < 0:
                    return found
                if self.near(one, other):
                    found.append((other, one))
            leaders.add(one)
        return found

    def clusters(self, tightness: int) -> Split:
        """Each class with the first class, in the order of their sizes, that is near enough."""
        leaders = _Leaders(self._design)
        cluster = list(self.classes)
        for one in sorted(self.classes, key=lambda one: (-self._design.sizes[one], one)):
            for leader in leaders.candidates(one):
                if self.near(one, leader, tightness):
                    cluster[one] = leader
                    break
            else:
                leaders.add(one)
        return numbered(cluster)


class _Leaders:
    """Classes that others may be like, found by the arrows that they share."""

    def __init__(self, design: Quotient) -> None:
        self._design = design
        self._all: list[int] = []
        self._by_arrow: dict[int, list[int]] = {}

    def add(self, one: int) -> None:
        self._all.append(one)
        for arrow in self._arrows(one):
            known = self._by_arrow.setdefault(arrow, [])
            if len(known) < _MAX_CANDIDATES:
                known.append(one)

    def candidates(self, one: int) -> Sequence[int]:
        if len(self._all) <= _MAX_CANDIDATES:
            return self._all
        arrows = self._arrows(one)
        step = max(len(arrows) // _SAMPLE, 1)
        votes = Counter(leader for arrow in arrows[::step] for leader in self._by_arrow.get(arrow, ()))
        return [leader for leader, _ in votes.most_common(_MAX_CANDIDATES)]

    def _arrows(self, one: int) -> list[int]:
        """A number for each arrow of a class, which stands for partner, code and direction."""
        kinds = len(self._design.codes.forms_by_code)
        rows = self._design.out[one], self._design.into[one]
        return [
            (partner * kinds + code) * 2 + direction
            for direction, row in enumerate(rows)
            for partner, code in row.items()
        ]


def _all_splits(design: Quotient, nearness: Nearness) -> Iterator[Split]:
    """All splits in which the classes of one group may be near enough to each other."""
    classes = len(nearness.classes)
    few_arrows = max(map(len, design.codes.forms_by_code)) <= 2

    def continued(groups: list[list[int]], split: list[int]) -> Iterator[Split]:
        one = len(split)
        if one == classes:
            yield tuple(split)
            return
        for number, group in enumerate(groups):
            if not few_arrows or all(nearness.near(one, other) for other in group):
                group.append(one)
                yield from continued(groups, [*split, number])
                group.pop()
        yield from continued([*groups, [one]], [*split, len(groups)])

    return continued([], [])


def _fitting(design: Quotient, split: Split, twins: Score) -> Score:
    """The split after everybody who does not fit has left their group; those with the same reasons stay together."""
    for attempt in range(2 * _MAX_REFINEMENTS):
        found = score(design, split)
        if not found.misfits:
            return found
        finer = numbered([(group, found.misfits.get(one)) for one, group in enumerate(split)])
        if max(finer) == max(split) or attempt >= _MAX_REFINEMENTS:
            # All do not fit for the same reason, or it takes long: only their twins stay together.
            wrong = {split[one] for one in found.misfits}
            finer = numbered([(group, one if group in wrong else -1) for one, group in enumerate(split)])
        split = finer
    return twins


def _improved(design: Quotient, nearness: Nearness, best: Score) -> Score:
    """The split after single steps: two groups become one, or a class goes to another group or stands alone."""
    work = _ROUNDS_OF_WORK * design.work() + _SMALL_DESIGN
    pairs = nearness.pairs(work)
    better = bool(pairs)
    while better:
        better = False
        for split in _steps(pairs, best.split):
            work -= design.work()
            if work < 0:
                return best
            found = score(design, split)
            if not found.misfits and found.better_than(best):
                best, better = found, True
                break
    return best


def _steps(pairs: Sequence[tuple[int, int]], split: Split) -> Iterator[Split]:
    tried = set()
    for pair in pairs:
        groups = split[pair[0]], split[pair[1]]
        if groups[0] != groups[1] and groups not in tried:
            tried.add(groups)
            yield numbered([groups[0] if group == groups[1] else group for group in split])
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            # To the other's group, or out of the group of both.
            target = split[other] if split[other] != split[one] else -1
            if (one, target) not in tried:
                tried.add((one, target))
                yield numbered([*split[:one], target, *split[one + 1 :]])
