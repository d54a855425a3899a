"""One sync cycle of all jobs that run: what becomes of each external, by `xtsviz.simulation.lifecycle_rules`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from xtsviz.model.topology import Arrow
from xtsviz.simulation.cycle_input import CycleInput, ExpectedExternal, ExternalState, Key, UserSnapshot
from xtsviz.simulation.lifecycle_rules import PRESENT, RULES, SourceState, Step, apply_cycle
from xtsviz.simulation.sentences import differences

ALL_ACTIONS = ("Add", "Update", "Delete")


class Change(NamedTuple):
    """What a cycle makes of one external.

    Attributes:
        arrow: the arrow whose job does it.
        deed: a key of `ACTIONS`; empty if it is not worth a row: the job only takes note.
        before: the state before.
        held: the external afterwards.
        drop: the key that it had before, if it is another: users who share an object.
    """

    arrow: str
    deed: str
    before: str
    held: ExternalState
    reason: str
    source: str
    drop: Key | None = None

    @property
    def removes(self) -> bool:
        """Whether it counts for the threshold, as deletions and disables do [ACC]."""
        return self.deed in ("softDeleted", "blocked")


@dataclass(frozen=True)
class Cycle:
    """One cycle.

    Attributes:
        look: what the jobs see.
        held: the externals so far.
        merged: who shared whose object in the cycle before.
        initial: arrows whose cycle is an initial one.
        at: the minute.
    """

    look: CycleInput
    held: Mapping[Key, ExternalState]
    merged: Mapping[Key, str]
    initial: frozenset[str]
    at: float

    def changes(self) -> Iterator[Change]:
        """What the jobs do: those who are there first, in order of tenant and user, then those who come."""
        handed = dict(self._handed_over())
        took = {change.held.key for change in handed.values()}
        for key in sorted(self.held, key=lambda key: (key[1], key[0])):
            held = self.held[key]
            if key in handed:
                yield handed[key]
            elif held.arrow is not None and key not in took and (change := self._of(held)):
                yield change
        for key, wanted in self.look.wanted.items():
            there = self.held.get(key)
            if key not in took and (there is None or there.arrow is None):
                yield self._new(wanted)
        for user, tenant in sorted(self.look.pending):
            arrow = self.look.in_scope[user, tenant][0]
            held = _nobody(user, tenant, arrow, self.look.prints[user])
            reason = "an earlier invitation still waits: nothing to match the user by"
            yield Change(arrow.id, "leftAlone", "absent", held, reason, "CFG26")

    def _handed_over(self) -> Iterator[tuple[Key, Change]]:
        """Objects that several users of one mail share, and whose first user is another one now."""
        wanted = self.look.wanted
        sharers: dict[Key, list[str]] = {}
        for (user, tenant), into in self.merged.items():
            sharers.setdefault((into, tenant), []).append(user)
        for key, held in self.held.items():
            if held.state not in PRESENT or held.arrow is None or key in wanted:
                continue
            heirs = [self.look.merged[key]] if key in self.look.merged else []
            heirs += sharers.get(key, [])
            for heir in heirs:
                new = (heir, key[1])
                if new in wanted and new not in self.held:
                    after = self._carried(replace(held, user=heir), wanted[new])
                    state = "disabled" if not after.enabled else "synced"
                    reason = "shares the object of another user with the same mail, who no longer comes first"
                    yield (
                        key,
                        Change(
                            wanted[new].arrow,
                            "updated",
                            held.state,
                            replace(after, state=state),  # type: ignore[arg-type]
                            reason,
                            "KI26",
                            key,
                        ),
                    )
                    break

    def _new(self, wanted: ExpectedExternal) -> Change:
        look, arrow = self.look, self.look.arrows[wanted.arrow]
        step = apply_cycle("absent", SourceState(enabled=wanted.enabled), ALL_ACTIONS)
        empty = _nobody(wanted.user, wanted.tenant, arrow, look.prints[wanted.user])
        held = replace(self._carried(empty, wanted), user_type=wanted.user_type, state=step.state)
        if wanted.origin == "matched":
            held = replace(held, item=look.items[held.key])
            reason = "there already, as an external of the same user: managed by the arrow from now on"
            return Change(arrow.id, "matched", "existing", held, reason, "CFG26")
        blocked = "" if wanted.enabled else "; blocked, as at home"
        return Change(
            arrow.id, "created", "absent", held, RULES[step.rule].text + blocked, RULES[step.rule].source
        )

    def _of(self, held: ExternalState) -> Change | None:
        """What becomes of somebody whom a job manages or managed; None if no job looks."""
        look, key = self.look, held.key
        inside = look.in_scope.get(key, [])
        if key in look.merged:
            return None
        if not inside:
            return self._gone(held)
        if key in look.wanted:
            arrow = look.arrows[look.wanted[key].arrow]
        else:
            arrow = next((a for a in inside if a.id == held.arrow), inside[0])
        actions = {action for one in inside for action in one.actions}
        now = look.prints[held.user]
        enabled, changed = bool(now["account_enabled"]), now != held.seen
        seen = SourceState(None, enabled, changed, back=held.out, initial=arrow.id in self.initial)
        step = apply_cycle(held.state, seen, actions)
        if step.deed in ("created", "recreated") and key not in look.wanted:
            return None
        noted = replace(held, arrow=arrow.id, out=False, groups=look.groups_of(held.user, inside))
        return self._done(held, noted, arrow, step, now, actions)

    def _done(
        self,
        held: ExternalState,
        noted: ExternalState,
        arrow: Arrow,
        step: Step,
        now: UserSnapshot,
        actions: Collection[str],
    ) -> Change:
        wanted = self.look.wanted.get(held.key)
        reason, source = RULES[step.rule]
        if step.deed == "nothing":
            forced = wanted is not None and held.key in self.look.forced and held.state in PRESENT
            if forced and wanted is not None and wanted.user_type != held.user_type and "Update" in actions:
                reason = f"user type: {held.user_type} → {wanted.user_type}, which the arrow sets always"
                after = replace(noted, user_type=wanted.user_type)
                return Change(arrow.id, "updated", held.state, after, reason, "CFG26")
            told = "leftAlone" if step.rule in ("update-off", "add-off", "deleted-by-admin") else ""
            return Change(arrow.id, told, held.state, noted, reason, source)
        changed = differences(held.seen, now)
        if step.deed in ("updated", "unblocked") and changed:
            reason = f"{reason} ({changed})"
        if step.deed == "recreated" and wanted is not None:
            after = replace(self._carried(noted, wanted), user_type=wanted.user_type, item=None)
        else:
            after = self._carried(noted, wanted)
        after = replace(after, state=step.state, gone_at=None)
        return Change(arrow.id, step.deed, held.state, after, reason, source)

    def _carried(self, held: ExternalState, wanted: ExpectedExternal | None) -> ExternalState:
        """The external with what the cycle carries over from home; its user type only where it is forced."""
        now = self.look.prints[held.user]
        key = held.key
        after = replace(
            held,
            name=now.get("display_name", held.user),
            enabled=bool(now["account_enabled"]),
            seen=now,
            out=False,
            groups=self.look.groups_of(held.user, self.look.in_scope.get(key, [])),
        )
        if wanted is None:
            return after
        kind = wanted.user_type if key in self.look.forced else held.user_type
        made = held.state in ("absent", "left", "hardDeleted")
        return replace(
            after,
            user_type=kind,
            user_principal_name=wanted.user_principal_name
            if made or held.item is None
            else held.user_principal_name,
            arrow=wanted.arrow,
            origin=wanted.origin if made else held.origin,
        )

    def _gone(self, held: ExternalState) -> Change | None:
        """Out of scope: dealt with once, when the job of the arrow that manages it sees it for the first time."""
        if held.out or held.arrow not in self.look.arrows:
            return None
        way = self.look.scope_exit(held)
        if way is None:
            return None
        arrow = self.look.arrows[held.arrow]
        step = apply_cycle(held.state, SourceState(way), arrow.actions)
        reason, source = RULES[step.rule]
        after = replace(held, state=step.state, out=True)
        if step.deed == "softDeleted":
            reason = f"{_WAYS[way]}: {reason}"
            return Change(arrow.id, step.deed, held.state, replace(after, gone_at=self.at), reason, source)
        told = "leftAlone" if held.state in PRESENT else ""
        return Change(
            arrow.id, told, held.state, after, f"{_WAYS[way]}; {reason}" if told else reason, source
        )


_WAYS = {
    "unassign": "no longer assigned",
    "removeFromGroup": "no longer a direct member of an assigned group",
    "attributeOutOfFilter": "no longer meets the filter",
    "deleteSource": "deleted at home",
}


def _nobody(user: str, tenant: str, arrow: Arrow, now: UserSnapshot) -> ExternalState:
    name = now.get("display_name", user)
    kind = arrow.user_type
    nothing = frozenset[str]()
    return ExternalState(
        user, tenant, arrow.source, name, kind, None, True, "absent", arrow.id, "", None, nothing, False, now
    )
