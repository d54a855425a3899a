"""The numbers of the Sankey chart as two lists: the tenants, and the arrows that sync users."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.view.charts.sankey_part import SankeyPart, arrow_sentence
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import (
    button,
    empty_message,
    fragment,
    item_list,
    join_markup,
    note,
    section,
    swatch,
    table,
    text_cells,
)
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import state_label
from xtsviz.view.words import number

MAX_IDLE = 40
"""The limit of listed arrows that sync nobody. The others are counted."""
MAX_TENANTS = 400
"""The limit of listed tenants. Of more, those with the most synchronized users are listed."""


def no_flow_message(context: ViewContext) -> Markup:
    """The message in place of the chart if no arrow syncs users; empty if one does."""
    arrows = context.flow.by_arrow.values()
    if any(done.carried for done in arrows):
        return Markup()
    if not arrows:
        return empty_message(
            "No user is synchronized yet. Draw an arrow from a home tenant to a target: Arrows, on the left."
        )
    return empty_message("No arrow syncs any user. Press an arrow below to see what stops it.")


def flow_notes(shown: SankeyPart) -> Markup:
    """Notes: what the chart leaves out, and why nothing in it is highlighted; empty if there are none."""
    return join_markup(map(note, shown.notes))


def flow_lists(context: ViewContext, shown: SankeyPart, selection: Selection, dark: bool) -> Markup:
    """The tenants with the numbers of users out and in, and the arrows. A press sends ``select KIND ID``.

    Args:
        shown: the part of the flow that the chart shows. Its arrows are listed, and all tenants.
    """
    lists = [
        _tenants(context, selection, dark) if context.tenant_index else Markup(),
        _arrows(context, shown, selection, dark) if shown.arrows else Markup(),
    ]
    boxes = join_markup(fragment('<div class="xts-scroll">{}</div>', made) for made in lists if made)
    return fragment('<div class="xts-lists">{}</div>{}', boxes, _idle(context, selection))


def _to_tenant(context: ViewContext, tenant: str, selection: Selection) -> Markup:
    chosen = selection.kind == "tenant" and selection.id == tenant
    return button(context.names.tenant(tenant), ["select", "tenant", tenant], kind="xts-link", pressed=chosen)


def _to_arrow(context: ViewContext, done: ArrowFlow, selection: Selection) -> Markup:
    chosen = selection.kind == "arrow" and selection.id == done.arrow.id
    return button(
        context.names.arrow(done.arrow),
        ["select", "arrow", done.arrow.id],
        kind="xts-link",
        pressed=chosen,
        hint=arrow_sentence(context, done),
    )


def _tenants(context: ViewContext, selection: Selection, dark: bool) -> Markup:
    sent, received = dict.fromkeys(context.tenant_index, 0), dict.fromkeys(context.tenant_index, 0)
    for done in context.flow.by_arrow.values():
        sent[done.arrow.source] += done.carried
        received[done.arrow.target] += done.carried
    listed = list(context.tenant_index)
    if len(listed) > MAX_TENANTS:
        listed.sort(key=lambda tenant: -sent[tenant] - received[tenant])
    rows = [
        [
            swatch(context.paint(tenant), dark) + _to_tenant(context, tenant, selection),
            fragment("{:,}", sent[tenant]),
            fragment("{:,}", received[tenant]),
        ]
        for tenant in listed[:MAX_TENANTS]
    ]
    made = table(
        text_cells("Tenant", "Out", "In"), rows, caption="Synchronized users, by tenant", kind="xts-counted"
    )
    left = len(listed) - len(rows)
    return made + (note(f"{number(left, 'more tenant')}, with fewer users.") if left else Markup())


def _arrows(context: ViewContext, shown: SankeyPart, selection: Selection, dark: bool) -> Markup:
    rows = [
        [
            swatch(context.paint(done.arrow.source), dark) + _to_arrow(context, done, selection),
            fragment("{:,}{}", done.carried, _mark(shown, done)),
        ]
        for done in shown.arrows
    ]
    caption = "Synchronized users, by arrow" + ("; ● belongs to what is selected" if shown.lit else "")
    return table(text_cells("Arrow", "Users"), rows, caption=caption, kind="xts-counted")


def _mark(shown: SankeyPart, done: ArrowFlow) -> Markup:
    lit = shown.lit is not None and done.arrow.id in shown.lit
    return Markup(' <span title="belongs to what is selected">●</span>') if lit else Markup()


def _idle(context: ViewContext, selection: Selection) -> Markup:
    idle = [done for done in context.flow.by_arrow.values() if not done.carried]
    rest = len(idle) - MAX_IDLE
    more = note(f"… and {rest:,} more.") if rest > 0 else Markup()
    entries = [
        fragment(
            '{}: <span class="xts-{}">{}</span>',
            _to_arrow(context, done, selection),
            done.state,
            state_label(done.state),
        )
        for done in idle[:MAX_IDLE]
    ]
    return section("Arrows that sync nobody", item_list(entries), more)
