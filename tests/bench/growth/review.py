"""Review, and what changed between two designs."""

import xtsviz as xts
from tests.bench.growth.case import Case, Work, document
from tests.bench.growth.flow import one_pair, own_assigned, people, ring


def compared(before: xts.Design, after: xts.Design) -> Work:
    def compare() -> object:
        change = xts.diff(before, after)
        return change.summary, change._repr_html_()

    return compare


def reviewed(design: xts.Design) -> Work:
    return lambda: xts.review(design)


def guests(size: int) -> xts.Design:
    """Users with an account of the target's own and guests there: some who fit two users, some who fit nobody."""
    users: list[dict[str, object]] = []
    for n in range(size):
        home = {"mail": f"m{n}@a.com", "user_principal_name": f"u{n}@a.com", "display_name": f"User {n % 99}"}
        own = {"id": f"b{n}", "tenant": "b", "mail": f"M{n}@a.com"}
        guest = {"id": f"x{n}", "tenant": "b", "credentials": "external", "home_user_from": "list"}
        twin = {"mail": f"m{size - n}@a.com", "user_principal_name": f"u{n + size // 2}_a.com#EXT#@b.com"}
        users += [{"id": f"a{n}", "tenant": "a", **home}, own, {**guest, **twin, "display_name": "User 7"}]
    tenants = [{"id": "a", "verified_domains": ["a.com"]}, {"id": "b"}]
    return document(tenants=tenants, arrows=[{"source": "a", "target": "b"}], users=users)


CASES = [
    Case("review: tenants in a ring", lambda n: reviewed(ring(n)), 30_000),
    Case("review: own assigned users", lambda n: reviewed(own_assigned(n)), 8_000),
    Case("review: users", lambda n: reviewed(people(n)), 80_000),
    Case("review: guests", lambda n: reviewed(guests(n)), 20_000),
    Case("diff: all arrows paused", lambda n: compared(ring(n), ring(n, status="paused")), 3_000),
    Case("diff: arrows of one pair", lambda n: compared(one_pair(n), one_pair(n).remove_arrow("a1")), 5_000),
    Case("diff: users", lambda n: compared(people(n), people(n // 2)), 10_000),
]
