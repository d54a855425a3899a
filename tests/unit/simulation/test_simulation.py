"""What cycles make of externals, by hand-written days: the rules with the documents that say so."""

from __future__ import annotations

import json
from functools import cache

import pandas as pd
import pytest

import xtsviz as xts
from xtsviz.simulation import Event, sample_day
from xtsviz.simulation.timeline import timeline

DAY = 24 * 60
KEYS = ["user", "tenant"]


def design(users=(), groups=(), **arrow):
    """Contoso → Fabrikam; a1 and a2 in Contoso, both of IT."""
    people = [
        {"id": "a1", "tenant": "contoso", "display_name": "Adele", "attributes": {"department": "IT"}},
        {"id": "a2", "tenant": "contoso", "display_name": "Ben", "attributes": {"department": "IT"}},
    ]
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam", "name": "Fabrikam"}],
        "arrows": [{"source": "contoso", "target": "fabrikam", **arrow}],
        "users": [*people, *users],
        "groups": list(groups),
    }
    return xts.Design.from_document(document)


def filtered(**arrow):
    clause = {"attribute": "department", "operator": "EQUALS", "value": "IT"}
    return design(scope={"filters": [[clause]]}, **arrow)


def grouped(**arrow):
    group = {"id": "g1", "tenant": "contoso", "members": ["a1"]}
    return design(groups=[group], scope={"users": "assigned", "assigned": ["g1", "a2"]}, **arrow)


def on(at, event, **fields):
    return {"at": at, "event": event, **fields}


HERE = {"user": "a1", "tenant": "fabrikam"}


def cycle_actions(table, user="a1"):
    """What cycles did to a user, without the initial one: (minute, action, state after)."""
    rows = table[table["cycle"].notna() & (table["cycle"] > 0) & (table["user"] == user)]
    return list(zip(rows["at"], rows["action"], rows["after"], strict=True))


def present(day, number=-1):
    """Externals who are there, as (user, tenant)."""
    number %= len(day.moments)
    table = day.flow(number).presence
    table = table[table["relation"] == "external"]
    return set(zip(table["user"], table["tenant"], strict=True))


def flow_of(day, number=-1):
    table = xts.user_flow(day.moments[number].design).presence
    table = table[table["relation"] == "external"]
    return set(zip(table["user"], table["tenant"], strict=True))


