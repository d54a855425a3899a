"""How the time for reading, saving and editing designs grows: at twice the size at most 2.3 times as long."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable
from typing import Any

import pytest

import xtsviz as xts
from tests.bench.bench_draw import say
from xtsviz.model import jsontext

__all__ = ["say"]

MOST = 2.3
HEAD = {"format": "xtsviz-topology", "version": 1}


def twice_a_key(n: int) -> Callable[[], object]:
    text = "{" + ",".join(f'"k{i}":1' for i in [*range(n), n - 1]) + "}"
    return lambda: jsontext.decode(text)


def misspelt(n: int) -> Callable[[], object]:
    tenants = [{"id": f"tenant{i}"} for i in range(n)]
    arrows = [{"source": f"tenant{i}", "target": f"tenamt{i}"} for i in range(n)]
    return lambda: xts.Design.from_document({**HEAD, "tenants": tenants, "arrows": arrows})


def unknown_keys(n: int) -> Callable[[], object]:
    tenants = [{"id": f"t{i}", "nmae": "x"} for i in range(n)]
    return lambda: xts.Design.from_document({**HEAD, "tenants": tenants})


def lost_members(n: int) -> Callable[[], object]:
    users = [{"id": f"u{i}", "tenant": "a"} for i in range(1000)]
    group = {"id": "g", "tenant": "a", "members": [f"v{i}" for i in range(n)]}
    return lambda: xts.Design.from_document(
        {**HEAD, "tenants": [{"id": "a"}], "users": users, "groups": [group]}
    )


def one_pair(n: int) -> Callable[[], object]:
    arrows = [{"source": "a", "target": "b"}] * n
    return lambda: xts.Design.from_document({**HEAD, "tenants": [{"id": "a"}, {"id": "b"}], "arrows": arrows})


def people(n: int) -> dict[str, Any]:
    users = [{"id": f"u{i}", "tenant": "a", "attributes": {"x": "1"}} for i in range(n)]
    groups = [{"id": "g", "tenant": "a", "members": [user["id"] for user in users]}]
    return {**HEAD, "tenants": [{"id": "a"}], "users": users, "groups": groups}


def read_people(n: int) -> Callable[[], object]:
    document = people(n)
    return lambda: xts.Design.from_document(document)


def written_people(n: int) -> Callable[[], object]:
    design = xts.Design.from_document(people(n))
    return lambda: jsontext.encode(design.to_document())


def clauses(n: int) -> Callable[[], object]:
    filters = [[{"attribute": "x", "operator": "REGEX MATCH", "value": f"v{i}"} for i in range(n)]]
    arrow = {"source": "a", "target": "b", "scope": {"filters": filters}}
    return lambda: xts.Design.from_document(
        {**HEAD, "tenants": [{"id": "a"}, {"id": "b"}], "arrows": [arrow]}
    )


def tenants_of_one_name(n: int) -> Callable[[], object]:
    start = xts.Design.from_document(
        {**HEAD, "tenants": [{"id": f"same-{i}", "name": "Same"} for i in range(n)]}
    )
    return lambda: start.add_tenant("Same").to_code()


def connected(n: int) -> Callable[[], object]:
    tenants = [f"t{i}" for i in range(n)]
    design = xts.Design.from_document({**HEAD, "tenants": [{"id": tenant} for tenant in tenants]})
    return lambda: xts.templates.connect(design, tenants, "user_hub")


CASES = {
    twice_a_key: 100_000,
    misspelt: 3_000,
    unknown_keys: 20_000,
    lost_members: 20_000,
    one_pair: 20_000,
    read_people: 20_000,
    written_people: 20_000,
    clauses: 10_000,
    tenants_of_one_name: 5_000,
    connected: 10_000,
}


def took(call: Callable[[], object]) -> float:
    """Seconds of this process, the best of three: what others do on the machine does not count."""
    times = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        with contextlib.suppress(xts.XtsvizError):
            call()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_growth(case: Callable[[int], Callable[[], object]], say: Any) -> None:
    size = CASES[case]
    once, twice = took(case(size)), took(case(2 * size))
    say(f"{case.__name__}: {size:,} in {once:.2f} s, {2 * size:,} in {twice:.2f} s: {twice / once:.1f} times")
    assert twice <= MOST * once
