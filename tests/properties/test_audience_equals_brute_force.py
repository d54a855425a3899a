"""Whom a scope lets in and keeps out, with the reason, is what the brute force says of each user of the source."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, note

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.brute_force import World, evaluate
from tests.properties.brute_force_parts import scope_is_known
from tests.properties.strategies import documents
from tests.properties.test_flow_equals_brute_force import ENGINES, user_table
from xtsviz.flow.scope_outcome import IN_SCOPE, audience
from xtsviz.model.scope import Scope


def reason(world: World, arrow: dict[str, Any], user: dict[str, Any]) -> str:
    if user["credentials"] != "internal":
        return "external-in-source"
    if world.is_excluded_guest(user):
        return "internal-guest"
    if user["sms_sign_in"]:
        return "sms-sign-in"
    if not world.is_assigned(arrow, user):
        return "not-assigned"
    return IN_SCOPE if world.passes_filters(arrow, user) else "filter-not-met"


def assert_same_audiences(design: xts.Design, document: dict[str, Any]) -> None:
    world = World(document)
    for arrow in world.arrows:
        asked = {**arrow, "scope": {**arrow["scope"]}}
        if asked["scope"]["users"] == "unknown":
            asked["scope"]["users"] = "all"  # which an unknown scope counts as
        here = {u["id"]: reason(world, asked, u) for u in world.users if u["tenant"] == arrow["source"]}
        found = audience(design, arrow["source"], Scope.model_validate(arrow["scope"]), limit=2)
        assert found.numbers == Counter(here.values())
        assert found.in_scope_count == list(here.values()).count(IN_SCOPE)
        if scope_is_known(asked["scope"]):
            assert found.in_scope_count == sum(world.in_scope(asked, u) for u in world.users)
        for person in (*found.in_scope, *found.excluded):
            assert here[person.user] == person.reason
        assert len(found.in_scope) == min(2, found.in_scope_count)
        assert {person.reason for person in found.excluded} == set(here.values()) - {IN_SCOPE}
        assert len(found.excluded) <= max(2, len(found.numbers))


@given(document=documents())
@examples(60)
def test_every_scope_of_a_design(document: dict[str, Any]) -> None:
    note(json.dumps(document, ensure_ascii=True))
    assert_same_audiences(xts.Design.from_document(document), document)


@pytest.mark.parametrize("engine", ENGINES)
@given(document=documents())
@examples(4)
def test_in_every_engine(engine: Any, document: dict[str, Any]) -> None:
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    assert_same_audiences(design.with_directory(engine(user_table(document))), document)


@given(document=documents())
@examples(60)
def test_where_nothing_else_is_in_the_way_it_is_what_is_eligible(document: dict[str, Any]) -> None:
    """Less pending, merged and created by nobody: there the count of a filter is the number on the arrow."""
    plain = {**document, "users": [u for u in document.get("users", []) if not u.get("home_user")]}
    plain["users"] = [{**user, "mail": None} for user in plain["users"]]
    arrows = [{**arrow, "actions": ["Add"]} for arrow in document.get("arrows", [])]
    kept = {user["id"] for user in plain["users"]} | {g["id"] for g in document.get("groups", [])}
    for arrow in arrows:
        scope = arrow.get("scope", {})
        if "assigned" in scope:
            arrow["scope"] = {**scope, "assigned": [one for one in scope["assigned"] if one in kept]}
    plain["arrows"] = arrows
    plain["groups"] = [
        {**group, "members": [one for one in group.get("members", []) if one in kept]}
        for group in document.get("groups", [])
    ]
    note(json.dumps(plain, ensure_ascii=True))
    design = xts.Design.from_document(plain)
    eligible = {row["arrow"]: row["eligible"] for row in evaluate(plain).arrows}
    for arrow in design.arrows:
        if eligible[arrow.id] is not None:
            assert audience(design, arrow.source, arrow.scope).in_scope_count == eligible[arrow.id]
