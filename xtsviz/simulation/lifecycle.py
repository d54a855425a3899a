"""What becomes of a synchronized user: the states of an object in the target, and the events that change them.

The rules, with their sources, are in `xtsviz.simulation.lifecycle_rules`: here they are asked about a single event.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, cast, get_args

from xtsviz.errors import DesignError, did_you_mean, quoted
from xtsviz.simulation.lifecycle_rules import SCOPE_EXITS, SourceState, apply_cycle, apply_event

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
_ACTIONS = ("Add", "Update", "Delete")


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
    if event in ("severRelationship", "inboundSyncOff"):
        return state  # no cycle runs any more; what is in the target stays there, untouched
    back = event == "restoreAndReassignWithin30Days"
    if back and state == "hardDeleted":
        return state  # the 30 days are over
    seen = SourceState(
        scope_exit=event if event in SCOPE_EXITS else None,
        enabled=state != "disabled" and event != "disableSource",
        changed=event in ("disableSource", "sourceAttributeChange"),
        back=back,
    )
    after = apply_cycle(apply_event(state, event), seen, actions).state
    # Who left for good is gone as if somebody had deleted them there: the contract has no state of its own for it.
    return "deletedInTarget" if after == "left" else cast(LifecycleState, after)


def _check(state: object, event: object, actions: object) -> None:
    for what, given, known in (("state", state, STATES), ("event", event, EVENTS)):
        if not isinstance(given, str) or given not in known:
            hint = did_you_mean(_shown(given), known) or f"; known are {', '.join(known)}"
            raise DesignError(f"no {what} {quoted(_shown(given))}{hint}")
    single = isinstance(actions, str) or not isinstance(actions, Collection)
    wrong = actions if single else next((one for one in actions if one not in _ACTIONS), None)  # type: ignore[attr-defined]
    if single or wrong is not None or None in actions:  # type: ignore[operator]
        raise DesignError(f"actions: some of {', '.join(_ACTIONS)} are expected, not {quoted(_shown(wrong))}")


def _shown(given: object) -> str:
    return given if isinstance(given, str) else type(given).__name__
