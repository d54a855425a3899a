"""The line that says that a filter is written and not applied."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, fragment, join_markup, note

_MAX_LINES = 3


def unapplied_html(context: ViewContext, arrows: Sequence[str]) -> Markup:
    """A line for each of these arrows (ids), with buttons that show, apply or take back what is written for it."""
    lines = []
    for id in arrows[:_MAX_LINES]:
        name = context.names.arrow(context.design.arrow(id))
        buttons = join_markup(
            button(label, [verb, id], kind="xts-answer xts-small", hint=f"{label}: the filter of {name}")
            for label, verb in (
                ("Show it", "filter-show"),
                ("Apply it", "filter-apply"),
                ("Take it back", "filter-discard"),
            )
        )
        lines.append(
            fragment(
                "<p><strong>! A filter of {} is written and not applied.</strong> Pictures, numbers and files are "
                "without it. {}</p>",
                name,
                buttons,
            )
        )
    more = len(arrows) - len(lines)
    return join_markup(lines) + (note(f"… and filters of {more:,} more.") if more > 0 else Markup())
