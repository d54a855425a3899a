"""What becomes of a synchronized user: every event in every state, with the document that says so.

OV26 is the overview of cross-tenant synchronization (2026-04), CFG26 its configuration guide (2026-08),
MTOKI26 the known issues of multitenant organizations (2026-03), SKIP the article on skipping out-of-scope
deletions.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import xtsviz as xts

STATES = ("synced", "disabled", "blockedInTarget", "softDeleted", "deletedInTarget", "hardDeleted")
ALL = ("Add", "Update", "Delete")
NO_DELETE = ("Add", "Update")
CASES = json.loads(
    (Path(__file__).parents[2] / "data" / "oracle" / "lifecycle.json").read_text(encoding="utf-8")
)

# One line for each event: what it makes of the six states, in the order of STATES.
GONE = "softDeleted deletedInTarget hardDeleted"
UNTOUCHED = "synced disabled blockedInTarget softDeleted deletedInTarget hardDeleted"
TABLE = {
    # OV26: unassigned, out of the assigned group, out of the filter, deleted: soft delete in the target.
    "unassign": f"softDeleted softDeleted softDeleted {GONE}",
    "attributeOutOfFilter": f"softDeleted softDeleted softDeleted {GONE}",
    "deleteSource": f"softDeleted softDeleted softDeleted {GONE}",
    # OV26's exception: disabled first and then removed from the group is not soft-deleted.
    "removeFromGroup": f"softDeleted disabled softDeleted {GONE}",
    # OV26: blocked in the source is blocked in the target, whoever had blocked there before.
    "disableSource": f"disabled disabled disabled {GONE}",
    # OV26: back in scope within 30 days is restored; CFG26: not if the target's admin has deleted.
    "restoreAndReassignWithin30Days": "synced disabled blockedInTarget synced deletedInTarget hardDeleted",
    # OV26: soft deletion lasts 30 days, whoever deleted.
    "wait30Days": "synced disabled blockedInTarget hardDeleted hardDeleted hardDeleted",
    # CFG26: deleted by the target's admin; what is deleted already cannot be deleted so.
    "deleteInTarget": f"deletedInTarget deletedInTarget deletedInTarget {GONE}",
    # CFG26: who leaves is created again while in scope, as at home; a block goes with the old object.
    "userLeaves": f"synced disabled synced {GONE}",
    # OV26: the block stays until the user changes at the source; who is disabled is blocked already.
    "disableInTarget": f"blockedInTarget disabled blockedInTarget {GONE}",
    # OV26: the next change at the source overwrites what was changed in the target, a block included.
    "sourceAttributeChange": f"synced disabled synced {GONE}",
    # OV26, Graph's crossTenantUserSyncInbound: existing externals stay as they are.
    "severRelationship": UNTOUCHED,
    "inboundSyncOff": UNTOUCHED,
}
DELETING = ("unassign", "attributeOutOfFilter", "deleteSource", "removeFromGroup")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_known_cases(case):
    actions = ALL if case["config"]["Delete"] else NO_DELETE
    assert xts.lifecycle(case["before"], case["action"], actions=actions) == case["after"]


@pytest.mark.parametrize("event", TABLE)
@pytest.mark.parametrize("before", STATES)
def test_every_event_in_every_state(before, event):
    after = TABLE[event].split()[STATES.index(before)]
    assert xts.lifecycle(before, event) == after
    assert xts.lifecycle(before, event, actions=ALL) == after
    assert xts.lifecycle(before, event, actions=("Delete", "Update", "Add")) == after


@pytest.mark.parametrize("event", TABLE)
@pytest.mark.parametrize("before", STATES)
def test_without_delete_nobody_is_deleted_by_the_sync(before, event):
    """MTOKI26, SKIP: with Target Object Actions > Delete off, who falls out of scope stays."""
    usual = TABLE[event].split()[STATES.index(before)]
    assert xts.lifecycle(before, event, actions=NO_DELETE) == (before if event in DELETING else usual)


# The cases by their story, the state after each step.
STORIES = {
    "S02 removed from an assigned group [OV26]": ("synced", [("removeFromGroup", "softDeleted")]),
    "S04 source user deleted [OV26]": ("synced", [("deleteSource", "softDeleted")]),
    "S06 disabled, then removed from the group: stays, blocked [OV26]": (
        "synced",
        [("disableSource", "disabled"), ("removeFromGroup", "disabled")],
    ),
    "S08 SkipOutOfScopeDeletions is ignored: only Delete off keeps the user [SKIP]": (
        "synced",
        [("attributeOutOfFilter", "softDeleted")],
    ),
    "S10 nobody restores within 30 days: gone for good [OV26]": (
        "synced",
        [
            ("unassign", "softDeleted"),
            ("wait30Days", "hardDeleted"),
            ("restoreAndReassignWithin30Days", "hardDeleted"),
        ],
    ),
    "S11 deleted in the target: back in scope does not restore [CFG26]": (
        "synced",
        [
            ("deleteInTarget", "deletedInTarget"),
            ("sourceAttributeChange", "deletedInTarget"),
            ("restoreAndReassignWithin30Days", "deletedInTarget"),
        ],
    ),
    "S12 leaves the target, is created again while in scope [CFG26]": ("synced", [("userLeaves", "synced")]),
    "S14 blocked in the target, then changed at the source: enabled again [OV26]": (
        "synced",
        [("disableInTarget", "blockedInTarget"), ("sourceAttributeChange", "synced")],
    ),
    "S16 inbound sync turned off: externals stay [OV26]": ("synced", [("inboundSyncOff", "synced")]),
    "restored within 30 days, then out again [OV26]": (
        "synced",
        [
            ("removeFromGroup", "softDeleted"),
            ("restoreAndReassignWithin30Days", "synced"),
            ("unassign", "softDeleted"),
        ],
    ),
    "a relationship severed, then 30 days: still there [OV26]": (
        "synced",
        [("severRelationship", "synced"), ("wait30Days", "synced")],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_stories(story):
    state, steps = STORIES[story]
    for event, after in steps:
        state = xts.lifecycle(state, event)
        assert state == after, event


def test_without_update_no_change_of_the_source_arrives():
    """OV26: blocking is an update of accountEnabled; a job that may not update cannot carry it."""
    assert xts.lifecycle("synced", "disableSource", actions=("Add", "Delete")) == "synced"
    assert (
        xts.lifecycle("blockedInTarget", "sourceAttributeChange", actions=("Add", "Delete"))
        == "blockedInTarget"
    )
    assert xts.lifecycle("synced", "unassign", actions=("Add", "Delete")) == "softDeleted"


@pytest.mark.parametrize(
    "before,event,actions,named",
    [
        ("asleep", "unassign", ALL, "asleep"),
        ("synced", "unasign", ALL, "unasign"),
        ("synced", "unassign", ("Add", "Erase"), "Erase"),
    ],
)
def test_an_unknown_word_is_named(before, event, actions, named):
    with pytest.raises(xts.XtsvizError, match=named):
        xts.lifecycle(before, event, actions=actions)
