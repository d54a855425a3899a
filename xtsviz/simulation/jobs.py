"""The jobs of a design's arrows: which run a cycle, which are stopped, and which are in quarantine."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from xtsviz.flow.arrow_states import arrow_state
from xtsviz.model.design import Design
from xtsviz.simulation.cycle_input import CycleInput, ExternalKey, ExternalState
from xtsviz.simulation.events import MINUTES_PER_DAY, Event
from xtsviz.simulation.lifecycle_rules import PRESENT
from xtsviz.simulation.log_rows import LogRow, job_row
from xtsviz.simulation.sentences import CODE_SOURCES, arrow_name, stop_sentence
from xtsviz.simulation.simulated_directory import SimulatedDirectory

MAX_QUARANTINE_MINUTES = 28 * MINUTES_PER_DAY
"""Minutes after which a job in quarantine is disabled: four weeks. [QUAR]"""


def causes_quarantine(failures: int, events: int) -> bool:
    """Whether a cycle with so many failures puts its job into quarantine.

    More than 40 % of the events fail and there are at least 5,000 failures; or more than 40,000 fail. [QUAR]
    """
    return (failures >= 5_000 and failures > 0.4 * events) or failures > 40_000


class Jobs:
    """The jobs of a design's arrows.

    Args:
        directory: gets a quarantine and its end, as the status of an arrow.
        threshold: if one job has more deletions and disables than this in one cycle, they wait; None: no guard.

    Attributes:
        initial: arrows whose next cycle is an initial one.
    """

    def __init__(self, directory: SimulatedDirectory, threshold: int | None) -> None:
        self._directory = directory
        self._threshold = threshold
        self._stop_codes: dict[str, tuple[str, ...]] = {}
        self._quarantined_since: dict[str, float] = {}
        self._deletes_allowed: set[str] = set()
        self.initial = frozenset(arrow.id for arrow in directory.design.arrows)

    def handle_event(self, event: Event) -> bool:
        """Take note of an event. True if a job starts again, so that its rows may repeat earlier ones."""
        if event.event not in ("restartJob", "startJob", "allowDeletes") or event.arrow is None:
            return False
        self._quarantined_since.pop(event.arrow, None)
        if event.event == "restartJob":
            self.initial |= {event.arrow}
        if event.event == "allowDeletes":
            self._deletes_allowed.add(event.arrow)
        return True

    def retries(self, now: float) -> list[float]:
        """The minutes at which jobs in quarantine try again: once a day [QUAR]."""
        return [
            since + MINUTES_PER_DAY * (math.floor((now - since) / MINUTES_PER_DAY) + 1)
            for since in self._quarantined_since.values()
        ]

    def begin(
        self, design: Design, externals: Mapping[ExternalKey, ExternalState], now: float, number: int
    ) -> tuple[Design, list[str], list[LogRow]]:
        """Begin a cycle.

        Returns:
            The design as the jobs see it, the arrows whose jobs run, and rows for the table.
        """
        rows = []
        for arrow, since in list(self._quarantined_since.items()):
            if now - since >= MAX_QUARANTINE_MINUTES:
                del self._quarantined_since[arrow]
                self._directory.apply(Event(now, "pauseJob", arrow=arrow))
                paused = design.update_arrow(arrow, status="paused")
                design = Design(paused.topology, design.users)
                reason = "four weeks in quarantine: the job is disabled"
                rows.append(job_row(number, now, "disabledJob", arrow, reason, "QUAR"))
            elif now > since and (now - since) % MINUTES_PER_DAY == 0:
                active = design.update_arrow(arrow, status="active")
                design = Design(active.topology, design.users)
        states = {arrow.id: arrow_state(arrow, design.topology) for arrow in design.arrows}
        for arrow, (state, codes) in states.items():
            if state == "open":
                if self._stop_codes.pop(arrow, None):
                    reason = f"{arrow_name(design, arrow)} runs again and syncs the changes since it stopped"
                    rows.append(job_row(number, now, "runs", arrow, reason, "OV26"))
            elif self._stop_codes.get(arrow) != codes and arrow not in self._quarantined_since:
                self._stop_codes[arrow] = codes
                reason, source = stop_sentence(design, arrow, codes[0]), CODE_SOURCES.get(codes[0], "CFG26")
                rows.append(job_row(number, now, "stopped", arrow, reason, source))
            if codes == ("guest-invites-disabled",) and arrow not in self._quarantined_since:
                rows += self._rows_of_failures(design, arrow, externals, now, number)
        running = [arrow for arrow, found in states.items() if found.state == "open"]
        return design, running, rows

    def over_threshold(self, removals: Mapping[str, int]) -> dict[str, int]:
        """The arrows (and their numbers of deletions and disables) that the guard stops."""
        threshold = self._threshold
        return {
            arrow: count
            for arrow, count in removals.items()
            if threshold is not None and count > threshold and arrow not in self._deletes_allowed
        }

    def end(
        self, over_threshold: Mapping[str, int], running: Collection[str], now: float, number: int
    ) -> list[LogRow]:
        """End a cycle: put jobs into quarantine, and end the quarantine of jobs whose cycle had no problem."""
        rows = []
        for arrow in sorted(over_threshold.keys() - self._quarantined_since.keys()):
            reason = (
                f"{over_threshold[arrow]:,} deletions and disables in one cycle, more than the threshold of "
                f"{self._threshold:,}: they wait until somebody allows them"
            )
            rows.append(self._put_into_quarantine(arrow, now, number, reason, "ACC"))
        run = frozenset(running)
        for arrow in [
            arrow for arrow in self._quarantined_since if arrow in run and arrow not in over_threshold
        ]:
            del self._quarantined_since[arrow]
            self._directory.apply(Event(now, "startJob", arrow=arrow))
            reason = "the cycle had no problem: the quarantine ends"
            rows.append(job_row(number, now, "runs", arrow, reason, "QUAR"))
        self._deletes_allowed -= run
        self.initial -= run
        return rows

    def _rows_of_failures(
        self,
        design: Design,
        arrow: str,
        externals: Mapping[ExternalKey, ExternalState],
        now: float,
        number: int,
    ) -> list[LogRow]:
        """Nobody may invite guests, so each creation fails. Many failures put the job into quarantine."""
        opened = design.update_tenant(design.arrow(arrow).target, allow_invites_from="everyone")
        expected = CycleInput(Design(opened.topology, design.users), [arrow]).expected
        failures = sum(key not in externals or externals[key].state not in PRESENT for key in expected)
        if not causes_quarantine(failures, len(expected)):
            return []
        reason = f"{failures:,} of {len(expected):,} events fail (AzureActiveDirectoryForbidden)"
        return [self._put_into_quarantine(arrow, now, number, reason, "QUAR")]

    def _put_into_quarantine(self, arrow: str, now: float, number: int, reason: str, source: str) -> LogRow:
        self._quarantined_since[arrow] = now
        self._directory.quarantine(arrow)
        lead = f"{arrow_name(self._directory.design, arrow)} is in quarantine and tries once a day"
        return job_row(number, now, "quarantined", arrow, f"{lead}: {reason}", source)
