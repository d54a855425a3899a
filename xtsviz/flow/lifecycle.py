"""What becomes of a synchronized user: the states of an object in the target, and the events that change them.

Source: Microsoft Learn, "What is cross-tenant synchronization?" (2026-04-27) unless a rule says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from xtsviz.errors import DesignError, did_you_mean, quoted

LifecycleState = Literal[
    "synced", "disabled", "blockedInTarget", "softDeleted", "deletedInTarget", "hardDeleted"
]
Event = Literal[
    "unassign",
    "removeFromGroup",
    "attributeOutOfFilter",
    "deleteSource",
    "disableSource",
    "restoreAndReassignWithin30Days",
    "wait30Days",
    "deleteInTarget",
    "userLeaves",
    "disableInTarget",
    "sourceAttributeChange",
    "severRelationship",
    "inboundSyncOff",
]
STATES: tuple[LifecycleState, ...] = get_args(LifecycleState)
EVENTS: tuple[Event, ...] = get_args(Event)

_LEAVES_SCOPE = frozenset({"unassign", "removeFromGroup", "attributeOutOfFilter", "deleteSource"})
_PRESENT = frozenset({"synced", "disabled", "blockedInTarget"})


def lifecycle(
    state: LifecycleState, event: Event, actions: Collection[str] = ("Add", "Update", "Delete")
) -> LifecycleState:
    """The state of an external after an event, once the next cycle has run.

    Args:
        state: ``synced``, ``disabled`` (as at home), ``blockedInTarget``, ``softDeleted``, ``deletedInTarget`` (by
            the target's admin) or ``hardDeleted``.
        event: what happens; see `EVENTS`.
        actions: what the arrow's job may do in the target: some of ``Add``, ``Update``, ``Delete``.

    Raises:
        DesignError: an unknown state, event or action.

    >>> lifecycle("synced", "unassign")
    'softDeleted'
    >>> lifecycle("synced", "unassign", actions=("Add", "Update"))
    'synced'
    """
    _check(state, event, actions)
    if event in _LEAVES_SCOPE:
        return _out_of_scope(state, event, "Delete" in actions)
    match event:
        case "disableSource":
            # A block at home becomes a block in the target, it deletes nothing.
            return "disabled" if state in _PRESENT and "Update" in actions else state
        case "disableInTarget":
            return "blockedInTarget" if state == "synced" else state
        case "sourceAttributeChange":
            # The source is the authority: its next change undoes a sign-in block made in the target.
            return "synced" if state == "blockedInTarget" and "Update" in actions else state
        case "restoreAndReassignWithin30Days":
            # Only what sync deleted comes back; what the target's admin deleted is restored by hand. [Configure]
            return "synced" if state == "softDeleted" else state
        case "wait30Days":
            return "hardDeleted" if state in ("softDeleted", "deletedInTarget") else state
        case "deleteInTarget":
            return "deletedInTarget" if state in _PRESENT else state
        case "userLeaves":
            # Who leaves by themselves is made again while in scope. [Configure]
            if state not in _PRESENT:
                return state
            if "Add" not in actions:
                return "deletedInTarget"
            return "disabled" if state == "disabled" else "synced"
    # severRelationship, inboundSyncOff: what is in the target stays there, untouched.
    return state


def _out_of_scope(state: LifecycleState, event: Event, may_delete: bool) -> LifecycleState:
    if not may_delete or state not in _PRESENT:
        return state
    if state == "disabled" and event == "removeFromGroup":
        # The documented exception: disabled first and then removed from the group is not deleted.
        return state
    return "softDeleted"


def _check(state: str, event: str, actions: Collection[str]) -> None:
    for what, given, known in (("state", state, STATES), ("event", event, EVENTS)):
        if given not in known:
            hint = did_you_mean(str(given), known) or f"; known are {', '.join(known)}"
            raise DesignError(f"no {what} {quoted(str(given))}{hint}")
    if isinstance(actions, str) or (wrong := sorted(set(actions) - {"Add", "Update", "Delete"})):
        given = actions if isinstance(actions, str) else wrong[0]
        raise DesignError(f"actions: some of Add, Update and Delete are expected, not {quoted(str(given))}")
