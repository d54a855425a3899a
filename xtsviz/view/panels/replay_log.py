"""The log of a replay: what happened until a moment, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from xtsviz.model.display_names import DisplayNames
from xtsviz.simulation.log_rows import LogRow
from xtsviz.simulation.sentences import ACTION_SYMBOLS, ACTIONS, arrow_name
from xtsviz.simulation.timeline import Timeline, clock_time
from xtsviz.sources import SOURCES
from xtsviz.view.markup import button, empty_message, esc, fragment, table, text_cells
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import list_in_words, number

MAX_ROWS = 120
"""The limit of lines in a log. The table of `simulate` has all of them."""
_MAX_SINGLE_LINES = 6
"""If one moment has more rows of the same kind, they become one line."""


def log_at(timeline: Timeline, at: int, about: Selection | None = None) -> Markup:
    """What happened until a moment, the latest first.

    Args:
        at: the index of the moment, from 0.
        about: a user, an arrow or a tenant: other rows are left out.
    """
    lines: list[list[Markup]] = []
    for place in range(at, -1, -1):
        moment = timeline.moments[place]
        rows = [row for row in moment.rows if about is None or _is_about(row, about)]
        lines += [_line(timeline, place, group, now=place == at) for group in _grouped_rows(rows)]
    if not lines:
        return empty_message("Nothing has happened to what is selected so far. Step on, or show everything.")
    caption = f"What happened so far, the latest first; ▸ is this moment. {number(len(lines), 'line')}."
    shown = table(text_cells("When", "What", "Who", "Why"), lines[:MAX_ROWS], caption=caption, kind="xts-log")
    left_out = len(lines) - MAX_ROWS
    return shown + (
        fragment("<p>{} left out.</p>", number(left_out, "earlier line")) if left_out > 0 else Markup()
    )


def _is_about(row: LogRow, about: Selection) -> bool:
    return about.id in (row.user, row.arrow, row.tenant)


def _grouped_rows(rows: Sequence[LogRow]) -> Iterator[list[LogRow]]:
    """The rows of a moment in groups: many rows of the same kind are one group, all others are groups of one."""
    alike: dict[tuple[str | None, ...], list[LogRow]] = {}
    for row in rows:
        alike.setdefault((row.action, row.arrow, row.tenant, row.reason), []).append(row)
    for group in alike.values():
        if len(group) > _MAX_SINGLE_LINES:
            yield group
        else:
            yield from ([row] for row in group)


def _line(timeline: Timeline, place: int, group: Sequence[LogRow], now: bool) -> list[Markup]:
    row, moment = group[0], timeline.moments[place]
    names = DisplayNames(moment.design)
    when = f"{'▸ ' if now else ''}{clock_time(row.at)}"
    jump = button(when, ["moment", str(place)], hint="Go to this moment", kind="xts-link", pressed=now)
    action = f"{ACTION_SYMBOLS.get(row.action, '')} {ACTIONS[row.action]}".strip()
    kind = "em" if row.cycle is None else "strong"
    done = fragment("<{}>{}</{}>", kind, action, kind)
    who = (
        [list_in_words([one.display_name or "" for one in group], 4)] if row.display_name is not None else []
    )
    if row.after is not None and row.tenant in moment.design.topology.tenant_by_id:
        who.append(f"in {names.tenant(row.tenant)}")
    elif row.display_name is None and row.arrow is not None:
        who.append(arrow_name(moment.design, row.arrow))
    count = fragment(" <strong>{}</strong>", len(group)) if len(group) > 1 else Markup()
    return [jump, done + count, esc(" ".join(who)), esc(row.reason) + _source(row.source)]


def _source(keys: str | None) -> Markup:
    """The keys of the documents. Their titles show on hover, and screen readers read them."""
    if keys is None:
        return Markup()
    titles = "; ".join(title for key, title in SOURCES.items() if key in keys)
    return fragment(' <abbr class="xts-muted" title="{}">[{}]</abbr>', titles, keys)
