"""The time axis of a replay: a tick for each moment, and labels that lead to their moments."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.simulation.timeline import Timeline, clock_time
from xtsviz.view.markup import button, fragment, join_markup

MAX_LABELS = 9
"""The limit of labels, so that they stand clear of each other."""
MAX_TICKS = 300
"""The limit of ticks. Of more moments, only those with labels have one."""


def time_axis(timeline: Timeline, at: int) -> Markup:
    """The axis, with the moment `at` (from 0) marked. Moments stand side by side in the order of time."""
    last = len(timeline.moments) - 1
    labelled = _labelled(timeline)
    ticks = range(last + 1) if last < MAX_TICKS else labelled
    drawn = [
        fragment('<i class="{}" style="left:{}%"></i>', _kind(timeline, place, at), _share(place, last))
        for place in ticks
    ]
    drawn += [
        fragment(
            '<span class="xts-when" style="left:{}%">{}</span>',
            _share(place, last),
            button(
                _label(timeline, place),
                ["moment", str(place)],
                hint=timeline.title(place),
                kind="xts-link",
                pressed=place == at,
            ),
        )
        for place in labelled
    ]
    return fragment('<div class="xts-axis" role="group" aria-label="Time">{}</div>', join_markup(drawn))


def _share(place: int, last: int) -> str:
    return f"{100 * place / last:.2f}" if last else "0"


def _kind(timeline: Timeline, place: int, at: int) -> str:
    kind = "xts-axis-tick" if timeline.moments[place].cycle is None else "xts-axis-tick xts-cycle"
    return f"{kind} xts-now" if place == at else kind


def _label(timeline: Timeline, place: int) -> str:
    moment = timeline.moments[place]
    when = clock_time(moment.at)
    if moment.cycle is None:
        return when
    return f"{when} initial cycle" if moment.cycle == 0 else f"{when} cycle {moment.cycle}"


def _labelled(timeline: Timeline) -> list[int]:
    """The first and the last moment, and cycles between them that are far enough from each other."""
    last = len(timeline.moments) - 1
    gap = max(last / MAX_LABELS, 1)
    found = [0]
    for place, moment in enumerate(timeline.moments):
        if moment.cycle is not None and place - found[-1] >= gap and last - place >= gap:
            found.append(place)
    return [*found, last] if last else found
