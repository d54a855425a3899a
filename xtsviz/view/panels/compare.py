"""The list of snapshots, and what the drawer Compare says before a choice."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from xtsviz.view.markup import button, empty_message, esc, join_markup, table, text_cells
from xtsviz.view.words import number

_SNAPSHOT_ACTIONS = (
    ("Go back", "snapshot-restore"),
    ("Compare with it", "snapshot-compare"),
    ("Remove", "snapshot-remove"),
)

NOTHING_CHOSEN = (
    "Choose above what to compare with: the start, a snapshot, another template for the same tenants, or a document "
    "from a file. Both designs are shown side by side, with one table of their numbers and what differs in words."
)


def snapshots_html(names: Sequence[str], arrows: Sequence[int]) -> Markup:
    """The snapshots, with buttons for each.

    Args:
        names: the names of the snapshots.
        arrows: the number of arrows of each.
    """
    if not names:
        return empty_message(
            "No snapshot yet. Name the design as it is now, and take one; you can always come back to it."
        )
    rows = [
        [
            esc(name),
            esc(number(count, "arrow")),
            join_markup(
                (
                    button(words, [action, name], hint=f"{words}: {name}")
                    for words, action in _SNAPSHOT_ACTIONS
                ),
                Markup(" "),
            ),
        ]
        for name, count in zip(names, arrows, strict=True)
    ]
    return table(text_cells("Name", "Size", "What to do"), rows, caption=number(len(names), "snapshot"))
