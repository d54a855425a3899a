"""The days of a replay: events, cycles every 40 minutes, and what ends after 30 days, in order of time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw

from xtsviz.model.credentials import EXTERNAL
from xtsviz.model.design import Design
from xtsviz.model.frames import collect, is_missing
from xtsviz.simulation.cycle import Change, Cycle
from xtsviz.simulation.cycle_input import CycleInput, ExternalState, Key
from xtsviz.simulation.events import DAY, KEPT_DAYS, MINUTES_PER_CYCLE, Event
from xtsviz.simulation.jobs import Jobs
from xtsviz.simulation.lifecycle_rules import PRESENT, State, apply_event
from xtsviz.simulation.log_rows import Row, of_external
from xtsviz.simulation.sentences import happened
from xtsviz.simulation.simulated_directory import SimulatedDirectory

_IN_TARGET = ("deleteInTarget", "restoreInTarget", "userLeaves", "disableInTarget", "enableInTarget")


@dataclass(frozen=True)
class Moment:
    """How things stand after an event or a cycle.

    Attributes:
        at: minutes since the first cycle.
        cycle: its number (0 is the initial one); None for an event.
        rows: what happened.
        design: as it is now: users at home, settings, and externals that no arrow manages.
        held: the externals that arrows manage or managed, also those who are gone.
    """

    at: float
    cycle: int | None
    rows: tuple[Row, ...]
    design: Design
    held: Mapping[Key, ExternalState]


class Run:
    """Runs a design through events.

    Args:
        design: to begin with.
        threshold: more deletions and disables of one job in one cycle are held back; None: no guard.
    """

    def __init__(self, design: Design, threshold: int | None) -> None:
        self._home = SimulatedDirectory(design)
        self._jobs = Jobs(self._home, threshold)
        self._held: dict[Key, ExternalState] = {}
        self._kept: dict[Key, ExternalState] = {}
        self._hidden: set[str] = set()
        self._merged: Mapping[Key, str] = {}
        self._told: set[tuple[object, ...]] = set()
        self._shown = design
        self._shown_for: tuple[Design | None, frozenset[str]] = (None, frozenset())
        self._look: CycleInput | None = None

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
                (h.gone_at + KEPT_DAYS * DAY for h in self._held.values() if h.gone_at is not None),
                default=math.inf,
            )
            cycle_at = min(
                [math.inf if due is None else due, *self._jobs.retries(moments[-1].at if moments else 0.0)]
            )
            now = min(event_at, purge_at, cycle_at)
            if now > end:
                return moments
            if event_at == now:
                rows = [self._event(coming.pop())]
                due = _next_cycle(now)
                moments.append(self._moment(now, None, rows))
            elif purge_at == now:
                moments.append(self._moment(now, None, self._purge(now)))
            else:
                due = None
                number = round(now / MINUTES_PER_CYCLE)
                moments.append(self._moment(now, number, self._cycle(now, number)))

    def _moment(self, at: float, cycle: int | None, rows: Sequence[Row]) -> Moment:
        # Most events happen at home: moments share what they hold as long as it stays the same.
        if self._kept != self._held:
            self._kept = dict(self._held)
        return Moment(at, cycle, tuple(rows), self._design, self._kept)

    @property
    def _design(self) -> Design:
        """The design without the externals that are deleted in their target; the same while nothing changes."""
        home = self._home.design
        if home is not self._shown_for[0] or self._hidden != self._shown_for[1]:
            users = home.users
            if self._hidden:
                there = users.frame.filter(~nw.col("id").is_in(sorted(self._hidden)))
                users = type(users)(there, users.memberships)
            self._shown = home if users is home.users else Design(home.topology, users)
            self._shown_for = (home, frozenset(self._hidden))
        return self._shown

    # events

    def _event(self, given: Event) -> Row:
        event = self._home.resolved(given)
        before = self._names(event.user)
        if event.event in _IN_TARGET:
            return self._in_target(event, before)
        self._home.apply(event)
        if self._jobs.set(event):
            self._told = {told for told in self._told if told[0] != event.arrow}
        name, home = before or self._names(event.user) or (event.user, None)
        said = happened(event, self._home.design, str(name), home)
        where = event.tenant or home
        return Row(
            None, event.at, event.event, event.arrow, event.user, name, where, None, None, f"{said}.", None
        )

    def _in_target(self, event: Event, named: tuple[str, str] | None) -> Row:
        key, held = self._external(str(event.user), str(event.tenant))
        name, home = (held.name, held.home) if held else named or (str(event.user), None)
        before: str = held.state if held else "absent"
        said = happened(event, self._home.design, name, home)
        after = apply_event(held.state, event.event) if held else "absent"
        if held and event.event == "restoreInTarget" and after != before and not held.enabled:
            after = "disabled"
        if held is None or after == before:
            said += f": nothing happens, there is no external to whom it could (now: {before})"
        else:
            purged = event.at if after == "deletedInTarget" else None
            self._held[key] = replace(held, state=after, gone_at=purged)
            self._hide(self._held[key])
            if held.arrow is None and held.item is not None and after in PRESENT:
                # An external that no arrow manages is a row of the directory.
                del self._held[key]
                self._home.set_enabled(held.item, after == "synced")
        source = "CFG26" if event.event in ("deleteInTarget", "restoreInTarget", "userLeaves") else "OV26"
        return Row(
            None, event.at, event.event, held.arrow if held else None, key[0], name, event.tenant,
            before, after, f"{said}.", source,
        )  # fmt: skip

    def _external(self, user: str, tenant: str) -> tuple[Key, ExternalState | None]:
        """Who is meant in a target: somebody whom an arrow manages, or an external of the directory."""
        for held in self._held.values():
            if held.tenant == tenant and (held.user == user or held.item == user):
                return held.key, held
        frame = self._design.users.frame
        own = (nw.col("id") == user) | (nw.col("home_user") == user).fill_null(False)
        there = frame.filter(own & (nw.col("tenant") == tenant) & EXTERNAL)
        columns = (
            "home_user",
            "id",
            "display_name",
            "home_tenant",
            "user_type",
            "user_principal_name",
            "account_enabled",
        )
        for person, item, name, home, kind, upn, enabled in collect(there.select(*columns)).iter_rows():
            state: State = "synced" if enabled else "disabled"
            own_id = item if is_missing(person) else person
            nothing = frozenset[str]()
            held = ExternalState(
                own_id, tenant, home or "", name, kind, upn, bool(enabled), state, None, "existing", item,
                nothing, False, {},
            )  # fmt: skip
            return held.key, held
        return (user, tenant), None

    def _names(self, user: str | None) -> tuple[str, str] | None:
        """What people call a user, and the tenant that the user is of; None if there is none."""
        if user is None:
            return None
        rows = collect(
            self._home.design.users.frame.filter(nw.col("id") == user).select("display_name", "tenant")
        )
        for name, tenant in rows.iter_rows():
            return str(name), str(tenant)
        for held in self._held.values():
            if held.user == user:
                return held.name, held.home
        return None

    def _purge(self, now: float) -> list[Row]:
        rows = []
        for key, held in self._held.items():
            if held.gone_at is not None and held.gone_at + KEPT_DAYS * DAY <= now:
                after = apply_event(held.state, "wait30Days")
                self._held[key] = replace(held, state=after, gone_at=None)
                reason = f"{KEPT_DAYS} days after the deletion: gone for good"
                states = (held.state, str(after))
                rows.append(of_external(None, now, "hardDeleted", held.arrow, held, states, reason, "OV26"))
        return rows

    # cycles

    def _cycle(self, now: float, number: int) -> list[Row]:
        initial = self._jobs.initial
        design, running, rows = self._jobs.begin(self._design, self._held, now, number)
        look = self._look
        if look is None or look.design is not design or list(look.arrows) != running:
            look = self._look = CycleInput(design, running)
        changes = list(Cycle(look, self._held, self._merged, initial, now).changes())
        over = self._jobs.too_many(Counter(change.arrow for change in changes if change.removes))
        for change in changes:
            rows += self._done(change, change.removes and change.arrow in over, now, number)
        rows += self._jobs.end(over, running, now, number)
        pairs = {(arrow.source, arrow.target) for arrow in look.arrows.values()}
        kept = {key: into for key, into in self._merged.items() if (look.home(key[0]), key[1]) not in pairs}
        self._merged = {**kept, **look.merged}
        return rows

    def _done(self, change: Change, waits: bool, now: float, number: int) -> list[Row]:
        """Take a change over, unless it waits; and what there is to tell of it, if it was not told before."""
        held, deed, reason, source = change.held, change.deed, change.reason, change.source
        after: str = held.state
        if waits:
            deed, after, source = "stagedDelete", change.before, "ACC"
            reason = f"{reason}; held back by the guard against accidental deletions"
        else:
            self._take(change)
        if not deed:
            return []
        if deed in ("leftAlone", "stagedDelete"):
            told = (change.arrow, held.key, deed, reason, repr(sorted(held.seen.items())))
            if told in self._told:
                return []
            self._told.add(told)
        states = (change.before, after)
        return [of_external(number, now, deed, change.arrow, held, states, reason, source)]

    def _take(self, change: Change) -> None:
        held = change.held
        if held.state == "absent":
            return
        if change.drop is not None:
            del self._held[change.drop]
        self._held[held.key] = held
        self._hide(held)

    def _hide(self, held: ExternalState) -> None:
        """An external of the directory is there or not, as its object is."""
        if held.item is not None:
            if held.state in PRESENT:
                self._hidden.discard(held.item)
            else:
                self._hidden.add(held.item)


def _next_cycle(at: float) -> float:
    return math.ceil(at / MINUTES_PER_CYCLE) * float(MINUTES_PER_CYCLE)
