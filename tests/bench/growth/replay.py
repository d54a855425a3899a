"""The replay of sync cycles; each event writes the table of users anew, so it is users and events apart."""

import xtsviz as xts
from tests.bench.growth.case import Case, Work
from tests.bench.growth.flow import one_pair, people, ring


def played(design: xts.Design, events: list[dict[str, object]]) -> Work:
    return lambda: xts.simulate(design, events)


def disabled(size: int) -> list[dict[str, object]]:
    """Events on a few users, one a minute."""
    kinds = ("disableSource", "enableSource")
    return [{"at": n, "event": kinds[n // 5 % 2], "user": f"u{n % 5}"} for n in range(size)]


CASES = [
    Case("replay: users", lambda n: played(people(n), disabled(2)), 10_000),
    Case("replay: tenants", lambda n: played(ring(n), []), 8_000),
    Case("replay: events", lambda n: played(one_pair(1), disabled(n)), 60),
]
