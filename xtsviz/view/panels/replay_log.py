"""The log of a replay as HTML: what happened at a moment and before, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from xtsviz.model.display_names import DisplayNames
from xtsviz.simulation.log_rows import Row
from xtsviz.simulation.sentences import ACTIONS, MARKS, SOURCES, arrow_name
from xtsviz.simulation.timeline import Timeline, clock
from xtsviz.view.markup import button, empty, esc, fragment, table, texts
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import listed, number

MAX_ROWS = 120
"""So many lines a log shows; the table of `simulate` has all."""
_ALIKE = 6
"""More of the same in one moment become one line."""


def log_at(timeline: Timeline, at: int, about: Selection | None = None) -> Markup:
    """What happened up to a moment (0-based), the latest first.

    Args:
        about: only what concerns this user, arrow or tenant.
    """
    lines: list[list[Markup]] = []
    for place in range(at, -1, -1):
        moment = timeline.moments[place]
        rows = [row for row in moment.rows if about is None or _concerns(row, about)]
        lines += [_line(timeline, place, group, now=place == at) for group in _together(rows)]
    if not lines:
        return empty("Nothing has happened to what is selected so far. Step on, or show everything.")
    caption = f"What happened so far, the latest first; ▸ is this moment. {number(len(lines), 'line')}."
    shown = table(texts("When", "What", "Who", "Why"), lines[:MAX_ROWS], caption=caption, kind="xts-log")
    left_out = len(lines) - MAX_ROWS
    return shown + (
        fragment("<p>{} left out.</p>", number(left_out, "earlier line")) if left_out > 0 else Markup()
    )


def _concerns(row: Row, about: Selection) -> bool:
    return about.id in (row.user, row.arrow, row.tenant)


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of a moment, many of the same kind as one group."""
    alike: dict[tuple[str | None, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault((row.action, row.arrow, row.tenant, row.reason), []).append(row)
    for group in alike.values():
        if len(group) > _ALIKE:
            yield group
        else:
            yield from ([row] for row in group)


def _line(timeline: Timeline, place: int, group: Sequence[Row], now: bool) -> list[Markup]:
    row, moment = group[0], timeline.moments[place]
    names = DisplayNames(moment.design)
    when = f"{'▸ ' if now else ''}{clock(row.at)}"
    jump = button(when, ["moment", str(place)], hint="Go to this moment", kind="xts-link", pressed=now)
    action = f"{MARKS.get(row.action, '')} {ACTIONS[row.action]}".strip()
    kind = "em" if row.cycle is None else "strong"
    done = fragment("<{}>{}</{}>", kind, action, kind)
    who = [listed([one.display_name or "" for one in group], 4)] if row.display_name is not None else []
    if row.after is not None and row.tenant in moment.design.topology.tenant_by_id:
        who.append(f"in {names.tenant(row.tenant)}")
    elif row.display_name is None and row.arrow is not None:
        who.append(arrow_name(moment.design, row.arrow))
    count = fragment(" <strong>{}</strong>", len(group)) if len(group) > 1 else Markup()
    return [jump, done + count, esc(" ".join(who)), esc(row.reason) + _source(row.source)]


def _source(keys: str | None) -> Markup:
    """The keys of the documents, their titles where the mouse rests and for screen readers."""
    if keys is None:
        return Markup()
    titles = "; ".join(title for key, title in SOURCES.items() if key in keys)
    return fragment(' <abbr class="xts-muted" title="{}">[{}]</abbr>', titles, keys)
