"""The groups that arrows make in targets are those of the brute force, in every table engine."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, note

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.brute_force import evaluate
from tests.properties.brute_force_groups import findings, groups
from tests.properties.strategies_groups import group_documents
from tests.properties.test_flow_equals_brute_force import (
    ENGINES,
    engine_pair,
    rows,
    user_table,
)
from xtsviz.simulation.timeline import timeline

COLUMNS = ["group", "name", "home_tenant", "tenant", "arrow", "members", "left_out"]
CODES = {
    "group-sync-needs-assigned-scope",
    "groups-across-clouds",
    "group-sync-not-allowed",
    "group-kind-unsupported",
}


def assert_same_groups(flow: Any, document: dict[str, Any]) -> None:
    result = evaluate(document)
    expected = groups(result.world, result.presence)
    assert rows(flow.groups, COLUMNS) == [{name: row[name] for name in COLUMNS} for row in expected]
    assert [list(copy.member_ids) for copy in flow.group_copies] == [row["member_ids"] for row in expected]
    for user in [user["id"] for user in document.get("users", [])][:1]:
        kept = [(row["group"], row["tenant"]) for row in expected if user in row["member_ids"]]
        assert [copy.key for copy in flow.groups_of_user(user)] == kept


@given(group_documents())
@examples(50)
def test_groups_equal_brute_force(document: dict[str, Any]) -> None:
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    assert_same_groups(xts.user_flow(design), document)

    world = evaluate(document).world
    expected = sorted((code, arrow["id"]) for arrow in world.arrows for code in findings(world, arrow))
    found = [(one.code, one.subject) for one in xts.review(design) if one.code in CODES]
    assert sorted(found) == expected


@pytest.mark.parametrize("engine", ENGINES)
@given(document=group_documents())
@examples(6)
def test_every_table_engine_gives_the_same_groups(engine: Any, document: dict[str, Any]) -> None:
    """Half of the members of each group are in the table of memberships, and one is in both."""
    note(json.dumps(document, ensure_ascii=True))
    listed = [(group["id"], member) for group in document["groups"] for member in group["members"][1:]]
    memberships = pd.DataFrame(
        {"group": [group for group, _ in listed], "member": [member for _, member in listed]}, dtype="string"
    )
    fewer = [{**group, "members": group["members"][:2]} for group in document["groups"]]
    design = xts.Design.from_document({**document, "groups": fewer})
    users, members = engine_pair(engine, user_table(document), memberships)
    assert_same_groups(xts.user_flow(design.with_directory(users, memberships=members)), document)


@given(group_documents())
@examples(15)
def test_after_the_initial_cycle_groups_are_what_the_flow_says(document: dict[str, Any]) -> None:
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    then, flow = timeline(design).flow(0), xts.user_flow(design)
    assert rows(then.groups, COLUMNS) == rows(flow.groups, COLUMNS)
    assert [copy.member_ids for copy in then.group_copies] == [copy.member_ids for copy in flow.group_copies]
