"""The jobs of a design's arrows: which run a cycle, which are stopped, and which are in quarantine."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from xtsviz.flow.arrow_states import arrow_state
from xtsviz.model.design import Design
from xtsviz.simulation.cycle_input import CycleInput, ExternalState, Key
from xtsviz.simulation.events import DAY, Event
from xtsviz.simulation.lifecycle_rules import PRESENT
from xtsviz.simulation.log_rows import Row, of_job
from xtsviz.simulation.sentences import CODE_SOURCES, arrow_name, stopped
from xtsviz.simulation.simulated_directory import SimulatedDirectory

MAX_IN_QUARANTINE = 28 * DAY
"""Minutes after which a job in quarantine is disabled: four weeks. [QUAR]"""


def failing_quarantines(failures: int, events: int) -> bool:
    """Whether a cycle with so many failures puts its job into quarantine.

    More than 40 % of the events fail and there are at least 5,000 failures; or more than 40,000 fail. [QUAR]
    """
    return (failures >= 5_000 and failures > 0.4 * events) or failures > 40_000


class Jobs:
    """The jobs of a design's arrows.

    Args:
        home: where a quarantine or its end is noted as the status of an arrow.
        threshold: more deletions and disables of one job in one cycle wait; None: no guard.

    Attributes:
        initial: arrows whose next cycle is an initial one.
    """

    def __init__(self, home: SimulatedDirectory, threshold: int | None) -> None:
        self._home = home
        self._threshold = threshold
        self._stopped: dict[str, tuple[str, ...]] = {}
        self._quarantined: dict[str, float] = {}
        self._allowed: set[str] = set()
        self.initial = frozenset(arrow.id for arrow in home.design.arrows)

    def set(self, event: Event) -> bool:
        """Hear of an event; True if a job begins anew, and may tell again what it told before."""
        if event.event not in ("restartJob", "startJob", "allowDeletes") or event.arrow is None:
            return False
        self._quarantined.pop(event.arrow, None)
        if event.event == "restartJob":
            self.initial |= {event.arrow}
        if event.event == "allowDeletes":
            self._allowed.add(event.arrow)
        return True

    def retries(self, now: float) -> list[float]:
        """The minutes at which jobs in quarantine try again: once a day [QUAR]."""
        return [since + DAY * (math.floor((now - since) / DAY) + 1) for since in self._quarantined.values()]

    def begin(
        self, design: Design, held: Mapping[Key, ExternalState], now: float, number: int
    ) -> tuple[Design, list[str], list[Row]]:
        """Begin a cycle.

        Returns:
            The design as the jobs see it, the arrows whose jobs run, and what there is to tell.
        """
        rows = []
        for arrow, since in list(self._quarantined.items()):
            if now - since >= MAX_IN_QUARANTINE:
                del self._quarantined[arrow]
                self._home.apply(Event(now, "pauseJob", arrow=arrow))
                paused = design.update_arrow(arrow, status="paused")
                design = Design(paused.topology, design.users)
                why = "four weeks in quarantine: the job is disabled"
                rows.append(of_job(number, now, "disabledJob", arrow, why, "QUAR"))
            elif now > since and (now - since) % DAY == 0:
                tried = design.update_arrow(arrow, status="active")
                design = Design(tried.topology, design.users)
        states = {arrow.id: arrow_state(arrow, design.topology) for arrow in design.arrows}
        for arrow, (state, codes) in states.items():
            if state == "open":
                if self._stopped.pop(arrow, None):
                    why = f"{arrow_name(design, arrow)} runs again: what changed in between is carried over"
                    rows.append(of_job(number, now, "runs", arrow, why, "OV26"))
            elif self._stopped.get(arrow) != codes and arrow not in self._quarantined:
                self._stopped[arrow] = codes
                why, source = stopped(design, arrow, codes[0]), CODE_SOURCES.get(codes[0], "CFG26")
                rows.append(of_job(number, now, "stopped", arrow, why, source))
            if codes == ("guest-invites-disabled",) and arrow not in self._quarantined:
                rows += self._failing(design, arrow, held, now, number)
        running = [arrow for arrow, found in states.items() if found.state == "open"]
        return design, running, rows

    def too_many(self, removals: Mapping[str, int]) -> dict[str, int]:
        """Of the numbers of deletions and disables by arrow, those that the guard does not let through."""
        most = self._threshold
        return {
            arrow: count
            for arrow, count in removals.items()
            if most is not None and count > most and arrow not in self._allowed
        }

    def end(self, over: Mapping[str, int], running: Collection[str], now: float, number: int) -> list[Row]:
        """End a cycle: into quarantine, and out of it."""
        rows = []
        for arrow in sorted(over.keys() - self._quarantined.keys()):
            why = (
                f"{over[arrow]:,} deletions and disables in one cycle, more than the threshold of "
                f"{self._threshold:,}: they wait until somebody allows them"
            )
            rows.append(self._into_quarantine(arrow, now, number, why, "ACC"))
        run = frozenset(running)
        for arrow in [arrow for arrow in self._quarantined if arrow in run and arrow not in over]:
            del self._quarantined[arrow]
            self._home.apply(Event(now, "startJob", arrow=arrow))
            why = "the cycle went through: out of quarantine"
            rows.append(of_job(number, now, "runs", arrow, why, "QUAR"))
        self._allowed -= run
        self.initial -= run
        return rows

    def _failing(
        self, design: Design, arrow: str, held: Mapping[Key, ExternalState], now: float, number: int
    ) -> list[Row]:
        """Nobody may invite: each creation fails, and many failures put the job into quarantine."""
        opened = design.update_tenant(design.arrow(arrow).target, allow_invites_from="everyone")
        wanted = CycleInput(Design(opened.topology, design.users), [arrow]).wanted
        failures = sum(key not in held or held[key].state not in PRESENT for key in wanted)
        if not failing_quarantines(failures, len(wanted)):
            return []
        why = f"{failures:,} of {len(wanted):,} events fail (AzureActiveDirectoryForbidden)"
        return [self._into_quarantine(arrow, now, number, why, "QUAR")]

    def _into_quarantine(self, arrow: str, now: float, number: int, why: str, source: str) -> Row:
        self._quarantined[arrow] = now
        self._home.quarantine(arrow)
        lead = f"{arrow_name(self._home.design, arrow)} is in quarantine and tries once a day"
        return of_job(number, now, "quarantined", arrow, f"{lead}: {why}", source)
