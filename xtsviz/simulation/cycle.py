"""One sync cycle of all jobs that run: what becomes of each external, by `xtsviz.simulation.lifecycle_rules`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from xtsviz.model.topology import Arrow
from xtsviz.simulation.cycle_input import (
    CycleInput,
    ExpectedExternal,
    ExternalKey,
    ExternalState,
    UserSnapshot,
)
from xtsviz.simulation.lifecycle_rules import PRESENT, RULES, SourceState, Step, apply_cycle
from xtsviz.simulation.sentences import snapshot_differences

ALL_ACTIONS = ("Add", "Update", "Delete")


class ExternalChange(NamedTuple):
    """What a cycle makes of one external.

    Attributes:
        arrow: the arrow whose job does it.
        action: a key of `ACTIONS`; empty if the table gets no row for it.
        before: the state before.
        external: the external afterwards.
        reason: why, as a sentence or a part of one.
        source: the key of the document that says so.
        previous_key: the key that the external had before, if the object passes to another user.
    """

    arrow: str
    action: str
    before: str
    external: ExternalState
    reason: str
    source: str
    previous_key: ExternalKey | None = None

    @property
    def removes(self) -> bool:
        """Whether it counts for the threshold, as deletions and disables do [ACC]."""
        return self.action in ("softDeleted", "blocked")


@dataclass(frozen=True)
class Cycle:
    """One cycle.

    Attributes:
        cycle_input: what the jobs see.
        externals: the externals before the cycle.
        previous_merged: the users without an object of their own before the cycle, and whose object they shared.
        initial: arrows whose cycle is an initial one.
        at: the minute.
    """

    cycle_input: CycleInput
    externals: Mapping[ExternalKey, ExternalState]
    previous_merged: Mapping[ExternalKey, str]
    initial: frozenset[str]
    at: float

    def changes(self) -> Iterator[ExternalChange]:
        """What the jobs do: first to existing externals, in order of tenant and user, then to new ones."""
        transfers = dict(self._transfers())
        transferred_keys = {change.external.key for change in transfers.values()}
        for key in sorted(self.externals, key=lambda key: (key[1], key[0])):
            external = self.externals[key]
            if key in transfers:
                yield transfers[key]
            elif (
                external.arrow is not None
                and key not in transferred_keys
                and (change := self._change_of_managed(external))
            ):
                yield change
        for key, expected in self.cycle_input.expected.items():
            existing = self.externals.get(key)
            if key not in transferred_keys and (existing is None or existing.arrow is None):
                yield self._create_or_match(expected)
        for user, tenant in sorted(self.cycle_input.pending_invitations):
            arrow = self.cycle_input.arrows_in_scope[user, tenant][0]
            external = _absent_external(user, tenant, arrow, self.cycle_input.snapshots[user])
            reason = "an earlier invitation still waits: nothing to match the user by"
            yield ExternalChange(arrow.id, "leftAlone", "absent", external, reason, "CFG26")

    def _transfers(self) -> Iterator[tuple[ExternalKey, ExternalChange]]:
        """Objects that several users of one mail share, and whose first user is another one now."""
        expected, merged = self.cycle_input.expected, self.cycle_input.merged
        users_sharing: dict[ExternalKey, list[str]] = {}
        for (user, tenant), into in self.previous_merged.items():
            users_sharing.setdefault((into, tenant), []).append(user)
        for key, external in self.externals.items():
            if external.state not in PRESENT or external.arrow is None or key in expected:
                continue
            candidates = [merged[key]] if key in merged else []
            candidates += users_sharing.get(key, [])
            for user in candidates:
                new_key = (user, key[1])
                if new_key in expected and new_key not in self.externals:
                    after = self._with_source_values(replace(external, user=user), expected[new_key])
                    after = replace(after, state="synced" if after.enabled else "disabled")
                    reason = "shares the object of another user with the same mail, who no longer comes first"
                    arrow = expected[new_key].arrow
                    yield key, ExternalChange(arrow, "updated", external.state, after, reason, "KI26", key)
                    break

    def _create_or_match(self, expected: ExpectedExternal) -> ExternalChange:
        arrow = self.cycle_input.arrows[expected.arrow]
        step = apply_cycle("absent", SourceState(enabled=expected.enabled), ALL_ACTIONS)
        snapshot = self.cycle_input.snapshots[expected.user]
        absent = _absent_external(expected.user, expected.tenant, arrow, snapshot)
        external = replace(
            self._with_source_values(absent, expected), user_type=expected.user_type, state=step.state
        )
        if expected.origin == "matched":
            external = replace(external, directory_id=self.cycle_input.matched_ids[external.key])
            reason = "there already, as an external of the same user: managed by the arrow from now on"
            return ExternalChange(arrow.id, "matched", "existing", external, reason, "CFG26")
        blocked = "" if expected.enabled else "; blocked, as at home"
        rule = RULES[step.rule]
        return ExternalChange(arrow.id, "created", "absent", external, rule.text + blocked, rule.source)

    def _change_of_managed(self, external: ExternalState) -> ExternalChange | None:
        """What becomes of an external that a job manages or managed; None if no job looks at it."""
        cycle_input, key = self.cycle_input, external.key
        arrows = cycle_input.arrows_in_scope.get(key, [])
        if key in cycle_input.merged:
            return None
        if not arrows:
            return self._leave_scope(external)
        if key in cycle_input.expected:
            arrow = cycle_input.arrows[cycle_input.expected[key].arrow]
        else:
            arrow = next((one for one in arrows if one.id == external.arrow), arrows[0])
        allowed_actions = {action for one in arrows for action in one.actions}
        snapshot = cycle_input.snapshots[external.user]
        source_state = SourceState(
            enabled=bool(snapshot["account_enabled"]),
            changed=snapshot != external.snapshot,
            returned=external.left_scope,
            initial=arrow.id in self.initial,
        )
        step = apply_cycle(external.state, source_state, allowed_actions)
        if step.action in ("created", "recreated") and key not in cycle_input.expected:
            return None
        in_scope = replace(
            external,
            arrow=arrow.id,
            left_scope=False,
            groups=cycle_input.scope_groups(external.user, arrows),
        )
        if step.action == "nothing":
            return self._unchanged_or_user_type(external, in_scope, step, allowed_actions)
        return self._changed(external, in_scope, step)

    def _unchanged_or_user_type(
        self, external: ExternalState, in_scope: ExternalState, step: Step, allowed_actions: Collection[str]
    ) -> ExternalChange:
        """The lifecycle changes nothing; an arrow that always sets the user type may still change that."""
        arrow = str(in_scope.arrow)
        expected = self.cycle_input.expected.get(external.key)
        forced = external.key in self.cycle_input.forced_user_types and external.state in PRESENT
        if (
            forced
            and expected is not None
            and expected.user_type != external.user_type
            and "Update" in allowed_actions
        ):
            reason = f"user type: {external.user_type} → {expected.user_type}, which the arrow sets always"
            after = replace(in_scope, user_type=expected.user_type)
            return ExternalChange(arrow, "updated", external.state, after, reason, "CFG26")
        action = "leftAlone" if step.rule in ("update-off", "add-off", "deleted-by-admin") else ""
        return ExternalChange(arrow, action, external.state, in_scope, *RULES[step.rule])

    def _changed(self, external: ExternalState, in_scope: ExternalState, step: Step) -> ExternalChange:
        expected = self.cycle_input.expected.get(external.key)
        reason, source = RULES[step.rule]
        differences = snapshot_differences(external.snapshot, self.cycle_input.snapshots[external.user])
        if step.action in ("updated", "unblocked") and differences:
            reason = f"{reason} ({differences})"
        after = self._with_source_values(in_scope, expected)
        if step.action == "recreated" and expected is not None:
            after = replace(after, user_type=expected.user_type, directory_id=None)
        after = replace(after, state=step.state, deleted_at=None)
        return ExternalChange(str(in_scope.arrow), step.action, external.state, after, reason, source)

    def _with_source_values(
        self, external: ExternalState, expected: ExpectedExternal | None
    ) -> ExternalState:
        """The external with what the cycle takes from home; its user type only where the arrow always sets it."""
        snapshot = self.cycle_input.snapshots[external.user]
        key = external.key
        after = replace(
            external,
            display_name=snapshot.get("display_name", external.user),
            enabled=bool(snapshot["account_enabled"]),
            snapshot=snapshot,
            left_scope=False,
            groups=self.cycle_input.scope_groups(
                external.user, self.cycle_input.arrows_in_scope.get(key, [])
            ),
        )
        if expected is None:
            return after
        forced = key in self.cycle_input.forced_user_types
        is_new = external.state in ("absent", "left", "hardDeleted")
        made_by_sync = is_new or external.directory_id is None
        return replace(
            after,
            user_type=expected.user_type if forced else external.user_type,
            user_principal_name=expected.user_principal_name
            if made_by_sync
            else external.user_principal_name,
            arrow=expected.arrow,
            origin=expected.origin if is_new else external.origin,
        )

    def _leave_scope(self, external: ExternalState) -> ExternalChange | None:
        """The user is out of scope: the job that manages the external acts on that once."""
        if external.left_scope or external.arrow not in self.cycle_input.arrows:
            return None
        scope_exit = self.cycle_input.scope_exit(external)
        if scope_exit is None:
            return None
        arrow = self.cycle_input.arrows[external.arrow]
        step = apply_cycle(external.state, SourceState(scope_exit), arrow.actions)
        reason, source = RULES[step.rule]
        after = replace(external, state=step.state, left_scope=True)
        if step.action == "softDeleted":
            reason = f"{_SCOPE_EXIT_REASONS[scope_exit]}: {reason}"
            after = replace(after, deleted_at=self.at)
            return ExternalChange(arrow.id, step.action, external.state, after, reason, source)
        if external.state in PRESENT:
            reason = f"{_SCOPE_EXIT_REASONS[scope_exit]}; {reason}"
            return ExternalChange(arrow.id, "leftAlone", external.state, after, reason, source)
        return ExternalChange(arrow.id, "", external.state, after, reason, source)


_SCOPE_EXIT_REASONS = {
    "unassign": "no longer assigned",
    "removeFromGroup": "no longer a direct member of an assigned group",
    "attributeOutOfFilter": "no longer meets the filter",
    "deleteSource": "deleted at home",
}


def _absent_external(user: str, tenant: str, arrow: Arrow, snapshot: UserSnapshot) -> ExternalState:
    return ExternalState(
        user=user,
        tenant=tenant,
        home_tenant=arrow.source,
        display_name=snapshot.get("display_name", user),
        user_type=arrow.user_type,
        user_principal_name=None,
        enabled=True,
        state="absent",
        arrow=arrow.id,
        origin="",
        directory_id=None,
        groups=frozenset(),
        left_scope=False,
        snapshot=snapshot,
    )