# One user, one day: (design, events, what the cycles do). The table of the brief, by document.
STORIES = {
    "hired, seen by the next cycle [OV26]": (
        design,
        [on(1, "hire", user="n", tenant="Contoso", values={"display_name": "Nadia"})],
        "n",
        [(40, "created", "synced")],
    ),
    "an event at a cycle's minute is seen by that cycle": (
        design,
        [on(40, "deleteSource", user="a1")],
        "a1",
        [(40, "softDeleted", "softDeleted")],
    ),
    "deleted at home, restored, deleted for good [OV26]": (
        design,
        [on(1, "deleteSource", user="a1"), on(50, "restoreSource", user="a1")],
        "a1",
        [(40, "softDeleted", "softDeleted"), (80, "restored", "synced")],
    ),
    "another department, out of the filter and back [OV26]": (
        filtered,
        [
            on(1, "sourceAttributeChange", user="a1", values={"department": "HR"}),
            on(50, "sourceAttributeChange", user="a1", values={"department": "IT"}),
        ],
        "a1",
        [(40, "softDeleted", "softDeleted"), (80, "restored", "synced")],
    ),
    "another title, within the scope [OV26]": (
        design,
        [on(1, "sourceAttributeChange", user="a1", values={"jobTitle": "Head"})],
        "a1",
        [(40, "updated", "synced")],
    ),
    "disabled and enabled at home: blocked, not deleted [OV26]": (
        design,
        [on(1, "disableSource", user="a1"), on(50, "enableSource", user="a1")],
        "a1",
        [(40, "blocked", "disabled"), (80, "unblocked", "synced")],
    ),
    "removed from the group [OV26]": (
        grouped,
        [on(1, "removeFromGroup", user="a1", group="g1"), on(50, "addToGroup", user="a1", group="g1")],
        "a1",
        [(40, "softDeleted", "softDeleted"), (80, "restored", "synced")],
    ),
    "disabled, then removed from the group: stays, blocked [OV26]": (
        grouped,
        [on(1, "disableSource", user="a1"), on(50, "removeFromGroup", user="a1", group="g1")],
        "a1",
        [(40, "blocked", "disabled"), (80, "leftAlone", "disabled")],
    ),
    "disabled, then the group unassigned: that is no removal from the group [OV26]": (
        grouped,
        [
            on(1, "disableSource", user="a1"),
            on(50, "unassign", arrow="contoso->fabrikam", group="g1"),
        ],
        "a1",
        [(40, "blocked", "disabled"), (80, "softDeleted", "softDeleted")],
    ),
    "unassigned directly, assigned again [OV26]": (
        grouped,
        [
            on(1, "unassign", arrow="contoso->fabrikam", user="a2"),
            on(50, "assign", arrow="contoso->fabrikam", user="a2"),
        ],
        "a2",
        [(40, "softDeleted", "softDeleted"), (80, "restored", "synced")],
    ),
    "out of scope where Delete is off: stays [MTOKI26, SKIP]": (
        lambda: filtered(actions=["Add", "Update"]),
        [on(1, "sourceAttributeChange", user="a1", values={"department": "HR"})],
        "a1",
        [(40, "leftAlone", "synced")],
    ),
    "a change where Update is off does not arrive": (
        lambda: design(actions=["Add", "Delete"]),
        [on(1, "disableSource", user="a1")],
        "a1",
        [(40, "leftAlone", "synced")],
    ),
    "deleted by the target's admin: stays deleted, whatever changes at home [CFG26]": (
        design,
        [
            on(1, "deleteInTarget", **HERE),
            on(50, "sourceAttributeChange", user="a1", values={"jobTitle": "Head"}),
        ],
        "a1",
        [(40, "leftAlone", "deletedInTarget")],
    ),
    "restored by hand in the target, then managed again [CFG26]": (
        design,
        [
            on(1, "deleteInTarget", **HERE),
            on(50, "restoreInTarget", **HERE),
            on(90, "disableSource", user="a1"),
        ],
        "a1",
        [(40, "leftAlone", "deletedInTarget"), (120, "blocked", "disabled")],
    ),
    "leaves by themselves, is made again while in scope [CFG26]": (
        design,
        [on(1, "userLeaves", **HERE)],
        "a1",
        [(40, "recreated", "synced")],
    ),
    "leaves by themselves, where Add is off by then": (
        design,
        [
            on(1, "changeArrow", arrow="contoso->fabrikam", values={"actions": ["Update", "Delete"]}),
            on(50, "userLeaves", **HERE),
        ],
        "a1",
        [(80, "leftAlone", "left")],
    ),
    "blocked in the target, until the user changes at home [OV26]": (
        design,
        [
            on(1, "disableInTarget", **HERE),
            on(90, "sourceAttributeChange", user="a1", values={"jobTitle": "Head"}),
        ],
        "a1",
        [(120, "unblocked", "synced")],
    ),
    "inbound sync off: who leaves the scope stays until it is on again [OV26]": (
        filtered,
        [
            on(1, "inboundSyncOff", arrow="contoso->fabrikam"),
            on(2, "sourceAttributeChange", user="a1", values={"department": "HR"}),
            on(90, "openGate", arrow="contoso->fabrikam", gate="inbound_sync_allowed"),
        ],
        "a1",
        [(120, "softDeleted", "softDeleted")],
    ),
    "relationship severed: externals stay [OV26]": (
        design,
        [on(1, "severRelationship", arrow="contoso->fabrikam"), on(2, "deleteSource", user="a1")],
        "a1",
        [],
    ),
    "a paused job does nothing until it is started": (
        design,
        [
            on(1, "pauseJob", arrow="contoso->fabrikam"),
            on(2, "disableSource", user="a1"),
            on(90, "startJob", arrow="contoso->fabrikam"),
        ],
        "a1",
        [(120, "blocked", "disabled")],
    ),
    "nobody may invite: a new user waits": (
        design,
        [
            on(1, "closeGate", arrow="contoso->fabrikam", gate="guest_invites"),
            on(2, "hire", user="n", tenant="contoso"),
            on(90, "openGate", arrow="contoso->fabrikam", gate="guest_invites"),
        ],
        "n",
        [(120, "created", "synced")],
    ),
    "another filter [SCOPE26]": (
        design,
        [
            on(
                1,
                "changeArrow",
                arrow="contoso->fabrikam",
                values={"filters": [[{"attribute": "department", "operator": "EQUALS", "value": "HR"}]]},
            )
        ],
        "a1",
        [(40, "softDeleted", "softDeleted")],
    ),
    "SMS sign-in: ignored from then on, not deprovisioned [Graph, inputFilterGroups]": (
        design,
        [on(1, "sourceAttributeChange", user="a1", values={"sms_sign_in": True})],
        "a1",
        [],
    ),
}


