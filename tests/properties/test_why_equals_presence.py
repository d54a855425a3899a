"""The sentence of `Flow.why` says of everybody and every tenant what the presence table says, and the brute force."""

import json
from typing import Any

from hypothesis import given, note

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.brute_force import evaluate
from tests.properties.strategies import documents
from xtsviz.flow.clause_tests import clause_test
from xtsviz.model.display_names import distinct_names
from xtsviz.model.display_text import clean


@given(documents())
@examples(25)
def test_why_says_where_a_user_is(document: dict[str, Any]) -> None:
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    flow = xts.user_flow(design)
    there = {(row["user"], row["tenant"]): row for row in expected.presence}
    names = {tenant: clean(name) for tenant, name in distinct_names(design.tenants).items()}
    for user in document.get("users", [])[:3]:
        person = expected.world.person_of(user["id"])
        name = clean(expected.world.user(person)["display_name"] or person)
        reasons = {row["arrow"]: row["reason"] for row in expected.trace(user["id"])}
        for tenant in design.tenants:
            sentence = flow.why(user["id"], tenant.id)
            note(sentence)
            assert "\n" not in sentence
            row = there.get((person, tenant.id))
            direct = [
                reasons[arrow["id"]]
                for arrow in expected.world.arrows
                if arrow["target"] == tenant.id
                and reasons[arrow["id"]] not in ("not-in-source", "external-in-source")
            ]
            if row is not None:
                home = "internal" if row["relation"] == "internal" else "external"
                kind = f", as {home} {row['user_type'].lower()}: "
                assert sentence.startswith(f"{name} is in {names[tenant.id]}{kind}")
            elif "arrow-unknown" in direct:
                assert sentence.startswith(f"It is not known whether {name} is in {names[tenant.id]}: ")
            else:
                assert sentence.startswith(f"{name} is not in {names[tenant.id]}: ")
                assert ("no arrow leads from" in sentence or "home user is not known" in sentence) == (
                    not direct
                )


@given(documents())
@examples(10)
def test_a_filter_that_is_not_met_has_the_users_value(document: dict[str, Any]) -> None:
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    flow = xts.user_flow(design)
    for user in document.get("users", [])[:3]:
        for row in flow.trace(user["id"]).to_dict("records"):
            if row["reason"] != "filter-not-met":
                continue
            note(row["explanation"])
            person = expected.world.user(expected.world.person_of(user["id"]))
            attributes = person.get("attributes", {})
            failed = [
                clause
                for group in design.arrow(row["arrow"]).scope.filters
                for clause in group
                if not clause_test(clause)(_value(person, attributes, clause.attribute))
            ]
            _, _, said = row["explanation"].rpartition("who does not meet its filter: ")
            assert any(said.startswith(f"{clause.attribute[:50]}") for clause in failed), said
            assert ", the filter wants " in said


def _value(person: dict[str, Any], attributes: dict[str, Any], name: str) -> Any:
    fields = {
        "mail": "mail",
        "userPrincipalName": "user_principal_name",
        "displayName": "display_name",
        "accountEnabled": "account_enabled",
    }
    return person.get(fields[name]) if name in fields else attributes.get(name)
