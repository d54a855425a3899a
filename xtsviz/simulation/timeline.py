"""A day of synchronization, played: what happens to a design, and what each cycle makes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xtsviz.errors import InputError, Problem, XtsvizError
from xtsviz.model.design import Design, checked_design
from xtsviz.simulation.events import MAX_MINUTES, Event, Given, place_of, read_events
from xtsviz.simulation.flow_at import FlowAt
from xtsviz.simulation.lifecycle_rules import PRESENT
from xtsviz.simulation.log_rows import Row
from xtsviz.simulation.run import Moment, Run
from xtsviz.simulation.sentences import ACTIONS
from xtsviz.simulation.simulated_directory import SimulatedDirectory

DEFAULT_THRESHOLD = 500
"""Deletions of one job in one cycle that the guard lets through unless told otherwise. [ACC]"""


@dataclass(frozen=True)
class Timeline:
    """A design and its days, moment by moment: each event, and each cycle that had something to look at.

    Attributes:
        start: the design before anything happened.
        moments: in order of time; the initial cycle is at minute 0.
    """

    start: Design
    moments: tuple[Moment, ...]

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per thing that happened; see `simulate`."""
        rows = [row for moment in self.moments for row in moment.rows]
        frame = pd.DataFrame(rows, columns=list(Row._fields))
        return frame.astype({"cycle": "Int64", "at": "float64"})

    def flow(self, number: int) -> FlowAt:
        """Who is where at a moment (0-based), as a flow that pictures and tables take."""
        moment = self.moments[number]
        return FlowAt(moment.design, moment.held)

    def title(self, number: int) -> str:
        """What a moment is about, in one line."""
        moment = self.moments[number]
        if moment.cycle is None:
            return f"{clock(moment.at)}: {' '.join(map(_told, moment.rows[:3]))}"
        kind = "Initial cycle" if moment.cycle == 0 else f"Cycle {moment.cycle}"
        counts = Counter(ACTIONS[row.action] for row in moment.rows)
        said = ", ".join(f"{count:,} {action}" for action, count in counts.items()) or "nothing to do"
        return f"{clock(moment.at)}: {kind}: {said}"

    def told(self, number: int, most: int = 3) -> str:
        """What happened at a moment, in sentences, at most so many."""
        rows = self.moments[number].rows
        said = [
            f"{r.display_name}: {r.reason}" if r.cycle is not None and r.display_name else r.reason
            for r in rows
        ]
        rest = f" And {len(said) - most:,} more." if len(said) > most else ""
        return " ".join(said[:most]) + rest or "Nothing to do: nothing has changed for the jobs."

    def missing(self, number: int) -> list[tuple[str, str, str]]:
        """Externals who were there and are gone at a moment: display name, tenant id, state."""
        held = self.moments[number].held.values()
        return [(one.name, one.tenant, one.state) for one in held if one.state not in PRESENT]