@cache
def played(story):
    make, events, _, _ = STORIES[story]
    return timeline(make(), events)


@pytest.mark.parametrize("story", STORIES)
def test_stories(story):
    _, _, user, expected = STORIES[story]
    table = played(story).table
    assert cycle_actions(table, user) == expected
    done = table[table["cycle"].notna() & table["user"].notna()]
    assert done["reason"].str.len().gt(10).all()
    assert done["source"].notna().all()


@pytest.mark.parametrize(
    "story,missing,extra",
    [
        # In the flow of the changed design and not there: memory that keeps somebody away.
        ("deleted by the target's admin: stays deleted, whatever changes at home [CFG26]", {"a1"}, set()),
        # There, and not in the flow of the changed design: memory that keeps somebody.
        ("disabled, then removed from the group: stays, blocked [OV26]", set(), {"a1"}),
        ("out of scope where Delete is off: stays [MTOKI26, SKIP]", set(), {"a1"}),
        ("relationship severed: externals stay [OV26]", set(), {"a1", "a2"}),
        ("SMS sign-in: ignored from then on, not deprovisioned [Graph, inputFilterGroups]", set(), {"a1"}),
        # Add went off after they had come: the job manages them on.
        ("leaves by themselves, where Add is off by then", set(), {"a2"}),
    ],
)
def test_stories_whose_end_differs_from_the_flow(story, missing, extra):
    day = played(story)
    assert {user for user, _ in flow_of(day) - present(day)} == missing
    assert {user for user, _ in present(day) - flow_of(day)} == extra


ALIKE = (
    "hired, seen by the next cycle [OV26]",
    "an event at a cycle's minute is seen by that cycle",
    "deleted at home, restored, deleted for good [OV26]",
    "another department, out of the filter and back [OV26]",
    "another title, within the scope [OV26]",
    "removed from the group [OV26]",
    "unassigned directly, assigned again [OV26]",
    "leaves by themselves, is made again while in scope [CFG26]",
    "another filter [SCOPE26]",
    "nobody may invite: a new user waits",
)


@pytest.mark.parametrize("story", ALIKE)
def test_in_other_stories_each_cycle_ends_with_the_flow_of_the_design_by_then(story):
    day = played(story)
    for number, moment in enumerate(day.moments):
        if moment.cycle is not None and not any(row.action == "stopped" for row in moment.rows):
            pd.testing.assert_frame_equal(
                day.flow(number).presence, xts.user_flow(moment.design).presence, check_dtype=False
            )


def test_gone_for_good_after_30_days_and_new_when_back():
    events = [
        on(1, "sourceAttributeChange", user="a1", values={"department": "HR"}),
        on(40 * DAY, "sourceAttributeChange", user="a1", values={"department": "IT"}),
    ]
    table = xts.simulate(filtered(), events)
    rows = table[table["user"] == "a1"]
    assert list(zip(rows["at"], rows["action"], strict=True))[2:] == [
        (40, "softDeleted"),
        (40 + 30 * DAY, "hardDeleted"),
        (40 * DAY, "sourceAttributeChange"),
        (40 * DAY, "recreated"),
    ]


def test_in_scope_all_the_time_and_deleted_by_the_admin_comes_back_only_with_an_initial_cycle():
    events = [on(1, "deleteInTarget", **HERE), on(40 * DAY, "disableSource", user="a2")]
    assert ("a1", "fabrikam") not in present(timeline(design(), events))
    events.append(on(41 * DAY, "restartJob", arrow="contoso->fabrikam"))
    assert cycle_actions(xts.simulate(design(), events))[-1] == (41 * DAY, "recreated", "synced")


EXTERNAL = {
    "id": "x1",
    "tenant": "fabrikam",
    "display_name": "Adele (guest)",
    "credentials": "external",
    "user_type": "Guest",
    "home_user": "a1",
    "user_principal_name": "old#EXT#@fabrikam.onmicrosoft.com",
}


