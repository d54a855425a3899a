"""The groups that group synchronization makes in targets, from cycle to cycle.

A cycle makes each assigned group in the target, and its copy then has the direct members who are in scope and there.
The copy is deleted when the group is no longer assigned: `xtsviz.sources.ACCIDENTAL_DELETIONS` counts deletions of
groups. If the arrow does not run or no longer syncs groups, the copy stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xtsviz.flow.group_copies import Key, group_copies, makes_groups
from xtsviz.flow.wording import Wording
from xtsviz.model.topology import Group
from xtsviz.simulation.cycle_input import CycleInput, ExternalKey, ExternalState
from xtsviz.simulation.lifecycle_rules import PRESENT
from xtsviz.simulation.log_rows import LogRow


@dataclass(frozen=True)
class GroupState:
    """A group in a target.

    Attributes:
        arrow: the id of the arrow that made it.
        members: the ids of the home users who are members there.
    """

    arrow: str
    members: frozenset[str]


GroupStates = Mapping[Key, GroupState]


class GroupCycle:
    """What one cycle does to the groups in targets, after the externals.

    Args:
        cycle_input: what the jobs see.
        externals: the externals after this cycle.
        groups: the groups before this cycle.
        at: minutes since the first cycle.
        number: the number of the cycle.
    """

    def __init__(
        self,
        cycle_input: CycleInput,
        externals: Mapping[ExternalKey, ExternalState],
        groups: GroupStates,
        at: float,
        number: int,
    ) -> None:
        self._input = cycle_input
        self._externals = externals
        self._before = groups
        self._at = at
        self._number = number
        self.groups: GroupStates = groups
        self.rows: list[LogRow] = []
        expected = {
            copy.key: copy.arrow.id
            for copy in group_copies(
                cycle_input.design, cycle_input.arrows.keys(), cycle_input.provisioning_of
            )
        }
        if expected or groups:
            self._wording = Wording(cycle_input.design)
            self.groups = dict(self._play(expected))

    def _play(self, expected: Mapping[Key, str]) -> Iterator[tuple[Key, GroupState]]:
        topology = self._input.design.topology
        for key, arrow in expected.items():
            now = GroupState(arrow, frozenset(self._members(key, arrow)))
            self._tell(key, self._before.get(key), now)
            yield key, now
        for key, was in self._before.items():
            if key in expected:
                continue
            found = self._input.arrows.get(was.arrow)
            if found and makes_groups(found, topology) and key[0] not in found.scope.assigned:
                sentence = f"{self._lead(key)} is deleted in {self._wording.tenant(key[1])}: it is no longer assigned"
                self._add_row("groupDeleted", was.arrow, key, sentence, "ACC")
            else:
                yield key, was

    def _members(self, key: Key, arrow: str) -> Iterator[str]:
        group, tenant = key
        for user in self._input.group_members(group):
            in_scope = any(one.id == arrow for one in self._input.arrows_in_scope.get((user, tenant), ()))
            if in_scope and self._is_there((user, tenant)):
                yield user

    def _is_there(self, key: ExternalKey) -> bool:
        external = self._externals.get(key)
        return external.state in PRESENT if external else key in self._input.pending_invitations

    def _tell(self, key: Key, before: GroupState | None, now: GroupState) -> None:
        where = self._wording.tenant(key[1])
        if before is None:
            count = len(now.members)
            sentence = f"{self._lead(key)} appears in {where}, with {count:,} member{'s' * (count != 1)}"
            self._add_row("groupCreated", now.arrow, key, sentence, "OV26")
            return
        for action, users, verb in (
            ("leftGroup", before.members - now.members, "leaves"),
            ("joinedGroup", now.members - before.members, "joins"),
        ):
            for user in sorted(users):
                sentence = f"{verb} the copy of {self._group(key).name or key[0]} in {where}"
                self._add_row(action, now.arrow, key, sentence, "OV26", user)

    def _lead(self, key: Key) -> str:
        group = self._group(key)
        return f"{self._wording.tenant(group.tenant)}'s group {group.name or group.id}"

    def _group(self, key: Key) -> Group:
        return self._input.design.topology.group_by_id[key[0]]

    def _add_row(
        self, action: str, arrow: str, key: Key, sentence: str, source: str, user: str | None = None
    ) -> None:
        external = self._externals.get((user, key[1])) if user else None
        name = external.display_name if external else user
        # The states are those of externals, and a group has none.
        self.rows.append(
            LogRow(
                self._number, self._at, action, arrow, user, name, key[1], None, None, f"{sentence}.", source
            )
        )
