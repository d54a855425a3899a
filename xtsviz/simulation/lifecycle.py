"""`xtsviz.lifecycle`: the state of an external after a single event.

`xtsviz.simulation.lifecycle_rules` has the rules and their sources.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, cast, get_args

from xtsviz.errors import DesignError, did_you_mean, quoted
from xtsviz.simulation.lifecycle_rules import SCOPE_EXITS, SourceState, apply_cycle, apply_event

LifecycleState = Literal[
    "synced", "disabled", "blockedInTarget", "softDeleted", "deletedInTarget", "hardDeleted"
]
LifecycleEvent = Literal[
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
EVENTS: tuple[LifecycleEvent, ...] = get_args(LifecycleEvent)
_ACTIONS = ("Add", "Update", "Delete")


def lifecycle(
    state: LifecycleState, event: LifecycleEvent, actions: Collection[str] = ("Add", "Update", "Delete")
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
    _check_arguments(state, event, actions)
    if event in ("severRelationship", "inboundSyncOff"):
        return state  # no cycle runs any more, so nothing in the target changes
    restored = event == "restoreAndReassignWithin30Days"
    if restored and state == "hardDeleted":
        return state  # the 30 days are over
    source_state = SourceState(
        scope_exit=event if event in SCOPE_EXITS else None,
        enabled=state != "disabled" and event != "disableSource",
        changed=event in ("disableSource", "sourceAttributeChange"),
        returned=restored,
    )
    after = apply_cycle(apply_event(state, event), source_state, actions).state
    # `lifecycle` has no state "left": a user who left is gone like one whom an admin deleted there.
    return "deletedInTarget" if after == "left" else cast(LifecycleState, after)


def _check_arguments(state: object, event: object, actions: object) -> None:
    for kind, value, allowed in (("state", state, STATES), ("event", event, EVENTS)):
        if not isinstance(value, str) or value not in allowed:
            hint = did_you_mean(_text_or_type(value), allowed) or f"; known are {', '.join(allowed)}"
            raise DesignError(f"no {kind} {quoted(_text_or_type(value))}{hint}")
    is_list = isinstance(actions, Collection) and not isinstance(actions, str)
    listed: Collection[object] = actions if is_list else (actions,)  # type: ignore[assignment]
    for action in listed:
        if not is_list or action not in _ACTIONS:
            raise DesignError(
                f"actions: some of {', '.join(_ACTIONS)} are expected, not {quoted(_text_or_type(action))}"
            )


def _text_or_type(value: object) -> str:
    return value if isinstance(value, str) else type(value).__name__
