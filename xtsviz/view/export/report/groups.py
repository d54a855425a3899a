"""The table of synchronized groups in a report."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.markup import esc, fragment, table, text_cells

MAX_GROUPS = 500


def groups_section(context: ViewContext) -> Markup:
    """One row for each group that an arrow makes in a target; empty markup if there is none."""
    copies = context.flow.group_copies
    if not copies:
        return Markup()
    rows = [
        [
            fragment('{}<br><code class="muted">{}</code>', copy.label, copy.group.id),
            esc(context.names.tenant(copy.group.tenant)),
            esc(context.names.tenant(copy.tenant)),
            fragment("{:,}", copy.members),
            fragment("{:,}", copy.left_out),
        ]
        for copy in copies[:MAX_GROUPS]
    ]
    head = text_cells("Group", "Home tenant", "Appears in", "Members there", "Direct members left out")
    lead = (
        "An arrow with group synchronization makes its assigned groups in the target. Only direct members whom the "
        "arrow has in scope and who are there are in the copy. Nested groups are not followed."
    )
    made = table(head, rows, caption="Groups that arrows make in targets", kind="counted")
    more = f"The first {len(rows):,} of {len(copies):,} groups. xtsviz flow --format json lists all."
    rest = fragment('<p class="muted">{}</p>', more) if len(copies) > len(rows) else Markup()
    return fragment("<p>{}</p>", lead) + made + rest