def test_an_existing_guest_is_matched_stays_guest_and_goes_and_comes_with_the_scope():
    made = design(users=[{**EXTERNAL, "external_user_state": "Accepted"}])
    day = timeline(made, [on(1, "deleteSource", user="a1"), on(50, "restoreSource", user="a1")])
    first = day.moments[0].rows
    assert [(r.user, r.action, r.before, r.after) for r in first if r.user == "a1"] == [
        ("a1", "matched", "existing", "synced")
    ]
    assert cycle_actions(day.table) == [(40, "softDeleted", "softDeleted"), (80, "restored", "synced")]
    assert day.flow(2).externals("fabrikam")["user"].tolist() == ["a2"]
    last = len(day.moments) - 1
    pd.testing.assert_frame_equal(
        day.flow(last).presence, xts.user_flow(day.moments[last].design).presence, check_dtype=False
    )
    assert day.flow(last).presence_of_user("a1")["user_type"].tolist() == ["Member", "Guest"]


def test_a_pending_invitation_waits_until_it_is_redeemed():
    made = design(users=[{**EXTERNAL, "external_user_state": "PendingAcceptance"}])
    day = timeline(made, [on(50, "redeemInvitation", **HERE)])
    assert [row.action for row in day.moments[0].rows if row.user == "a1"] == ["leftAlone"]
    assert cycle_actions(day.table) == [(80, "matched", "synced")]
    never = timeline(made, [on(50, "disableSource", user="a2"), on(90, "enableSource", user="a2")])
    assert cycle_actions(never.table) == []  # said once


def test_a_matched_guest_deleted_in_the_target_is_not_found_again():
    made = design(users=[{**EXTERNAL, "external_user_state": "Accepted"}])
    day = timeline(made, [on(1, "deleteInTarget", user="x1", tenant="fabrikam")])
    assert present(day) == {("a2", "fabrikam")}


def test_an_external_that_no_arrow_manages_can_be_deleted_blocked_and_restored():
    stranger = {"id": "s1", "tenant": "fabrikam", "display_name": "Sam", "credentials": "external"}
    here = {"user": "s1", "tenant": "fabrikam"}
    made = design(users=[stranger])
    day = timeline(
        made,
        [on(1, "deleteInTarget", **here), on(2, "restoreInTarget", **here), on(3, "disableInTarget", **here)],
    )
    there = [("s1", "fabrikam") in present(day, number) for number in range(4)]
    assert there == [True, False, True, True]
    assert day.flow(3).externals("fabrikam").set_index("user")["account_enabled"]["s1"] == False  # noqa: E712


def test_the_object_of_one_mail_passes_to_the_next_user():
    twins = [
        {"id": "m1", "tenant": "contoso", "display_name": "One", "mail": "m@contoso.com"},
        {"id": "m2", "tenant": "contoso", "display_name": "Two", "mail": "m@contoso.com"},
    ]
    day = timeline(design(users=twins), [on(1, "deleteSource", user="m1")])
    assert cycle_actions(day.table, "m2") == [(40, "updated", "synced")]
    assert cycle_actions(day.table, "m1") == []
    assert present(day) == flow_of(day)


def test_several_arrows_of_a_pair_one_stops_the_other_goes_on():
    made = design().add_arrow("contoso", "fabrikam", another=True)
    day = timeline(made, [on(1, "pauseJob", arrow="contoso->fabrikam"), on(2, "disableSource", user="a1")])
    assert cycle_actions(day.table) == [(40, "blocked", "disabled")]
    assert set(day.flow(len(day.moments) - 1).externals("fabrikam")["arrow"]) == {"contoso->fabrikam#2"}


def test_user_type_of_who_is_there_changes_only_if_it_is_always_set():
    change = {"arrow": "contoso->fabrikam"}
    once = timeline(design(), [on(1, "changeArrow", **change, values={"user_type": "Guest"})])
    assert set(once.flow(2).externals("fabrikam")["user_type"]) == {"Member"}
    always = {"user_type": "Guest", "user_type_flow": "Always"}
    each = timeline(design(), [on(1, "changeArrow", **change, values=always)])
    assert set(each.flow(2).externals("fabrikam")["user_type"]) == {"Guest"}
    assert cycle_actions(each.table) == [(40, "updated", "synced")]


def test_events_are_rows_with_their_place_and_their_words():
    table = xts.simulate(
        filtered(), [on(10, "sourceAttributeChange", user="a1", values={"department": "HR"})]
    )
    assert list(table.columns) == [
        "cycle", "at", "action", "arrow", "user", "display_name", "tenant", "before", "after", "reason", "source",
    ]  # fmt: skip
    row = table[table["action"] == "sourceAttributeChange"].iloc[0]
    assert pd.isna(row["cycle"])
    assert (row["at"], row["display_name"], row["tenant"]) == (10, "Adele", "contoso")
    assert "department: HR" in row["reason"]
    last = table.iloc[-1]
    assert (last["cycle"], last["arrow"], last["tenant"]) == (1, "contoso->fabrikam", "fabrikam")
    assert (last["before"], last["after"], last["source"]) == ("synced", "softDeleted", "OV26")


