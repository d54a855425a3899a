"""Designs whose flow is known from Microsoft's documents: in files, and built in `topologies`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import xtsviz as xts
from tests.unit.flow.topologies import CASES, arrow, document, external, pair, people, person, problems

DATA = Path(__file__).parents[2] / "data" / "oracle"
FILES = sorted(DATA.glob("T*.json"))
LIMITS = {case["id"]: case["data"] for case in json.loads((DATA / "limits.json").read_text(encoding="utf-8"))}

# -- what comes out ----------------------------------------------------------------------------------------


def brought(flow, tenants):
    """Per tenant, the externals that arrows made or manage, with their user types."""
    found = {one: {} for one in tenants}
    for row in flow.presence.to_dict("records"):
        if row["relation"] == "external" and row["origin"] in {"synchronized", "matched"}:
            found[row["tenant"]][row["user"]] = row["user_type"]
    return found


def codes(flow):
    return {finding.code for finding in problems(flow.design)}


def one(flow, user, tenant):
    rows = [r for r in flow.presence.to_dict("records") if (r["user"], r["tenant"]) == (user, tenant)]
    assert len(rows) == 1, rows
    return rows[0]


def run(document):
    return xts.user_flow(xts.Design.from_document(document))


# -- the cases in files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_known_topologies(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    expect, flow = case["expect"], run(case["document"])
    assert brought(flow, expect["synchronized"]) == expect["synchronized"]
    assert codes(flow) == set(expect["findings"])
    made = {(copy.tenant, copy.group.id): list(copy.member_ids) for copy in flow.group_copies}
    assert made == {(t, g): ids for t, some in expect.get("groups", {}).items() for g, ids in some.items()}
    for there, users in expect.get("existing", {}).items():
        assert {user: one(flow, user, there)["user_type"] for user in users} == users
        assert {one(flow, user, there)["origin"] for user in users} == {"existing"}
    merged = {(row["tenant"], row["into"], row["user"]) for row in flow.merged.to_dict("records")}
    assert merged == {(t, *two) for t, pairs in expect.get("merged", {}).items() for two in pairs}
    for there, names in expect.get("user_principal_name", {}).items():
        for user, name in names.items():
            assert one(flow, user, there)["user_principal_name"] == name


@pytest.mark.parametrize("name", CASES)
def test_topologies(name):
    given, expected, found = CASES[name]
    flow = run(given)
    assert brought(flow, expected) == expected
    assert codes(flow) == found


# -- what the cases above do not show ----------------------------------------------------------------------


def test_matched_guest_keeps_name_and_type():
    """T12, T13: the object stays and gets the mapped UPN; its type changes only where it is Always. [CFG26]"""
    users = [person("a1", account_enabled=False), external("x1", "B", home_user="a1")]
    row = one(run(pair(users=users)), "a1", "B")
    assert (row["origin"], row["user_type"], row["arrow"]) == ("matched", "Guest", "A->B")
    assert row["user_principal_name"] == "a1_contoso.com#EXT#@fabrikam.onmicrosoft.com"
    assert (row["home_tenant"], row["account_enabled"]) == ("A", False)
    assert one(run(pair(users=users, user_type_flow="Always")), "a1", "B")["user_type"] == "Member"


def test_disabled_user_is_disabled_in_the_target():
    """T26: accountEnabled is mapped as it is. [OV26]"""
    flow = run(pair(users=[person("a1"), person("a2", account_enabled=False)]))
    assert [one(flow, user, "B")["account_enabled"] for user in ("a1", "a2")] == [True, False]


def test_pending_external_stays_as_it_is():
    users = [*people("A"), external("x1", "B", home_user="a1", external_user_state="PendingAcceptance")]
    flow = run(pair(users=users, user_type_flow="Always"))
    row = one(flow, "a1", "B")
    assert (row["origin"], row["user_type"], row["home_tenant"]) == ("existing", "Guest", "A")
    assert flow.arrows.loc[0, ["eligible", "carried"]].tolist() == [2, 2]
    assert flow.counts().loc["A", "B"] == 3


@pytest.mark.parametrize("status,carried", [("active", 3), ("paused", 0)])
def test_eligible_is_what_would_be_carried(status, carried):
    row = run(pair(status=status)).arrows.iloc[0]
    assert (row["eligible"], row["carried"]) == (3, carried)


def test_eligible_is_unknown_where_the_scope_is():
    given = pair()
    given["arrows"][0]["scope"] = {"users": "unknown"}
    flow = run(given)
    row = flow.arrows.to_dict("records")[0]
    assert (row["state"], list(row["codes"]), row["carried"]) == ("unknown", ["scope-unknown"], 0)
    assert flow.arrows["eligible"].isna().tolist() == [True]


def test_non_transitive_trace():
    """T02: A's people are externals in B, and externals are never passed on. [OV26]"""
    given = document("ABC", [arrow("A", "B"), arrow("B", "C")], people("A", "B", "C"))
    trace = run(given).trace("a1@contoso.com").to_dict("records")
    assert [(row["arrow"], row["carried"], row["reason"]) for row in trace] == [
        ("A->B", True, "carried"),
        ("B->C", False, "external-in-source"),
    ]
    assert "Fabrikam" in trace[1]["explanation"]


# -- limits ------------------------------------------------------------------------------------------------


def test_cloud_pairs():
    """L03: the newer document counts; it has China to China as supported. [CFG26]"""
    for kind, state in (("allowed", "open"), ("denied", "blocked")):
        for source, target in LIMITS["L03"][kind]:
            flow = run(pair(source={"cloud": source}, target={"cloud": target}))
            row = flow.arrows.to_dict("records")[0]
            wanted = ["cloud-pair-unsupported"] if state == "blocked" else []
            assert (row["state"], list(row["codes"])) == (state, wanted), (source, target)


def test_number_of_arrows():
    """L01, L02: a full mesh of n has n(n-1) arrows, a hub n-1. [TOPO26]"""
    mesh, hub = LIMITS["L01"], LIMITS["L02"]
    names = ["Contoso", "Fabrikam", "Litware", "Adatum"]
    assert len(xts.templates.full_mesh(names[: mesh["n"]]).arrows) == mesh["arrows"]
    assert len(xts.templates.user_hub(names[: hub["n"]]).arrows) == hub["arrows"]
    assert len(xts.templates.application_hub(names[: hub["n"]]).arrows) == hub["arrows"]
