"""The flow picture as two lists with the same numbers: the tenants, and the arrows that sync somebody."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.view.charts.sankey_selection import Part, sentence
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import (
    button,
    empty,
    fragment,
    items,
    join_markup,
    note,
    section,
    swatch,
    table,
    texts,
)
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import STATES
from xtsviz.view.words import number

MAX_IDLE = 40
"""So many arrows that sync nobody are listed; the others are counted."""
MAX_TENANTS = 400
"""So many tenants are listed: of more, those that most users come from or go to."""


def nothing(context: ViewContext) -> Markup:
    """The words in the place of the picture if no arrow syncs anybody; empty if one does."""
    arrows = context.flow.by_arrow.values()
    if any(done.carried for done in arrows):
        return Markup()
    if not arrows:
        return empty(
            "Nobody flows anywhere yet. Draw an arrow from a home tenant to a target: Arrows, on the left."
        )
    return empty("Nobody flows anywhere: no arrow syncs anybody. Press an arrow below to see what stops it.")


def flow_notes(shown: Part) -> Markup:
    """What the picture leaves out, and why nothing in it is lit; empty if there is nothing to say."""
    return join_markup(map(note, shown.notes))


def flow_lists(context: ViewContext, shown: Part, selection: Selection, dark: bool) -> Markup:
    """Tenants with what they send and receive, and arrows; pressing one sends ``select KIND ID``.

    Args:
        shown: the part of the flow that the picture shows; its arrows are listed, and all tenants.
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
        hint=sentence(context, done),
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
        texts("Tenant", "Out", "In"), rows, caption="Synchronized users, by tenant", kind="xts-counted"
    )
    left = len(listed) - len(rows)
    return made + (note(f"{number(left, 'more tenant')}, with fewer users.") if left else Markup())


def _arrows(context: ViewContext, shown: Part, selection: Selection, dark: bool) -> Markup:
    rows = [
        [
            swatch(context.paint(done.arrow.source), dark) + _to_arrow(context, done, selection),
            fragment("{:,}{}", done.carried, _mark(shown, done)),
        ]
        for done in shown.arrows
    ]
    caption = "Synchronized users, by arrow" + ("; ● belongs to what is selected" if shown.lit else "")
    return table(texts("Arrow", "Users"), rows, caption=caption, kind="xts-counted")


def _mark(shown: Part, done: ArrowFlow) -> Markup:
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
            f"{STATES[done.state].symbol} {done.state}".strip(),
        )
        for done in idle[:MAX_IDLE]
    ]
    return section("Arrows that sync nobody", items(entries), more)