def test_what_cannot_happen_in_the_target_changes_nothing_and_says_so():
    table = xts.simulate(design(), [on(1, "restoreInTarget", **HERE)])
    row = table[table["action"] == "restoreInTarget"].iloc[0]
    assert (row["before"], row["after"]) == ("synced", "synced")
    assert "nothing happens" in row["reason"]


def test_a_stopped_arrow_is_reported_once_and_again_when_it_runs():
    events = [
        on(1, "closeGate", arrow="contoso->fabrikam", gate="outbound_auto_redeem"),
        on(90, "disableSource", user="a1"),
        on(130, "openGate", arrow="contoso->fabrikam", gate="outbound_auto_redeem"),
    ]
    table = xts.simulate(design(), events)
    of_job = table[table["action"].isin(["stopped", "runs"])]
    assert list(zip(of_job["at"], of_job["action"], strict=True)) == [(40, "stopped"), (160, "runs")]
    assert "Contoso does not redeem" in of_job["reason"].iloc[0]


@pytest.mark.parametrize("gate", ["inbound_group_sync_allowed", "inbound_b2b_allowed"])
def test_a_setting_that_stops_no_user_stops_no_job(gate):
    events = [
        on(1, "closeGate", arrow="contoso->fabrikam", gate=gate),
        on(50, "disableSource", user="a1"),
        on(130, "openGate", arrow="contoso->fabrikam", gate=gate),
    ]
    actions = xts.simulate(design(), events)["action"]
    assert not actions.isin(["stopped", "runs"]).any()
    assert actions.tolist().count("blocked") == 1
    assert {"closeGate", "openGate"} <= set(actions)


def test_events_as_values_dicts_and_json_are_the_same():
    dicts = [on(5, "disableSource", user="Adele"), on(50, "enableSource", user="a1")]
    expected = xts.simulate(design(), dicts)
    values = [Event(5, "disableSource", user="Adele"), Event(50, "enableSource", user="a1")]
    pd.testing.assert_frame_equal(xts.simulate(design(), values), expected)
    pd.testing.assert_frame_equal(xts.simulate(design(), json.dumps(dicts)), expected)


def test_the_design_and_the_events_stay_as_they_were():
    made = grouped()
    before, document = made.directory.copy(deep=True), made.to_document()
    events = [on(1, "removeFromGroup", user="a1", group="g1"), on(2, "deleteSource", user="a2")]
    copy = json.loads(json.dumps(events))
    xts.simulate(made, events)
    assert events == copy
    assert made.to_document() == document
    pd.testing.assert_frame_equal(made.directory, before)


def test_until_plays_on():
    assert timeline(design(), [on(1, "deleteSource", user="a1")]).moments[-1].at == 40
    later = timeline(design(), [on(1, "deleteSource", user="a1")], until=31 * DAY)
    assert [row.action for row in later.moments[-1].rows] == ["hardDeleted"]


def test_the_sample_day_shows_everything_once():
    day = timeline(xts.examples.acquisition(), sample_day())
    shown = set(day.table["action"])
    assert {
        "created", "matched", "updated", "blocked", "unblocked", "softDeleted", "restored", "recreated",
        "hardDeleted", "leftAlone", "stopped", "runs",
    } - {"updated"} <= shown  # fmt: skip
    assert day.title(0).startswith("0:00: Initial cycle")


def test_names_that_look_like_markup_stay_text():
    evil = [{"id": "e", "tenant": "contoso", "display_name": "{user} <b>%s</b>"}]
    table = xts.simulate(design(users=evil), [on(1, "disableSource", user="e")])
    assert "{user} <b>%s</b>" in table[table["action"] == "disableSource"]["reason"].iloc[0]


def test_an_external_from_a_list_stays_the_same_person_when_mails_change():
    kim = {"id": "a3", "tenant": "contoso", "mail": "kim@contoso.com"}
    guest = {"id": "x1", "tenant": "fabrikam", "credentials": "external", "mail": "kim@contoso.com"}
    start = design(users=[kim, {**guest, "home_user_from": "list"}], actions=["Update"])
    events = [
        on(1, "sourceAttributeChange", user="a3", values={"mail": "kim.old@contoso.com"}),
        on(2, "hire", user="a9", tenant="contoso", values={"mail": "kim@contoso.com"}),
    ]
    assert present(timeline(start, events)) == {("a3", "fabrikam")}
