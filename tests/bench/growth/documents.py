"""How reading, saving and editing of designs grow."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import xtsviz as xts
from tests.bench.growth.case import Case
from xtsviz.model import jsontext

HEAD = {"format": "xtsviz-topology", "version": 1}


def twice_a_key(n: int) -> Callable[[], object]:
    text = "{" + ",".join(f'"k{i}":1' for i in [*range(n), n - 1]) + "}"
    return refused(lambda: jsontext.decode(text))


def misspelt(n: int) -> Callable[[], object]:
    tenants = [{"id": f"tenant{i}"} for i in range(n)]
    arrows = [{"source": f"tenant{i}", "target": f"tenamt{i}"} for i in range(n)]
    return refused(lambda: xts.Design.from_document({**HEAD, "tenants": tenants, "arrows": arrows}))


def unknown_keys(n: int) -> Callable[[], object]:
    tenants = [{"id": f"t{i}", "nmae": "x"} for i in range(n)]
    return refused(lambda: xts.Design.from_document({**HEAD, "tenants": tenants}))


def lost_members(n: int) -> Callable[[], object]:
    users = [{"id": f"u{i}", "tenant": "a"} for i in range(1000)]
    group = {"id": "g", "tenant": "a", "members": [f"v{i}" for i in range(n)]}
    return refused(
        lambda: xts.Design.from_document(
            {**HEAD, "tenants": [{"id": "a"}], "users": users, "groups": [group]}
        )
    )


def one_pair(n: int) -> Callable[[], object]:
    arrows = [{"source": "a", "target": "b"}] * n
    return refused(
        lambda: xts.Design.from_document({**HEAD, "tenants": [{"id": "a"}, {"id": "b"}], "arrows": arrows})
    )


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
    return refused(
        lambda: xts.Design.from_document({**HEAD, "tenants": [{"id": "a"}, {"id": "b"}], "arrows": [arrow]})
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


def refused(call: Callable[[], object]) -> Callable[[], object]:
    """The call, whose error is the result: the message of a wrong document is made too."""

    def work() -> object:
        with contextlib.suppress(xts.XtsvizError):
            return call()
        return None

    return work


CASES = [
    Case("document: an object with a late duplicate key", twice_a_key, 400_000),
    Case("document: arrows to misspelt targets", misspelt, 5_000),
    Case("document: tenants with a misspelt key", unknown_keys, 40_000),
    Case("document: a group's members who are not there", lost_members, 50_000),
    Case("document: arrows of one pair", one_pair, 20_000),
    Case("document: users and a group, read", read_people, 20_000),
    Case("document: users and a group, written", written_people, 20_000),
    Case("document: clauses of one scope", clauses, 10_000),
    Case("code: tenants of one name", tenants_of_one_name, 5_000),
    Case("templates: tenants connected", connected, 10_000),
]
