"""Groups in targets, from cycle to cycle."""

import pytest

import xtsviz as xts
from tests.unit.group_designs import ARROW, group_design
from xtsviz.simulation.timeline import timeline
from xtsviz.view.picture.replay import picture_at

ACTIONS = ["groupCreated", "groupDeleted", "joinedGroup", "leftGroup"]


def on(at, event, **fields):
    return {"at": at, "event": event, **fields}


def told(day):
    """What cycles did to groups: minute, action, user."""
    rows = day.table[day.table["action"].isin(ACTIONS)]
    cells = rows[["at", "action", "user"]].itertuples(index=False)
    return [(at, what, user if isinstance(user, str) else None) for at, what, user in cells]


def members(day, number=-1):
    moment = number % len(day.moments)
    return {copy.key: copy.member_ids for copy in day.flow(moment).group_copies}


def test_a_group_appears_at_the_first_cycle_after_group_synchronization_is_on():
    day = timeline(
        group_design(sync_groups=False), [on(50, "changeArrow", arrow=ARROW, values={"sync_groups": True})]
    )
    assert members(day, 0) == {}
    assert told(day) == [(80, "groupCreated", None)]
    assert members(day) == {("sales", "fabrikam"): ("a1", "a2")}
    assert "Contoso's group Sales appears in Fabrikam, with 2 members." in list(day.table["reason"])


def test_a_group_appears_at_the_first_cycle_after_it_is_assigned():
    day = timeline(group_design(), [on(10, "assign", arrow=ARROW, group="inner")])
    assert told(day) == [(0, "groupCreated", None), (40, "groupCreated", None)]
    assert members(day)["inner", "fabrikam"] == ("a4",)


def test_members_join_and_leave():
    events = [
        on(10, "addToGroup", user="a4", group="sales"),
        on(60, "removeFromGroup", user="a1", group="sales"),
        on(90, "sourceAttributeChange", user="a2", values={"department": "HR"}),
    ]
    day = timeline(group_design(), events)
    assert told(day)[1:] == [(40, "joinedGroup", "a4"), (80, "leftGroup", "a1"), (120, "leftGroup", "a2")]
    assert members(day) == {("sales", "fabrikam"): ("a4",)}
    assert "joins the copy of Sales in Fabrikam." in day.description(2)


def test_who_is_deleted_in_the_target_is_no_member_there():
    day = timeline(group_design(), [on(10, "deleteInTarget", user="a1", tenant="fabrikam")])
    assert members(day, 1) == {("sales", "fabrikam"): ("a2",)}


def test_a_group_that_is_no_longer_assigned_is_deleted():
    day = timeline(group_design(), [on(10, "unassign", arrow=ARROW, group="sales")])
    assert (40, "groupDeleted", None) in told(day)
    assert members(day) == {}


@pytest.mark.parametrize(
    "event",
    [
        on(10, "closeGate", arrow=ARROW, gate="inbound_group_sync_allowed"),
        on(10, "pauseJob", arrow=ARROW),
        on(10, "changeArrow", arrow=ARROW, values={"sync_groups": False}),
    ],
    ids=lambda event: event["event"],
)
def test_a_group_stays_as_it_is_if_groups_are_no_longer_synchronized(event):
    day = timeline(group_design(), [event, on(20, "addToGroup", user="a4", group="sales")])
    assert members(day) == {("sales", "fabrikam"): ("a1", "a2")}
    assert told(day) == [(0, "groupCreated", None)]


def test_the_event_about_the_setting_for_groups_is_told():
    day = timeline(group_design(), [on(10, "openGate", arrow=ARROW, gate="inbound_group_sync_allowed")])
    assert "“Allow group sync into this tenant” is opened in Fabrikam" in day.title(1)


def test_the_picture_of_a_moment_has_the_badge():
    day = timeline(group_design())
    assert [
        badge.count for badge in picture_at(day, 0, overlay="everyone").node_by_id["fabrikam"].badges
    ] == [1]


def test_a_design_without_group_synchronization_tells_nothing_of_groups():
    assert told(timeline(group_design(sync_groups=False))) == []
    assert xts.simulate(group_design(sync_groups=False))["action"].tolist() == ["created", "created"]
