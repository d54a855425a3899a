"""Plays events, cycles (every 40 minutes) and final deletions (after 30 days) in order of time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import narwhals as nw

from xtsviz.model.credentials import EXTERNAL
from xtsviz.model.design import Design
from xtsviz.model.frames import collect, is_missing
from xtsviz.simulation.cycle import Cycle, ExternalChange
from xtsviz.simulation.cycle_input import CycleInput, ExternalKey, ExternalState
from xtsviz.simulation.events import MINUTES_PER_CYCLE, MINUTES_PER_DAY, RESTORE_DAYS, Event
from xtsviz.simulation.groups import GroupCycle, GroupStates
from xtsviz.simulation.jobs import Jobs
from xtsviz.simulation.lifecycle_rules import PRESENT, State, apply_event
from xtsviz.simulation.log_rows import LogRow, external_row
from xtsviz.simulation.sentences import event_sentence
from xtsviz.simulation.simulated_directory import SimulatedDirectory

_TARGET_EVENTS = ("deleteInTarget", "restoreInTarget", "userLeaves", "disableInTarget", "enableInTarget")


@dataclass(frozen=True)
class Moment:
    """The state of the simulation after an event or a cycle.

    Attributes:
        at: minutes since the first cycle.
        cycle: its number (0 is the initial one); None for an event.
        rows: what happened.
        design: the design at this moment: users at home, settings, and externals that no arrow manages.
        externals: the externals that arrows manage or managed, also the deleted ones.
        groups: the groups that arrows made in targets.
    """

    at: float
    cycle: int | None
    rows: tuple[LogRow, ...]
    design: Design
    externals: Mapping[ExternalKey, ExternalState]
    groups: GroupStates = field(default_factory=dict)


class Run:
    """Runs a design through events.

    Args:
        design: the design before the first cycle.
        threshold: if one job has more deletions and disables than this in one cycle, they wait; None: no guard.
    """

    def __init__(self, design: Design, threshold: int | None) -> None:
        self._directory = SimulatedDirectory(design)
        self._jobs = Jobs(self._directory, threshold)
        self._externals: dict[ExternalKey, ExternalState] = {}
        self._last_externals: dict[ExternalKey, ExternalState] = {}
        self._groups: GroupStates = {}
        self._deleted_ids: set[str] = set()
        self._merged_users: Mapping[ExternalKey, str] = {}
        self._reported: set[tuple[object, ...]] = set()
        self._visible_design = design
        self._visible_design_of: tuple[Design | None, frozenset[str]] = (None, frozenset())
        self._cycle_input: CycleInput | None = None

    def play(self, events: Sequence[Event], until: float) -> list[Moment]:
        """All moments to the first cycle at or after the last event, and at least to a minute."""
        last = max([until, *(event.at for event in events)])
        end = _next_cycle(last)
        moments: list[Moment] = []
        coming = list(reversed(events))
        due: float | None = 0.0
        while True:
            event_at = coming[-1].at if coming else math.inf
            purge_at = min(
                (
                    h.deleted_at + RESTORE_DAYS * MINUTES_PER_DAY
                    for h in self._externals.values()
                    if h.deleted_at is not None
                ),
                default=math.inf,
            )
            cycle_at = min(
                [math.inf if due is None else due, *self._jobs.retries(moments[-1].at if moments else 0.0)]
            )
            now = min(event_at, purge_at, cycle_at)
            if now > end:
                return moments
            if event_at == now:
                rows = [self._run_event(coming.pop())]
                due = _next_cycle(now)
                moments.append(self._moment(now, None, rows))
            elif purge_at == now:
                moments.append(self._moment(now, None, self._end_restore_period(now)))
            else:
                due = None
                number = round(now / MINUTES_PER_CYCLE)
                moments.append(self._moment(now, number, self._run_cycle(now, number)))

    def _moment(self, at: float, cycle: int | None, rows: Sequence[LogRow]) -> Moment:
        # Most events happen at home, so that moments can share the externals as long as these stay the same.
        if self._last_externals != self._externals:
            self._last_externals = dict(self._externals)
        return Moment(at, cycle, tuple(rows), self._design, self._last_externals, self._groups)

    @property
    def _design(self) -> Design:
        """The design without the externals that are deleted in their target; the same object while nothing changes."""
        design = self._directory.design
        if design is not self._visible_design_of[0] or self._deleted_ids != self._visible_design_of[1]:
            users = design.users
            if self._deleted_ids:
                visible = users.frame.filter(~nw.col("id").is_in(sorted(self._deleted_ids)))
                users = type(users)(visible, users.memberships)
            self._visible_design = design if users is design.users else Design(design.topology, users)
            self._visible_design_of = (design, frozenset(self._deleted_ids))
        return self._visible_design

    # events

    def _run_event(self, event: Event) -> LogRow:
        event = self._directory.resolve_names(event)
        before = self._name_and_home(event.user)
        if event.event in _TARGET_EVENTS:
            return self._run_target_event(event, before)
        self._directory.apply(event)
        if self._jobs.handle_event(event):
            self._reported = {reported for reported in self._reported if reported[0] != event.arrow}
        name, home = before or self._name_and_home(event.user) or (event.user, None)
        sentence = event_sentence(event, self._directory.design, str(name), home)
        tenant = event.tenant or home
        return LogRow(
            None,
            event.at,
            event.event,
            event.arrow,
            event.user,
            name,
            tenant,
            None,
            None,
            f"{sentence}.",
            None,
        )

    def _run_target_event(self, event: Event, name_and_home: tuple[str, str] | None) -> LogRow:
        key, external = self._find_external(str(event.user), str(event.tenant))
        name, home = name_and_home or (str(event.user), None)
        if external:
            name, home = external.display_name, external.home_tenant
        before: str = external.state if external else "absent"
        sentence = event_sentence(event, self._directory.design, name, home)
        after = apply_event(external.state, event.event) if external else "absent"
        if external and event.event == "restoreInTarget" and after != before and not external.enabled:
            after = "disabled"
        if external is None or after == before:
            sentence += f": nothing happens, because the external's state does not allow it (now: {before})"
        else:
            deleted_at = event.at if after == "deletedInTarget" else None
            self._externals[key] = replace(external, state=after, deleted_at=deleted_at)
            self._update_visibility(self._externals[key])
            if external.arrow is None and external.directory_id is not None and after in PRESENT:
                # An external that no arrow manages is a row of the directory.
                del self._externals[key]
                self._directory.set_enabled(external.directory_id, after == "synced")
        source = "CFG26" if event.event in ("deleteInTarget", "restoreInTarget", "userLeaves") else "OV26"
        return LogRow(
            None, event.at, event.event, external.arrow if external else None, key[0], name, event.tenant,
            before, after, f"{sentence}.", source,
        )  # fmt: skip

    def _find_external(self, user: str, tenant: str) -> tuple[ExternalKey, ExternalState | None]:
        """An external in a target, managed by an arrow or not, by the id of its home user or its own id."""
        for external in self._externals.values():
            if external.tenant == tenant and (external.user == user or external.directory_id == user):
                return external.key, external
        frame = self._design.users.frame
        own = (nw.col("id") == user) | (nw.col("home_user") == user).fill_null(False)
        rows = frame.filter(own & (nw.col("tenant") == tenant) & EXTERNAL)
        columns = (
            "home_user",
            "id",
            "display_name",
            "home_tenant",
            "user_type",
            "user_principal_name",
            "account_enabled",
        )
        for home_user, own_id, name, home, user_type, upn, enabled in collect(
            rows.select(*columns)
        ).iter_rows():
            state: State = "synced" if enabled else "disabled"
            external = ExternalState(
                user=own_id if is_missing(home_user) else home_user,
                tenant=tenant,
                home_tenant=home or "",
                display_name=name,
                user_type=user_type,
                user_principal_name=upn,
                enabled=bool(enabled),
                state=state,
                arrow=None,
                origin="existing",
                directory_id=own_id,
                groups=frozenset(),
                left_scope=False,
                snapshot={},
            )
            return external.key, external
        return (user, tenant), None

    def _name_and_home(self, user: str | None) -> tuple[str, str] | None:
        """The display name and the home tenant of a user; None if the user is unknown."""
        if user is None:
            return None
        rows = collect(
            self._directory.design.users.frame.filter(nw.col("id") == user).select("display_name", "tenant")
        )
        for name, tenant in rows.iter_rows():
            return str(name), str(tenant)
        for external in self._externals.values():
            if external.user == user:
                return external.display_name, external.home_tenant
        return None

    def _end_restore_period(self, now: float) -> list[LogRow]:
        rows = []
        for key, external in self._externals.items():
            if (
                external.deleted_at is not None
                and external.deleted_at + RESTORE_DAYS * MINUTES_PER_DAY <= now
            ):
                after = apply_event(external.state, "wait30Days")
                self._externals[key] = replace(external, state=after, deleted_at=None)
                reason = f"{RESTORE_DAYS} days after the deletion: gone for good"
                states = (external.state, str(after))
                rows.append(
                    external_row(None, now, "hardDeleted", external.arrow, external, states, reason, "OV26")
                )
        return rows

    # cycles

    def _run_cycle(self, now: float, number: int) -> list[LogRow]:
        initial = self._jobs.initial
        design, running, rows = self._jobs.begin(self._design, self._externals, now, number)
        cycle_input = self._cycle_input
        if cycle_input is None or cycle_input.design is not design or list(cycle_input.arrows) != running:
            cycle_input = self._cycle_input = CycleInput(design, running)
        changes = list(Cycle(cycle_input, self._externals, self._merged_users, initial, now).changes())
        over = self._jobs.over_threshold(Counter(change.arrow for change in changes if change.removes))
        for change in changes:
            rows += self._rows_of_change(change, change.removes and change.arrow in over, now, number)
        groups = GroupCycle(cycle_input, self._externals, self._groups, now, number)
        self._groups = groups.groups
        rows += groups.rows
        rows += self._jobs.end(over, running, now, number)
        pairs = {(arrow.source, arrow.target) for arrow in cycle_input.arrows.values()}
        kept = {
            key: into
            for key, into in self._merged_users.items()
            if (cycle_input.home_tenant(key[0]), key[1]) not in pairs
        }
        self._merged_users = {**kept, **cycle_input.merged}
        return rows

    def _rows_of_change(self, change: ExternalChange, waits: bool, now: float, number: int) -> list[LogRow]:
        """Apply a change, unless it waits. The row about it; no row if the same was reported before."""
        external, action, reason, source = change.external, change.action, change.reason, change.source
        after: str = external.state
        if waits:
            action, after, source = "stagedDelete", change.before, "ACC"
            reason = f"{reason}; it waits because of the guard against accidental deletions"
        else:
            self._apply_change(change)
        if not action:
            return []
        if action in ("leftAlone", "stagedDelete"):
            report = (change.arrow, external.key, action, reason, repr(sorted(external.snapshot.items())))
            if report in self._reported:
                return []
            self._reported.add(report)
        states = (change.before, after)
        return [external_row(number, now, action, change.arrow, external, states, reason, source)]

    def _apply_change(self, change: ExternalChange) -> None:
        external = change.external
        if external.state == "absent":
            return
        if change.previous_key is not None:
            del self._externals[change.previous_key]
        self._externals[external.key] = external
        self._update_visibility(external)

    def _update_visibility(self, external: ExternalState) -> None:
        """Show an external of the directory only while it exists in its target."""
        if external.directory_id is not None:
            if external.state in PRESENT:
                self._deleted_ids.discard(external.directory_id)
            else:
                self._deleted_ids.add(external.directory_id)


def _next_cycle(at: float) -> float:
    return math.ceil(at / MINUTES_PER_CYCLE) * float(MINUTES_PER_CYCLE)
