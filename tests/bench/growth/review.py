"""Review, and what changed between two designs."""

import xtsviz as xts
from tests.bench.growth.case import Case, Work
from tests.bench.growth.flow import one_pair, own_assigned, people, ring


def compared(before: xts.Design, after: xts.Design) -> Work:
    def compare() -> object:
        change = xts.diff(before, after)
        return change.summary, change._repr_html_()

    return compare


def reviewed(design: xts.Design) -> Work:
    return lambda: xts.review(design)


CASES = [
    Case("review: tenants in a ring", lambda n: reviewed(ring(n)), 30_000),
    Case("review: own assigned users", lambda n: reviewed(own_assigned(n)), 8_000),
    Case("review: users", lambda n: reviewed(people(n)), 80_000),
    Case("diff: all arrows paused", lambda n: compared(ring(n), ring(n, status="paused")), 3_000),
    Case("diff: arrows of one pair", lambda n: compared(one_pair(n), one_pair(n).remove_arrow("a1")), 5_000),
    Case("diff: users", lambda n: compared(people(n), people(n // 2)), 10_000),
]
