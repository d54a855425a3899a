"""The rules of the lifecycle: one external in one target, and what a sync cycle does to it.

`xtsviz.simulation.lifecycle.lifecycle` and the simulation of cycles both use them, so that the two cannot disagree.

Each rule names its source by a key of `xtsviz.sources.SOURCES`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple

State = Literal[
    "absent",
    "synced",
    "disabled",
    "blockedInTarget",
    "softDeleted",
    "deletedInTarget",
    "left",
    "hardDeleted",
]
"""The states of an external: those of `lifecycle`, ``absent`` (never made) and ``left`` (the user left the tenant)."""
CycleAction = Literal[
    "created", "updated", "blocked", "unblocked", "softDeleted", "restored", "recreated", "nothing"
]
"""What a cycle does to an external."""
ScopeExit = Literal["unassign", "removeFromGroup", "attributeOutOfFilter", "deleteSource"]
SCOPE_EXITS: tuple[ScopeExit, ...] = ("unassign", "removeFromGroup", "attributeOutOfFilter", "deleteSource")
"""How a user can leave an arrow's scope; the names are those of the events of `lifecycle`."""

PRESENT: frozenset[State] = frozenset({"synced", "disabled", "blockedInTarget"})
"""The states in which the external exists in the target, and is not deleted."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a job sees of a user in the source tenant when its cycle runs.

    Attributes:
        scope_exit: None while the user is in scope; otherwise how the user left the scope.
        enabled: the account is enabled at home.
        changed: the user has changed since the job last synchronized them.
        returned: the user is in scope now, and was out of scope when the job last looked.
        initial: the cycle is an initial one, which reads every user again.
    """

    scope_exit: ScopeExit | None = None
    enabled: bool = True
    changed: bool = False
    returned: bool = False
    initial: bool = False


class Step(NamedTuple):
    """The state after a cycle, what the cycle did, and by which rule (a key of `RULES`)."""

    state: State
    action: CycleAction
    rule: str


class LifecycleRule(NamedTuple):
    """A rule of the lifecycle in words, and the key of the document that says so."""

    text: str
    source: str


RULES: dict[str, LifecycleRule] = {
    "in-scope": LifecycleRule("in scope, and not there yet", "OV26"),
    "as-it-is": LifecycleRule("nothing has changed since the last cycle", "OV26"),
    "source-changed": LifecycleRule("changed at the source, which is the authority", "OV26"),
    "block-undone": LifecycleRule(
        "changed at the source, which overwrites the sign-in block set in the target", "OV26"
    ),
    "disabled-at-home": LifecycleRule("blocked at home, so blocked here; a block deletes nobody", "OV26"),
    "enabled-at-home": LifecycleRule("enabled at home again", "OV26"),
    "update-off": LifecycleRule("changed at the source, but the job may not update", "MTOKI26"),
    "add-off": LifecycleRule("in scope, but the job may not create users", "MTOKI26"),
    "out-of-scope": LifecycleRule("out of scope: soft-deleted, for 30 days", "OV26"),
    "delete-off": LifecycleRule(
        "out of scope, but the job may not delete: the external stays", "MTOKI26, SKIP"
    ),
    "disabled-then-removed": LifecycleRule(
        "disabled first and then removed from the group: not deleted, stays blocked", "OV26"
    ),
    "back-within-30-days": LifecycleRule("back in scope within 30 days: restored", "OV26"),
    "deleted-by-admin": LifecycleRule(
        "deleted by the target's admin, which sync does not undo: restore by hand in the target", "CFG26"
    ),
    "left-in-scope": LifecycleRule("left the target by themselves while in scope: created again", "CFG26"),
    "back-too-late": LifecycleRule("back in scope after more than 30 days: a new object", "OV26 (inferred)"),
    "initial-finds-nobody": LifecycleRule(
        "deleted for good, and an initial cycle reads every user again: a new object", "HPW (inferred)"
    ),
    "gone": LifecycleRule("gone, and not in scope", "OV26"),
}
"""Every rule that a step can name."""


def apply_cycle(state: State, source_state: SourceState, actions: Collection[str]) -> Step:
    """What a cycle of a job does to an external that the job manages or would create.

    Args:
        state: before the cycle.
        source_state: the user at home, as the job sees them now.
        actions: what the job may do in the target.
    """
    if state in PRESENT:
        return (
            _apply_in_scope(state, source_state, actions)
            if source_state.scope_exit is None
            else _apply_out_of_scope(state, source_state.scope_exit, actions)
        )
    if source_state.scope_exit is not None:
        return Step(state, "nothing", "gone")
    if state == "softDeleted":
        if source_state.returned:
            return Step(_state_at_home(source_state), "restored", "back-within-30-days")
        return Step(state, "nothing", "gone")
    if state == "deletedInTarget":
        return Step(state, "nothing", "deleted-by-admin")
    if state == "hardDeleted" and not (source_state.returned or source_state.initial):
        return Step(state, "nothing", "gone")
    if "Add" not in actions:
        return Step(state, "nothing", "add-off")
    if state == "left":
        return Step(_state_at_home(source_state), "recreated", "left-in-scope")
    if state == "hardDeleted":
        rule = "back-too-late" if source_state.returned else "initial-finds-nobody"
        return Step(_state_at_home(source_state), "recreated", rule)
    return Step(_state_at_home(source_state), "created", "in-scope")


def _state_at_home(source_state: SourceState) -> State:
    return "synced" if source_state.enabled else "disabled"


def _apply_in_scope(state: State, source_state: SourceState, actions: Collection[str]) -> Step:
    if not source_state.changed:
        return Step(state, "nothing", "as-it-is")
    if "Update" not in actions:
        return Step(state, "nothing", "update-off")
    if not source_state.enabled:
        if state == "disabled":
            return Step(state, "updated", "source-changed")
        return Step("disabled", "blocked", "disabled-at-home")
    if state == "blockedInTarget":
        return Step("synced", "unblocked", "block-undone")
    if state == "disabled":
        return Step("synced", "unblocked", "enabled-at-home")
    return Step("synced", "updated", "source-changed")


def _apply_out_of_scope(state: State, scope_exit: ScopeExit, actions: Collection[str]) -> Step:
    if "Delete" not in actions:
        return Step(state, "nothing", "delete-off")
    if state == "disabled" and scope_exit == "removeFromGroup":
        return Step(state, "nothing", "disabled-then-removed")
    return Step("softDeleted", "softDeleted", "out-of-scope")


def apply_event(state: State, event: str) -> State:
    """The state after an event in the target, before any cycle. Events that do not apply leave the state as it is."""
    if state in PRESENT:
        if event == "deleteInTarget":
            return "deletedInTarget"
        if event == "userLeaves":
            return "left"
    if event == "disableInTarget" and state == "synced":
        return "blockedInTarget"
    if event == "enableInTarget" and state == "blockedInTarget":
        return "synced"
    if event == "restoreInTarget" and state in ("deletedInTarget", "softDeleted"):
        return "synced"
    if event == "wait30Days" and state in ("deletedInTarget", "softDeleted"):
        return "hardDeleted"
    return state
