"""Whom a scope would have: the same people and reasons as the trace has, on designs whose flow is known."""

from __future__ import annotations

import json
from collections import Counter

import pytest

import xtsviz as xts
from tests.unit.flow.test_oracle import FILES
from tests.unit.flow.topologies import CASES, pair, people, person
from xtsviz.flow.scope_outcome import IN_SCOPE, SCOPE_OUTCOMES, audience
from xtsviz.model.scope import Scope

DOCUMENTS = {
    **{path.stem: json.loads(path.read_text(encoding="utf-8"))["document"] for path in FILES},
    **{name: case[0] for name, case in CASES.items()},
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_agrees_with_the_trace(name):
    design = xts.Design.from_document(DOCUMENTS[name])
    flow = xts.user_flow(design)
    homes = [user for user in design.to_document()["users"] if user["credentials"] == "internal"]
    # The reasons that the trace has, for everybody at once.
    given = flow.reasons([user["id"] for user in homes], [tenant.id for tenant in design.tenants])
    for order, arrow in enumerate(design.arrows):
        reasons = {u["id"]: given.of(u["id"], order, arrow) for u in homes if u["tenant"] == arrow.source}
        if arrow.source == homes[0]["tenant"]:
            trace = flow.trace(homes[0]["id"]).set_index("arrow")
            assert trace["reason"][arrow.id] == reasons[homes[0]["id"]]
        if arrow.scope.users == "unknown":
            continue
        expected = Counter(reason if reason in SCOPE_OUTCOMES else IN_SCOPE for reason in reasons.values())
        found = audience(design, arrow.source, arrow.scope).numbers
        assert {reason: n for reason, n in found.items() if reason != "external-in-source"} == expected


def test_a_few_of_each_reason_are_named_in_the_order_of_the_trace():
    users = [*people("A"), person("a4", sms_sign_in=True), person("a5", user_type="Guest")]
    users += [{**person(f"a{n}"), "attributes": {"department": "HR"}} for n in range(10, 19)]
    design = xts.Design.from_document(pair(users=users))
    department = [[{"attribute": "department", "operator": "IS NULL"}]]
    found = audience(design, "A", Scope.model_validate({"filters": department}), limit=5)
    assert found.numbers == {"internal-guest": 1, "sms-sign-in": 1, "filter-not-met": 9, IN_SCOPE: 3}
    assert (found.in_scope_count, found.members) == (3, 13)
    assert [person.user for person in found.in_scope] == ["a1", "a2", "a3"]
    reasons = [person.reason for person in found.excluded]
    assert reasons == ["internal-guest", "sms-sign-in", "filter-not-met", "filter-not-met"]


def test_a_tenant_without_users():
    found = audience(xts.templates.user_hub(["Contoso", "Fabrikam"], members=0), "contoso", Scope())
    assert (found.numbers, found.in_scope, found.excluded, found.members) == ({}, (), (), 0)
