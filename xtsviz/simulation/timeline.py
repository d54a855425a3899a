"""`xtsviz.simulate`: what happens to a design over time, as a table or moment by moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xtsviz.errors import InputError, Problem, XtsvizError
from xtsviz.model.design import Design, checked_design
from xtsviz.simulation.events import MAX_MINUTES, Event, EventsInput, event_place, read_events
from xtsviz.simulation.flow_at import FlowAt
from xtsviz.simulation.lifecycle_rules import PRESENT
from xtsviz.simulation.log_rows import LogRow
from xtsviz.simulation.run import Moment, Run
from xtsviz.simulation.sentences import ACTIONS
from xtsviz.simulation.simulated_directory import SimulatedDirectory

DEFAULT_THRESHOLD = 500
"""So many deletions of one job in one cycle pass the guard by default. [ACC]"""


@dataclass(frozen=True)
class Timeline:
    """The simulation of a design, moment by moment: each event, and each cycle that had something to do.

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
        frame = pd.DataFrame(rows, columns=list(LogRow._fields))
        return frame.astype({"cycle": "Int64", "at": "float64"})

    def flow(self, number: int) -> FlowAt:
        """The flow at a moment (0-based), for pictures and tables."""
        moment = self.moments[number]
        return FlowAt(moment.design, moment.externals, moment.groups)

    def title(self, number: int) -> str:
        """One line about a moment."""
        moment = self.moments[number]
        if moment.cycle is None:
            return f"{clock_time(moment.at)}: {' '.join(map(_row_sentence, moment.rows[:3]))}"
        kind = "Initial cycle" if moment.cycle == 0 else f"Cycle {moment.cycle}"
        counts = Counter(ACTIONS[row.action] for row in moment.rows)
        actions = ", ".join(f"{count:,} {action}" for action, count in counts.items()) or "nothing to do"
        return f"{clock_time(moment.at)}: {kind}: {actions}"

    def description(self, number: int, max_sentences: int = 3) -> str:
        """Sentences about what happened at a moment, at most `max_sentences` of them."""
        rows = self.moments[number].rows
        sentences = [
            f"{r.display_name}: {r.reason}" if r.cycle is not None and r.display_name else r.reason
            for r in rows
        ]
        rest = f" And {len(sentences) - max_sentences:,} more." if len(sentences) > max_sentences else ""
        return " ".join(sentences[:max_sentences]) + rest or "Nothing to do: nothing changed for the jobs."

    def removed_externals(self, number: int) -> list[tuple[str, str, str]]:
        """Externals that existed before and are deleted at a moment: display name, tenant id, state."""
        externals = self.moments[number].externals.values()
        return [(one.display_name, one.tenant, one.state) for one in externals if one.state not in PRESENT]


def simulate(
    design: Design,
    events: EventsInput = (),
    *,
    until: float = 0,
    threshold: int | None = DEFAULT_THRESHOLD,
) -> pd.DataFrame:
    """What happens to a design in the cycles after some events: one row per event or action, in order of time.

    The initial cycle runs at minute 0, the incremental ones every 40 minutes; each sees what happened up to its
    minute. A cycle without changes has no rows. A soft-deleted external is deleted for good after 30 days.

    Args:
        design: the design before the first cycle; its users are in pandas.
        events: `Event` values, or dicts with the same fields, or a JSON text with a list of those; in order of time.
        until: play at least to this minute, ten years at most; otherwise to the first cycle at or after the last event.
        threshold: if one job has **more** deletions and disables than this in one cycle, they wait, and the job goes
            into quarantine: it tries once a day, and is disabled after four weeks. ``allowDeletes`` lets them pass.
            If they are no longer due (because users are assigned again, …), ``restartJob`` goes on. None: no guard.
            The document says that the job stops when the threshold "is met", and also for "anything above" it, and
            that it does not stop when the number "doesn't exceed" it. This function takes "above". [ACC]

    Returns:
        A frame with the columns

        * ``cycle``: the number of the cycle (0 is the initial one); missing for events between cycles;
        * ``at``: minutes since the initial cycle;
        * ``action``: what happened: an event's name, or of a cycle ``created``, ``matched``, ``updated``, ``blocked``,
          ``unblocked``, ``softDeleted``, ``restored``, ``recreated``, ``leftAlone`` (with the reason),
          ``stagedDelete``; of a group in a target ``groupCreated``, ``groupDeleted``, and of a member of it
          ``joinedGroup``, ``leftGroup``; ``hardDeleted`` after 30 days; of an arrow's job ``stopped``,
          ``runs``, ``quarantined``, ``disabledJob``;
        * ``arrow``: whose job did it; for events on a configuration, which;
        * ``user``, ``display_name``: the home user; ``tenant``: where the external is (for events at home: home);
        * ``before``, ``after``: the external's state: those of `xtsviz.lifecycle`, and ``absent``, ``existing`` (there,
          and not managed before the match) and ``left``; missing where no external is concerned;
        * ``reason``: a sentence; ``source``: keys of the documents that say so (`xtsviz.simulation.SOURCES`).

    Raises:
        InputError: events that are not well formed, that name an unknown user or object, that do not fit the design
            at their moment, or that are out of order. The error lists every problem with its place.
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
    events: EventsInput = (),
    *,
    until: float = 0,
    threshold: int | None = DEFAULT_THRESHOLD,
) -> Timeline:
    """The same as `simulate`, moment by moment, with the design and the flow of each moment."""
    checked_design(design)
    if type(until) not in (int, float) or not 0 <= until <= MAX_MINUTES:
        raise InputError(
            f"minutes from 0 to {MAX_MINUTES:,} (ten years) are needed, as a number", where="until"
        )
    if threshold is not None and (type(threshold) is not int or threshold < 0):
        raise InputError("a whole number from 0 on is needed, or None for no guard", where="threshold")
    played = checked_events(design, events)
    return Timeline(design, tuple(Run(design, threshold).play(played, until)))


def checked_events(design: Design, events_input: EventsInput) -> tuple[Event, ...]:
    """The events, after a check that they can happen to the design in this order.

    Raises:
        InputError: lists every problem with the place of its event.
    """
    events, problems = read_events(events_input)
    if problems:
        raise InputError(problems, where="events")
    directory = SimulatedDirectory(design)
    latest = 0.0
    for number, event in enumerate(events):
        place = event_place(number, event)
        if event.at < latest:
            problems.append(Problem(place, f"comes after one at {latest:g}; put the events in order of time"))
        latest = max(latest, event.at)
        try:
            directory.apply(directory.resolve_names(event))
        except InputError as error:
            problems += [Problem(place, str(problem)) for problem in error.problems]
        except XtsvizError as error:
            problems.append(Problem(place, str(error)))
    if problems:
        raise InputError(problems, where="events")
    return events


def _row_sentence(row: LogRow) -> str:
    # The sentence of an event already names its user.
    return row.reason if row.action != "hardDeleted" else f"{row.display_name}: {row.reason}"


def clock_time(at: float) -> str:
    """Minutes as a person reads them: ``0:40``, ``day 2, 1:20``."""
    minutes = int(at)
    days, rest = divmod(minutes, 24 * 60)
    time = f"{rest // 60}:{rest % 60:02d}"
    return f"day {days + 1}, {time}" if days else time
