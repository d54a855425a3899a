"""What `xts.diff` says of who is where is what comparing the two presences row by row says, in every engine."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import THOROUGH, examples
from tests.properties.brute_force import evaluate
from tests.properties.strategies import documents
from tests.properties.test_flow_equals_brute_force import ENGINES, plain, rows, user_table
from xtsviz.flow.licences import count_licences

COLUMNS = ["user", "display_name", "home_tenant", "tenant", "relation", "user_type", "user_principal_name"]
COLUMNS += ["account_enabled", "arrow", "origin"]
PAIRS = st.tuples(documents(), documents())
PLACES = st.integers(0, 9)
# Those of arrows and tenants leave the users alone: then only a part of the presences is read.
KINDS = ["gate", "domain", "remove arrow", "turn arrow", "type", "rename", "cloud"]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), PLACES, PLACES), min_size=1, max_size=3)
LEAVERS = st.sampled_from([None, None, None, "remove user", "remove tenant"])


def edited(design: xts.Design, kind: str, one: int, two: int) -> xts.Design:
    """Some edit of whatever design it meets; the same design where the edit does not fit it."""
    arrows, tenants = design.arrows, design.tenants
    try:
        if kind == "remove user":
            ids = design.directory["id"].tolist()
            return design.remove_users(ids[one % len(ids) :][:1]) if ids else design
        if not tenants:
            return design
        tenant = tenants[one % len(tenants)].id
        if kind == "domain":
            return design.update_tenant(tenant, initial_domain=f"d{two}.onmicrosoft.com")
        if kind == "cloud":
            return design.update_tenant(tenant, cloud=["commercial", "usgov", "china"][two % 3])
        if kind == "rename":
            return design.rename_tenant(tenant, f"<b>{two}")
        if kind == "remove tenant":
            return design.remove_tenant(tenant)
        arrow = arrows[one % len(arrows)] if arrows else None
        if arrow is None:
            return design.add_arrow(tenant, tenants[two % len(tenants)].id)
        if kind == "gate":
            return design.update_arrow(arrow.id, inbound_sync_allowed=[True, False, None][two % 3])
        if kind == "type":
            return design.update_arrow(arrow.id, user_type="Guest", user_type_flow="Always")
        without = design.remove_arrow(arrow.id)
        return without if kind == "remove arrow" else without.add_arrow(arrow.target, arrow.source)
    except xts.XtsvizError:
        return design


def keyed(design: xts.Design) -> dict[tuple[str, str], dict[str, Any]]:
    found = rows(xts.user_flow(design).presence, COLUMNS)
    return {(row["user"], row["tenant"]): row for row in found}


def listed(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return rows(frame, list(frame.columns))


def assert_right(before: xts.Design, after: xts.Design) -> None:
    old, new = keyed(before), keyed(after)
    diff = xts.diff(before, after)
    assert listed(diff.appear) == [new[key] for key in new if key not in old]
    assert listed(diff.disappear) == [old[key] for key in old if key not in new]
    assert listed(diff.changed_people) == [
        {
            "user": key[0],
            "display_name": new[key]["display_name"],
            "tenant": key[1],
            "field": field,
            "before": old[key][field],
            "after": new[key][field],
        }
        for key in new
        if key in old
        for field in COLUMNS
        if old[key][field] != new[key][field]
    ]
    totals = {
        row["total"]: (row["before"], row["after"]) for row in listed(diff.totals) if row["tenant"] is None
    }
    for total, relation in (("internal users", "internal"), ("external objects", "external")):
        counted = tuple(sum(row["relation"] == relation for row in side.values()) for side in (old, new))
        assert totals[total] == counted
    assert (diff.totals["change"] == diff.totals["after"] - diff.totals["before"]).all()
    assert_mirrored(diff, xts.diff(after, before))


def assert_mirrored(diff: xts.Diff, other: xts.Diff) -> None:
    assert listed(diff.appear) == listed(other.disappear)
    assert listed(diff.disappear) == listed(other.appear)
    assert bool(diff) == bool(other)
    turned = {"added": "removed", "removed": "added"}
    for name in ("tenants", "arrows", "other", "changed_people", "totals"):
        names = ("name", "display_name", "source", "target")  # of the design after
        forth, back = (
            [{k: v for k, v in row.items() if k not in names} for row in listed(getattr(d, name))]
            for d in (diff, other)
        )
        back = [
            {
                **row,
                "before": row["after"],
                "after": row["before"],
                **(
                    {"change": turned.get(row["change"], row["change"])}
                    if name in ("tenants", "arrows")
                    else {}
                ),
                **({"change": -row["change"]} if name == "totals" else {}),
            }
            for row in back
        ]
        assert sorted(map(repr, map(sorted_items, forth))) == sorted(map(repr, map(sorted_items, back)))


def sorted_items(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(row.items())


TWO_ENGINES = [
    (one, other)
    for place, one in enumerate(ENGINES)
    for other in (ENGINES if THOROUGH else [ENGINES[place - 1]])  # each one first and second
]


@given(PAIRS)
@examples(6)
def test_two_designs(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    note(json.dumps(pair))
    before, after = map(xts.Design.from_document, pair)
    assert_right(before, after)


@given(documents(), STEPS, LEAVERS)
@examples(15)
def test_a_design_and_its_edits(
    document: dict[str, Any], steps: list[tuple[str, int, int]], leaver: str | None
) -> None:
    note(json.dumps(document))
    before = after = xts.Design.from_document(document)
    for step in steps if leaver is None else [*steps, (leaver, *steps[0][1:])]:
        after = edited(after, *step)
    assert_right(before, after)


@given(documents())
@examples(5)
def test_nothing_differs_from_itself(document: dict[str, Any]) -> None:
    design = xts.Design.from_document(document)
    for other in (design, xts.Design.from_document(design.to_document())):
        diff = xts.diff(design, other)
        assert not diff
        assert diff.summary == "Nothing differs"
        for name in ("tenants", "arrows", "other", "appear", "disappear", "changed_people"):
            assert getattr(diff, name).empty, name
        assert (diff.totals["change"] == 0).all()


@pytest.mark.parametrize("engine, other", TWO_ENGINES)
@given(pair=PAIRS)
@examples(2)
def test_every_engine_with_every_other(
    engine: Any, other: Any, pair: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    note(json.dumps(pair))
    before, after = (
        xts.Design.from_document(document).with_directory(kind(user_table(document)))
        for kind, document in zip((engine, other), pair, strict=True)
    )
    assert_right(before, after)


@pytest.mark.parametrize("engine", ENGINES)
@given(document=documents(), steps=STEPS)
@examples(3)
def test_edits_in_every_engine(
    engine: Any, document: dict[str, Any], steps: list[tuple[str, int, int]]
) -> None:
    note(json.dumps(document))
    before = after = xts.Design.from_document(document).with_directory(engine(user_table(document)))
    for step in steps:
        after = edited(after, *step)
    assert_right(before, after)


@given(documents())
@examples(40)
def test_licences_are_one_for_each_user_whom_a_source_synchronizes(document: dict[str, Any]) -> None:
    note(json.dumps(document))
    world = evaluate(document).world
    expected: dict[str, dict[str, set[str]]] = {}
    for arrow in filter(world.is_open, world.arrows):
        source, target = world.tenant(arrow["source"]), world.tenant(arrow["target"])
        across = source.get("cloud", "commercial") != target.get("cloud", "commercial")
        kinds = ["Entra ID P1"] + ["Entra ID Governance"] * (across or arrow["sync_groups"])
        carried = {user["id"] for user in world.candidates(arrow)}
        for kind in kinds:
            expected.setdefault(source["id"], {}).setdefault(kind, set()).update(carried)
    counted = {
        tenant: {kind: len(users) for kind, users in kinds.items() if users}
        for tenant, kinds in expected.items()
    }
    found = count_licences(xts.user_flow(xts.Design.from_document(document)))
    assert found == {tenant: kinds for tenant, kinds in counted.items() if kinds}


def test_plain_sees_what_is_missing() -> None:
    assert [plain(value) for value in (None, float("nan"), pd.NA, 0, "")] == [None, None, None, 0, ""]
