"""The groups that group synchronization makes in targets, and their members there."""

import duckdb
import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from tests.unit.flow.topologies import arrow, document, external, pair, people, person, where
from xtsviz.flow.group_copies import CopyMembers

COLUMNS = ["group", "name", "home_tenant", "tenant", "arrow", "members", "left_out"]


def group(id, *members, tenant="A", **fields):
    return {"id": id, "tenant": tenant, "name": f"Group {id}", "members": list(members), **fields}


def flow_of(groups, *, users=None, assigned=None, arrows=None, more=None, **fields):
    assigned = assigned or [one["id"] for one in groups]
    given = pair(
        users=users,
        arrows=arrows,
        more={"groups": groups, **(more or {})},
        assigned=assigned,
        **{"sync_groups": True, **fields},
    )
    return xts.user_flow(xts.Design.from_document(given))


def members(flow):
    return {copy.key: copy.member_ids for copy in flow.group_copies}


def test_one_row_per_group_and_target():
    groups = [group("g2", "a1"), group("g1", "a1", "a2", "g2", "b1")]
    frame = flow_of(groups).groups
    assert list(frame.columns) == COLUMNS
    assert frame.to_dict("records") == [
        dict(zip(COLUMNS, ("g1", "Group g1", "A", "B", "A->B", 2, 2), strict=True)),
        dict(zip(COLUMNS, ("g2", "Group g2", "A", "B", "A->B", 1, 0), strict=True)),
    ]


def test_a_design_without_group_synchronization_has_none_and_computes_nothing(monkeypatch):
    monkeypatch.setattr(CopyMembers, "__init__", None)
    flow = flow_of([group("g1", "a1")], sync_groups=False)
    assert flow.groups.empty
    assert flow.groups_of_user("a1") == ()
    assert list(flow.groups.columns) == COLUMNS


@pytest.mark.parametrize(
    "fields",
    [
        {"gates": {"inbound_group_sync_allowed": False}},
        {"gates": {"inbound_group_sync_allowed": None}},
        {"gates": {"inbound_sync_allowed": False}},
        {"status": "paused"},
        {"source": {"cloud": "usgov"}},
    ],
)
def test_no_group_is_made(fields):
    assert flow_of([group("g1", "a1")], **fields).groups.empty


def test_a_group_of_another_tenant_is_not_the_source_s_to_send():
    assert flow_of([group("g1", "a1", tenant="B")]).groups.empty


def test_an_external_with_a_pending_invitation_is_there():
    users = [*people("A"), external("x1", "B", home_user="a1", external_user_state="PendingAcceptance")]
    assert members(flow_of([group("g1", "a1", "a2")], users=users)) == {("g1", "B"): ("a1", "a2")}


def test_who_shares_the_object_of_another_user_is_not_there():
    users = [person("a1", mail="s@contoso.com"), person("a2", mail="s@contoso.com")]
    flow = flow_of([group("g1", "a1", "a2")], users=users)
    assert members(flow) == {("g1", "B"): ("a1",)}
    assert flow.groups.left_out.tolist() == [1]


def test_who_came_through_another_arrow_is_there_if_this_arrow_has_them_in_scope():
    """The second arrow may not create users. The first brings a1; a2 is in the group, but nowhere in Fabrikam."""
    arrows = [
        arrow("A", "B", assigned=["a1"], id="users"),
        arrow("A", "B", assigned=["g1"], id="groups", actions=["Update"], sync_groups=True),
    ]
    flow = flow_of([group("g1", "a1", "a2")], arrows=arrows)
    assert members(flow) == {("g1", "B"): ("a1",)}


def test_who_is_there_but_not_in_the_scope_of_the_arrow_is_left_out():
    users = [person("a1", attributes={"department": "IT"}), person("a2")]
    arrows = [
        arrow("A", "B", id="all"),
        arrow(
            "A",
            "B",
            id="groups",
            assigned=["g1"],
            filters=[[where("department", "EQUALS", "IT")]],
            sync_groups=True,
        ),
    ]
    flow = flow_of([group("g1", "a1", "a2")], users=users, arrows=arrows)
    assert members(flow) == {("g1", "B"): ("a1",)}


def test_the_first_arrow_of_a_pair_makes_the_group():
    arrows = [arrow("A", "B", assigned=["g1"], id=name, sync_groups=True) for name in ("second", "first")]
    assert flow_of([group("g1", "a1")], arrows=arrows).groups.arrow.tolist() == ["second"]


def test_members_of_the_table_of_memberships_count_once():
    design = flow_of([group("g1", "a1", "a2")]).design
    table = pd.DataFrame({"group": ["g1", "g1"], "member": ["a2", "a3"]})
    flow = xts.user_flow(design.with_directory(design.directory, memberships=table))
    assert members(flow) == {("g1", "B"): ("a1", "a2", "a3")}
    assert flow.groups.left_out.tolist() == [0]


def test_one_group_in_two_targets_and_the_groups_of_one_user():
    arrows = [arrow("A", end, assigned=["g1"], sync_groups=True) for end in ("C", "B")]
    given = document("ABC", arrows, people("A"), groups=[group("g1", "a1", "a2")])
    flow = xts.user_flow(xts.Design.from_document(given))
    assert flow.groups.tenant.tolist() == ["B", "C"]
    assert [copy.tenant for copy in flow.groups_of_user("a1")] == ["B", "C"]
    assert flow.groups_of_user("a3") == ()


@pytest.mark.parametrize(
    "ask", [lambda one: one.member_ids, lambda one: one.members, lambda one: one.member_rows]
)
def test_a_table_that_has_changed_is_refused_in_a_sentence(ask):
    connection = duckdb.connect()
    design = flow_of([group("g1", "a1")]).design
    people = pl.from_pandas(design.directory).to_arrow()
    connection.register("people", people)
    connection.execute("create table users as select * from people")
    (copy,) = xts.user_flow(design.with_directory(connection.table("users"))).group_copies
    connection.execute("alter table users drop column mail")
    with pytest.raises(xts.XtsvizError, match="the table of users cannot be read"):
        ask(copy)