def simulate(
    design: Design,
    events: Given = (),
    *,
    until: float = 0,
    threshold: int | None = DEFAULT_THRESHOLD,
) -> pd.DataFrame:
    """What happens to a design in the cycles after some events: one row per thing that happens, in order of time.

    The initial cycle runs at minute 0, the incremental ones every 40 minutes; each sees what happened up to its
    minute. A cycle without changes since the last one has no rows. What is soft-deleted is gone for good after 30 days.

    Args:
        design: to begin with; its users in pandas.
        events: `Event` values, or dicts with the same fields, or a JSON text with a list of those; in order of time.
        until: play at least to this minute, ten years at most; otherwise to the first cycle at or after the last event.
        threshold: if one job has **more** deletions and disables than this in one cycle, they wait, and the job goes
            into quarantine: it tries once a day, and is disabled after four weeks. ``allowDeletes`` lets them pass;
            where they are prevented (by assigning again, …), ``restartJob`` goes on. None: no guard. The document
            says both that the job stops when the threshold "is met" and for "anything above" it, and that it does
            not where the number "doesn't exceed" it: above is taken. [ACC]

    Returns:
        A frame with the columns

        * ``cycle``: the number of the cycle (0 is the initial one); missing for what happened between cycles;
        * ``at``: minutes since the initial cycle;
        * ``action``: what happened: an event's name, or of a cycle ``created``, ``matched``, ``updated``, ``blocked``,
          ``unblocked``, ``softDeleted``, ``restored``, ``recreated``, ``leftAlone`` (with the reason),
          ``stagedDelete``; ``hardDeleted`` after 30 days; of an arrow's job ``stopped``,
          ``runs``, ``quarantined``, ``disabledJob``;
        * ``arrow``: whose job did it; for events on a configuration, which;
        * ``user``, ``display_name``: the home user; ``tenant``: where the external is (for events at home: home);
        * ``before``, ``after``: the external's state: those of `xtsviz.lifecycle`, and ``absent``, ``existing`` (there,
          and not managed before the match) and ``left``; missing where no external is concerned;
        * ``reason``: a sentence; ``source``: keys of the documents that say so (`xtsviz.sources.SOURCES`).

    Raises:
        InputError: events that are not well formed, name somebody or something unknown, do not fit the design at
            their moment, or are out of order; every problem at once, each with its place.
        DesignError: the design's users are not in pandas, or it is no design.

    >>> import xtsviz as xts
    >>> pair = xts.templates.single_source_single_target(["Contoso", "Fabrikam"], members=1)
    >>> user = pair.directory["id"][0]
    >>> table = simulate(pair, [{"at": 10, "event": "disableSource", "user": user}])
    >>> list(table["action"])
    ['created', 'disableSource', 'blocked']
    """
    return timeline(design, events, until=until, threshold=threshold).table


def timeline(
    design: Design,
    events: Given = (),
    *,
    until: float = 0,
    threshold: int | None = DEFAULT_THRESHOLD,
) -> Timeline:
    """The same as `simulate`, moment by moment, with the design and who is where at each."""
    checked_design(design)
    if type(until) not in (int, float) or not 0 <= until <= MAX_MINUTES:
        raise InputError(
            f"minutes from 0 to {MAX_MINUTES:,} (ten years) are needed, as a number", where="until"
        )
    if threshold is not None and (type(threshold) is not int or threshold < 0):
        raise InputError("a whole number from 0 on is needed, or None for no guard", where="threshold")
    played = checked(design, events)
    return Timeline(design, tuple(Run(design, threshold).play(played, until)))


def checked(design: Design, given: Given) -> tuple[Event, ...]:
    """The events, if they can happen to the design in this order.

    Raises:
        InputError: with every problem, each with the place of its event.
    """
    events, problems = read_events(given)
    if problems:
        raise InputError(problems, where="events")
    home = SimulatedDirectory(design)
    latest = 0.0
    for number, event in enumerate(events):
        place = place_of(number, event)
        if event.at < latest:
            problems.append(Problem(place, f"comes after one at {latest:g}; put the events in order of time"))
        latest = max(latest, event.at)
        try:
            home.apply(home.resolved(event))
        except InputError as error:
            problems += [Problem(place, str(problem)) for problem in error.problems]
        except XtsvizError as error:
            problems.append(Problem(place, str(error)))
    if problems:
        raise InputError(problems, where="events")
    return events


def _told(row: Row) -> str:
    # An event's sentence names its user itself.
    return row.reason if row.action != "hardDeleted" else f"{row.display_name}: {row.reason}"


def clock(at: float) -> str:
    """Minutes as a person reads them: ``0:40``, ``day 2, 1:20``."""
    minutes = int(at)
    days, rest = divmod(minutes, 24 * 60)
    time = f"{rest // 60}:{rest % 60:02d}"
    return f"day {days + 1}, {time}" if days else time
