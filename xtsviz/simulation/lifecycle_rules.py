"""The engine of the lifecycle: one external in one target, and what a sync cycle makes of it.

`xtsviz.simulation.lifecycle.lifecycle` and the simulation of cycles both ask here, so that they cannot disagree.

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
"""What an external is: the states of `lifecycle`, and ``absent`` (never made) and ``left`` (went by themselves)."""
CycleAction = Literal[
    "created", "updated", "blocked", "unblocked", "softDeleted", "restored", "recreated", "nothing"
]
"""What a cycle does to an external."""
ScopeExit = Literal["unassign", "removeFromGroup", "attributeOutOfFilter", "deleteSource"]
SCOPE_EXITS: tuple[ScopeExit, ...] = ("unassign", "removeFromGroup", "attributeOutOfFilter", "deleteSource")
"""The ways out of an arrow's scope, by the events of `lifecycle`."""

PRESENT: frozenset[State] = frozenset({"synced", "disabled", "blockedInTarget"})
"""The states in which there is an object that others see."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a job sees of a user at home when its cycle comes by.

    Attributes:
        scope_exit: None while the user is in scope; else how they left it.
        enabled: the account may sign in at home.
        changed: something of the user is other than when the job last carried it over.
        back: in scope now, and out of it when the job last looked.
        initial: the cycle is an initial one, which looks at everybody anew.
    """

    scope_exit: ScopeExit | None = None
    enabled: bool = True
    changed: bool = False
    back: bool = False
    initial: bool = False


class Step(NamedTuple):
    """The state after a cycle, what the cycle did, and by which rule (a key of `RULES`)."""

    state: State
    deed: CycleAction
    rule: str


class Rule(NamedTuple):
    """A rule of the lifecycle in words, and the key of the document that says so."""

    text: str
    source: str


RULES: dict[str, Rule] = {
    "in-scope": Rule("in scope, and not there yet", "OV26"),
    "as-it-is": Rule("nothing has changed since the last cycle", "OV26"),
    "source-changed": Rule("changed at the source, which is the authority", "OV26"),
    "block-undone": Rule(
        "changed at the source, which overwrites the sign-in block set in the target", "OV26"
    ),
    "disabled-at-home": Rule("blocked at home, so blocked here; a block deletes nobody", "OV26"),
    "enabled-at-home": Rule("enabled at home again", "OV26"),
    "update-off": Rule("changed at the source, but the job may not update", "MTOKI26"),
    "add-off": Rule("in scope, but the job may not create users", "MTOKI26"),
    "out-of-scope": Rule("out of scope: soft-deleted, for 30 days", "OV26"),
    "delete-off": Rule("out of scope, but the job may not delete: the external stays", "MTOKI26, SKIP"),
    "disabled-then-removed": Rule(
        "disabled first and then removed from the group: not deleted, stays blocked", "OV26"
    ),
    "back-within-30-days": Rule("back in scope within 30 days: restored", "OV26"),
    "deleted-by-admin": Rule(
        "deleted by the target's admin, which sync does not undo: restore by hand in the target", "CFG26"
    ),
    "left-in-scope": Rule("left the target by themselves while in scope: created again", "CFG26"),
    "back-too-late": Rule("back in scope after more than 30 days: a new object", "OV26 (inferred)"),
    "initial-finds-nobody": Rule(
        "deleted for good, and an initial cycle looks at everybody anew: a new object", "HPW (inferred)"
    ),
    "gone": Rule("gone, and not in scope", "OV26"),
}
"""Every rule that a step can name."""


def apply_cycle(state: State, seen: SourceState, actions: Collection[str]) -> Step:
    """What a cycle of a job makes of an external that it manages, or would make.

    Args:
        state: before the cycle.
        seen: the user at home, as the job sees them now.
        actions: what the job may do in the target.
    """
    if state in PRESENT:
        return (
            _in_scope(state, seen, actions)
            if seen.scope_exit is None
            else _out(state, seen.scope_exit, actions)
        )
    if seen.scope_exit is not None:
        return Step(state, "nothing", "gone")
    if state == "softDeleted":
        if seen.back:
            return Step(_as_at_home(seen), "restored", "back-within-30-days")
        return Step(state, "nothing", "gone")
    if state == "deletedInTarget":
        return Step(state, "nothing", "deleted-by-admin")
    if state == "hardDeleted" and not (seen.back or seen.initial):
        return Step(state, "nothing", "gone")
    if "Add" not in actions:
        return Step(state, "nothing", "add-off")
    if state == "left":
        return Step(_as_at_home(seen), "recreated", "left-in-scope")
    if state == "hardDeleted":
        rule = "back-too-late" if seen.back else "initial-finds-nobody"
        return Step(_as_at_home(seen), "recreated", rule)
    return Step(_as_at_home(seen), "created", "in-scope")


def _as_at_home(seen: SourceState) -> State:
    return "synced" if seen.enabled else "disabled"


def _in_scope(state: State, seen: SourceState, actions: Collection[str]) -> Step:
    if not seen.changed:
        return Step(state, "nothing", "as-it-is")
    if "Update" not in actions:
        return Step(state, "nothing", "update-off")
    if not seen.enabled:
        if state == "disabled":
            return Step(state, "updated", "source-changed")
        return Step("disabled", "blocked", "disabled-at-home")
    if state == "blockedInTarget":
        return Step("synced", "unblocked", "block-undone")
    if state == "disabled":
        return Step("synced", "unblocked", "enabled-at-home")
    return Step("synced", "updated", "source-changed")


def _out(state: State, scope_exit: ScopeExit, actions: Collection[str]) -> Step:
    if "Delete" not in actions:
        return Step(state, "nothing", "delete-off")
    if state == "disabled" and scope_exit == "removeFromGroup":
        return Step(state, "nothing", "disabled-then-removed")
    return Step("softDeleted", "softDeleted", "out-of-scope")


TargetEvent = Literal[
    "deleteInTarget", "userLeaves", "disableInTarget", "enableInTarget", "restoreInTarget", "wait30Days"
]


def apply_event(state: State, event: str) -> State:
    """The state after something happened in the target itself, before any cycle; others leave it as it is."""
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
