"""What was assumed while lists and exports were read, as a table. A press on a tenant selects it."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty_message, esc, rest_of_rows, table, text_cells
from xtsviz.view.words import number

MAX_ROWS = 200


def reading_table(context: ViewContext) -> Markup:
    """The notes of a design. A press on a tenant sends ``select tenant ID``."""
    notes = context.design.notes
    if not notes:
        return empty_message("Nothing was assumed: no list of users was read, or every list said all.")
    tenants = context.design.topology.tenant_by_id
    rows = [
        [
            button(context.names.tenant(note.about), ["select", "tenant", note.about], kind="xts-link")
            if note.about in tenants
            else esc(note.about),
            esc(note.sentence),
        ]
        for note in notes[:MAX_ROWS]
    ]
    caption = f"Reading: {number(len(notes), 'note')}"
    return table(
        text_cells("About", "How it was read"), rows, caption=caption, kind="xts-reading"
    ) + rest_of_rows(MAX_ROWS, len(notes))
